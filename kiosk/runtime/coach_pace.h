// Advice that people can follow: a fault that lasts is told, one that flickers is not. Pure: times are handed in. Not thread-safe.
#pragma once

#include "kiosk/scan/coach.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace uke::kiosk::runtime {

class CoachPace {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kBefore{700};    // so long it must last before it is told
  static constexpr std::chrono::milliseconds kAtLeast{1500};  // so long it stays to be read

  // What was seen in a frame that was not read (nothing: no fault, or a code was read). Returns what to say from now on, if that changes.
  std::optional<std::optional<scan::Advice>> feed(std::optional<scan::Advice> seen, Time now) {
    if (seen != seen_) {
      seen_ = seen;
      since_ = now;
    }
    if (seen_ == told_ || now - since_ < kBefore || (told_ && now - told_at_ < kAtLeast)) return std::nullopt;
    told_ = seen_;
    told_at_ = now;
    return told_;
  }

 private:
  std::optional<scan::Advice> seen_;
  std::optional<scan::Advice> told_;
  Time since_{};
  Time told_at_{};
};

// The sentence's i18n key; "" for nothing to say.
[[nodiscard]] constexpr std::string_view advice_key(std::optional<scan::Advice> advice) {
  if (!advice) return "";
  switch (*advice) {
    case scan::Advice::too_dark: return "coach.too_dark";
    case scan::Advice::glare: return "coach.glare";
    case scan::Advice::blurred: return "coach.blurred";
    case scan::Advice::too_small: return "coach.too_small";
    case scan::Advice::cut_off: return "coach.cut_off";
  }
  return "";
}

}  // namespace uke::kiosk::runtime
