#include "shared/base/random.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/random.h>

namespace uke {
namespace {

class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    while (!out.empty()) {
      const ssize_t got = getrandom(out.data(), out.size(), 0);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) std::abort();  // no randomness: going on would issue guessable secrets
      out = out.subspan(static_cast<std::size_t>(got));
    }
  }
};

}  // namespace

std::uint64_t Random::u64() {
  std::uint8_t bytes[8];
  fill(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

std::uint64_t Random::below(std::uint64_t bound) {
  // Rejection keeps it uniform: values of the incomplete last stretch are drawn again.
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t value = u64();
  while (value >= limit) value = u64();
  return value % bound;
}

Random& system_random() {
  static SystemRandom random;
  return random;
}

}  // namespace uke
