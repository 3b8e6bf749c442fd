// Long polls that wait: no thread and no transaction each, only an entry under their topic. Thread-safe.
#pragma once

#include "server/web/route.h"
#include "shared/base/clock.h"
#include "shared/base/executor.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace uke::server::web {

// One that waits. wake() must only hand the work on: it is called on the writer and on the timer.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void wake(Turn turn) = 0;
  [[nodiscard]] virtual bool gone() const = 0;  // nobody waits for the answer any more
};

class WatchHub {
 public:
  // The first change of a topic wakes its watchers at once; changes that follow within `gap` wake them together when it has passed.
  // Everything timed runs on `timers`, which must have ended before the hub is destroyed.
  WatchHub(Executor& timers, const Clock& clock, Millis gap) : timers_(timers), clock_(clock), gap_(gap) {}

  // To be taken before the snapshot is read that decides to wait, so that no commit is missed between reading and parking.
  [[nodiscard]] std::uint64_t sequence();

  enum class Parking : std::uint8_t { parked, look_again, look_last };
  // `deadline` is by the clock's uptime. Not parked: the topic was touched after `since`, or there is no time left (or the server stops).
  [[nodiscard]] Parking park(const std::string& topic, std::uint64_t since, Millis deadline, std::shared_ptr<Watcher> watcher);

  // After a commit.
  void touched(const std::set<std::string>& topics);
  // The server stops: all look a last time, and nobody is parked any more.
  void wake_all();
  [[nodiscard]] std::size_t parked();

 private:
  struct Parked {
    Millis deadline;
    std::shared_ptr<Watcher> watcher;
  };
  struct Topic {
    std::uint64_t touched = 0;  // sequence of the last commit that touched it
    Millis woken{-1'000'000};   // uptime
    bool wake_planned = false;
    std::vector<Parked> parked;
  };
  void wake_topic(const std::string& name);
  void plan_sweep();
  void sweep();

  Executor& timers_;
  const Clock& clock_;
  const Millis gap_;
  std::mutex mutex_;  // guards all below; never held while calling out
  std::map<std::string, Topic> topics_;
  std::uint64_t sequence_ = 0;
  std::uint64_t forgotten_ = 0;  // topics without an entry were touched at this sequence at the latest
  std::size_t parked_ = 0;
  bool sweep_planned_ = false;
  bool stopping_ = false;
};

}  // namespace uke::server::web
