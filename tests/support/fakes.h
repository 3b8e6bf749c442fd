// Time and chance under the control of a test.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"

#include <atomic>
#include <random>
#include <string>

namespace uke::test {

// Starts at 2027-02-20 17:00 Japan time. Wall clock and uptime advance together unless a test makes the wall clock jump.
class FakeClock final : public Clock {
 public:
  Time now() const override { return from_ms(now_ms_); }
  Millis uptime() const override { return Millis{uptime_ms_}; }
  std::string boot_id() const override { return boot_id_; }

  void advance(Millis by) {
    now_ms_ += by.count();
    uptime_ms_ += by.count();
  }
  void jump_to(Time wall) { now_ms_ = to_ms(wall); }
  void reboot(std::string boot_id) {
    boot_id_ = std::move(boot_id);
    uptime_ms_ = 0;
  }

 private:
  std::atomic<std::int64_t> now_ms_ = 1803110400000;  // 2027-02-20T08:00:00Z
  std::atomic<std::int64_t> uptime_ms_ = 60'000;
  std::string boot_id_ = "boot-1";
};

// Repeats the same bytes for the same seed.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace uke::test
