// The only way to read the time. Tests and the simulation hand in a clock of their own (tests/support/fakes.h).
#pragma once

#include "shared/base/time.h"

#include <string>

namespace uke {

// Thread-safe: every method may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  // Wall time, UTC. May jump in both directions: it is what the device believes.
  [[nodiscard]] virtual Time now() const = 0;
  // Time since this machine started, also while it slept (CLOCK_BOOTTIME). Never jumps within one boot_id().
  [[nodiscard]] virtual Millis uptime() const = 0;
  // Names this start of the machine (/proc/sys/kernel/random/boot_id); "unknown" where that cannot be read.
  [[nodiscard]] virtual std::string boot_id() const = 0;
};

// The machine's clocks. The object lives as long as the program.
[[nodiscard]] Clock& system_clock();

}  // namespace uke
