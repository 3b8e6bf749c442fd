// The core's timers, kept by the GUI loop. Not thread-safe.
#pragma once

#include "shared/base/time.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace uke::kiosk::runtime {

class Timers {
 public:
  using Steady = std::chrono::steady_clock::time_point;

  void start(std::uint64_t timer, Millis delay, Steady now) { armed_.push_back({now + delay, timer}); }
  // The timers that are due, soonest first; they are gone afterwards.
  [[nodiscard]] std::vector<std::uint64_t> due(Steady now) {
    std::sort(armed_.begin(), armed_.end());
    std::vector<std::uint64_t> fired;
    const auto end = std::find_if(armed_.begin(), armed_.end(), [now](const Armed& timer) { return timer.at > now; });
    for (auto at = armed_.begin(); at != end; ++at) fired.push_back(at->timer);
    armed_.erase(armed_.begin(), end);
    return fired;
  }
  [[nodiscard]] std::optional<Steady> next() const {
    if (armed_.empty()) return std::nullopt;
    return std::min_element(armed_.begin(), armed_.end())->at;
  }

 private:
  struct Armed {
    Steady at;
    std::uint64_t timer = 0;
    auto operator<=>(const Armed&) const = default;
  };
  std::vector<Armed> armed_;
};

}  // namespace uke::kiosk::runtime
