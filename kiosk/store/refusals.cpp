#include "kiosk/store/refusals.h"

#include <functional>

namespace uke::kiosk::store {
namespace {

constexpr Millis kPause{60'000};
constexpr std::size_t kKeptMax = 1'000;

}  // namespace

Refusals::Key Refusals::key(std::string_view code, desk::Verdict verdict) { return {std::hash<std::string_view>{}(code), verdict}; }

bool Refusals::may_write(std::string_view code, desk::Verdict verdict, Millis uptime) const {
  const auto found = last_.find(key(code, verdict));
  return found == last_.end() || uptime - found->second >= kPause;
}

void Refusals::written(std::string_view code, desk::Verdict verdict, Millis uptime) {
  if (last_.size() >= kKeptMax) {
    std::erase_if(last_, [&](const auto& entry) { return uptime - entry.second >= kPause; });
    if (last_.size() >= kKeptMax) last_.clear();
  }
  last_[key(code, verdict)] = uptime;
}

}  // namespace uke::kiosk::store
