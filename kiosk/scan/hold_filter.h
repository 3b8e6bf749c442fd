// Thirty readings a second of one phone are one arrival (design 03, "Ticket code").
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace uke::kiosk::scan {

// The same code is ignored while it stays in view and for two seconds after it was last seen. Pure: time is handed in and
// must not go back. Not thread-safe.
class HoldFilter {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kQuiet{2000};

  // True when this reading is news: another code than the last one, or the same after more than kQuiet out of view.
  bool is_new(std::string_view code, Time seen_at) {
    const bool held = has_code_ && code == code_ && seen_at - seen_at_ <= kQuiet;
    if (!held) code_ = code;
    has_code_ = true;
    seen_at_ = seen_at;
    return !held;
  }

  // Forgets the code: the desk wants to scan the same ticket again on purpose.
  void forget() { has_code_ = false; }

 private:
  bool has_code_ = false;
  std::string code_;
  Time seen_at_{};
};

}  // namespace uke::kiosk::scan
