// The only source of chance. Tests hand in a seeded one (tests/support/fakes.h).
#pragma once

#include <cstdint>
#include <span>

namespace uke {

// Thread-safe where it says so; SystemRandom is.
class Random {
 public:
  virtual ~Random() = default;
  // Fills `out` with random bytes.
  virtual void fill(std::span<std::uint8_t> out) = 0;

  [[nodiscard]] std::uint64_t u64();
  // Uniform in [0, bound); bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

// The kernel's generator (getrandom): fit for keys, tokens and ticket numbers. Thread-safe.
[[nodiscard]] Random& system_random();

}  // namespace uke
