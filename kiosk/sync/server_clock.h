// The server's time as far as answers told it: server time minus this machine's uptime, which never jumps. Not thread-safe.
#pragma once

#include "shared/base/clock.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace uke::kiosk::sync {

class ServerClock {
 public:
  explicit ServerClock(const Clock& clock) : clock_(&clock) {}

  // An answer that arrived now says what time it was while it was under way since `sent` (uptime).
  void heard(std::int64_t server_time_ms, Millis sent);
  // The server's time now, by the exchange with the shortest round trip of the last 16. Nothing before the first one of this boot.
  [[nodiscard]] std::optional<std::int64_t> now_ms() const;

 private:
  struct Sample {
    Millis round_trip{0};
    std::int64_t offset_ms = 0;
  };
  const Clock* clock_;
  std::string boot_id_;
  std::deque<Sample> samples_;
};

}  // namespace uke::kiosk::sync
