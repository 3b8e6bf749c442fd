#include "server/accounts/sign_in_delay.h"

#include <algorithm>

namespace uke::server::accounts {
namespace {

Millis pause_after(int failed) {
  if (failed < SignInDelay::kFreeTries) return Millis{0};
  const int doublings = std::min(failed - SignInDelay::kFreeTries, 10);
  return std::min(Millis{1000} * (1 << doublings), SignInDelay::kLongest);
}

}  // namespace

Millis SignInDelay::begin(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  const auto now = clock_.uptime();
  if (tries_.size() >= kNamesMax) forget_old(now);
  auto& tries = tries_[name];
  if (tries.failed > 0 && now - tries.last >= kForgottenAfter) tries = {};
  if (tries.failed > 0) {
    const auto until = tries.last + pause_after(tries.failed);
    if (until > now) return until - now;
  }
  ++tries.failed;
  tries.last = now;
  return Millis{0};
}

void SignInDelay::succeeded(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  tries_.erase(name);
}

void SignInDelay::forget_old(Millis now) {
  std::erase_if(tries_, [&](const auto& entry) { return now - entry.second.last >= kForgottenAfter; });
  if (tries_.size() < kNamesMax) return;
  const auto quietest = std::ranges::min_element(tries_, {}, [](const auto& entry) { return entry.second.last; });
  tries_.erase(quietest);
}

}  // namespace uke::server::accounts
