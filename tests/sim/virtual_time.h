// Time that passes only when a test says so, and executors that run on it: everything on one thread, in an order that depends on
// nothing but the program and its seed.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/executor.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace uke::test {

class Timeline {
 public:
  using Task = std::function<void()>;

  [[nodiscard]] Millis now() const { return now_; }
  void at(Millis when, Task task) { tasks_.emplace(std::pair{std::max(when, now_), next_++}, std::move(task)); }

  // Runs the next task; false when there is none until `end`, which is then now.
  bool step(Millis end) {
    const auto first = tasks_.begin();
    if (first == tasks_.end() || first->first.first > end) {
      now_ = std::max(now_, end);
      return false;
    }
    now_ = first->first.first;
    auto task = std::move(first->second);
    tasks_.erase(first);
    task();
    return true;
  }
  void run_until(Millis end) {
    while (step(end)) {
    }
  }
  void run_for(Millis span) { run_until(now_ + span); }

 private:
  Millis now_{0};
  std::uint64_t next_ = 0;
  std::map<std::pair<Millis, std::uint64_t>, Task> tasks_;
};

// One thread of a simulated program. When it goes, its tasks never run: the program was killed.
class TimelineExecutor final : public Executor {
 public:
  explicit TimelineExecutor(Timeline& timeline) : timeline_(timeline) {}
  void post(std::function<void()> task) override { post_after(Millis{0}, std::move(task)); }
  void post_after(Millis delay, std::function<void()> task) override {
    timeline_.at(timeline_.now() + delay, [alive = std::weak_ptr<bool>(alive_), task = std::move(task)] {
      if (alive.lock()) task();
    });
  }

 private:
  Timeline& timeline_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

// The clock of one machine: its uptime is the timeline's, its wall clock is what it believes.
class MachineClock final : public Clock {
 public:
  static constexpr std::int64_t kStart = 1803110400000;  // 2027-02-20T08:00:00Z, 17:00 in Japan

  explicit MachineClock(const Timeline& timeline, std::string boot_id = "boot-1") : timeline_(timeline), boot_id_(std::move(boot_id)) {}
  Time now() const override { return from_ms(kStart + (timeline_.now() + wrong_by_).count()); }
  Millis uptime() const override { return timeline_.now() - booted_; }
  std::string boot_id() const override { return boot_id_; }

  void set_wrong_by(Millis error) { wrong_by_ = error; }
  void reboot(std::string boot_id) {
    boot_id_ = std::move(boot_id);
    booted_ = timeline_.now();
  }

 private:
  const Timeline& timeline_;
  std::string boot_id_;
  Millis wrong_by_{0};
  Millis booted_{-60'000};
};

}  // namespace uke::test
