// How long somebody has to wait before the next try at an account's password: longer with each failure, never for good. It counts names,
// not accounts, so it tells nobody which names exist. In memory: a restart forgives. Thread-safe.
#pragma once

#include "shared/base/clock.h"

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace uke::server::accounts {

class SignInDelay {
 public:
  static constexpr int kFreeTries = 5;
  static constexpr Millis kLongest{60'000};
  static constexpr Millis kForgottenAfter{3'600'000};  // since the last failure
  static constexpr std::size_t kNamesMax = 10'000;     // more at once: the ones that were quiet longest are forgotten

  explicit SignInDelay(const Clock& clock) : clock_(clock) {}

  // 0: try now; the try counts as failed until succeeded() says otherwise, so that tries side by side do not slip through. Else how long to
  // wait; nothing is counted then.
  [[nodiscard]] Millis begin(const std::string& name);
  void succeeded(const std::string& name);

 private:
  struct Tries {
    int failed = 0;
    Millis last{0};
  };
  void forget_old(Millis now);

  const Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Tries> tries_;
};

}  // namespace uke::server::accounts
