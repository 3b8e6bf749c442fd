// When sessions and tokens were last used. Reads only note it here; a job writes it down every few minutes, so that looking at a page
// never waits for the writer. What was noted since is lost when the process dies: a session then looks a few minutes older. Thread-safe.
#pragma once

#include "shared/base/time.h"

#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace uke::server::accounts {

class Uses {
 public:
  static constexpr Millis kWrittenEvery{300'000};
  static constexpr std::size_t kNotedMax = 200;  // of each: what one step of a job may write

  using Noted = std::map<std::string, Time, std::less<>>;  // id → when
  struct Taken {
    Noted sessions;
    Noted tokens;
  };

  void of_session(const std::string& id, Time at) { note(noted_.sessions, id, at); }
  void of_token(const std::string& id, Time at) { note(noted_.tokens, id, at); }
  // What was noted since the last time.
  [[nodiscard]] Taken take() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(noted_, {});
  }

 private:
  void note(Noted& noted, const std::string& id, Time at) {
    const std::scoped_lock lock(mutex_);
    if (noted.size() < kNotedMax || noted.contains(id)) noted.insert_or_assign(id, at);
  }

  std::mutex mutex_;
  Taken noted_;
};

}  // namespace uke::server::accounts
