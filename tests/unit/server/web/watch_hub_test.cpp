#include "server/web/watch_hub.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <deque>
#include <utility>

using namespace uke;
using namespace uke::server::web;
using uke::test::FakeClock;

namespace {

// Runs what is due when the test moves the clock.
class TimedExecutor final : public Executor {
 public:
  explicit TimedExecutor(FakeClock& clock) : clock_(clock) {}
  void post(std::function<void()> task) override { post_after(Millis{0}, std::move(task)); }
  void post_after(Millis delay, std::function<void()> task) override { tasks_.emplace_back(clock_.uptime() + delay, std::move(task)); }
  void advance(Millis by) {
    for (Millis step{0}; step < by; step += Millis{10}) {
      clock_.advance(Millis{10});
      for (std::size_t i = 0; i < tasks_.size();) {
        if (tasks_[i].first > clock_.uptime()) {
          ++i;
          continue;
        }
        const auto task = std::move(tasks_[i].second);
        tasks_.erase(tasks_.begin() + static_cast<std::ptrdiff_t>(i));
        task();
      }
    }
  }

 private:
  FakeClock& clock_;
  std::deque<std::pair<Millis, std::function<void()>>> tasks_;
};

struct TestWatcher final : Watcher {
  void wake(Turn turn) override { turns.push_back(turn); }
  bool gone() const override { return left; }
  std::vector<Turn> turns;
  bool left = false;
};

struct Hub {
  FakeClock clock;
  TimedExecutor timers{clock};
  WatchHub hub{timers, clock, Millis{50}};
  std::shared_ptr<TestWatcher> park(const std::string& topic, Millis wait = Millis{10'000}) {
    auto watcher = std::make_shared<TestWatcher>();
    REQUIRE(hub.park(topic, hub.sequence(), clock.uptime() + wait, watcher) == WatchHub::Parking::parked);
    return watcher;
  }
};

}  // namespace

TEST_CASE("a_touched_topic_wakes_its_watchers_at_once_and_no_others") {
  Hub h;
  const auto a = h.park("a");
  const auto b = h.park("b");
  h.hub.touched({"a"});
  CHECK(a->turns == std::vector{Turn::again});
  CHECK(b->turns.empty());
  CHECK(h.hub.parked() == 1);
  h.hub.touched({"a"});
  CHECK(a->turns.size() == 1);
}

TEST_CASE("changes_that_follow_closely_wake_once") {
  Hub h;
  const auto first = h.park("a");
  h.hub.touched({"a"});
  const auto second = h.park("a");
  h.hub.touched({"a"});
  h.hub.touched({"a"});
  CHECK(second->turns.empty());
  h.timers.advance(Millis{60});
  CHECK(second->turns == std::vector{Turn::again});
  const auto third = h.park("a");
  h.timers.advance(Millis{60});
  h.hub.touched({"a"});
  CHECK(third->turns.size() == 1);
}

TEST_CASE("a_commit_between_reading_and_parking_is_not_missed") {
  Hub h;
  const auto since = h.hub.sequence();
  h.hub.touched({"a"});
  auto watcher = std::make_shared<TestWatcher>();
  CHECK(h.hub.park("a", since, h.clock.uptime() + Millis{100}, watcher) == WatchHub::Parking::look_again);
  CHECK(h.hub.park("b", since, h.clock.uptime() + Millis{100}, watcher) == WatchHub::Parking::parked);
}

TEST_CASE("a_watcher_looks_a_last_time_when_its_time_is_over") {
  Hub h;
  const auto watcher = h.park("a", Millis{1000});
  h.timers.advance(Millis{900});
  CHECK(watcher->turns.empty());
  h.timers.advance(Millis{400});
  CHECK(watcher->turns == std::vector{Turn::last});
  CHECK(h.hub.parked() == 0);
  CHECK(h.hub.park("a", h.hub.sequence(), h.clock.uptime(), watcher) == WatchHub::Parking::look_last);
}

TEST_CASE("a_client_that_left_is_forgotten_without_looking") {
  Hub h;
  const auto watcher = h.park("a");
  watcher->left = true;
  h.timers.advance(Millis{300});
  CHECK(watcher->turns.empty());
  CHECK(h.hub.parked() == 0);
  CHECK(watcher.use_count() == 1);
}

TEST_CASE("stopping_lets_all_look_a_last_time_and_parks_nobody") {
  Hub h;
  const auto watcher = h.park("a");
  h.hub.wake_all();
  CHECK(watcher->turns == std::vector{Turn::last});
  CHECK(h.hub.park("a", h.hub.sequence(), h.clock.uptime() + Millis{100}, watcher) == WatchHub::Parking::look_last);
}
