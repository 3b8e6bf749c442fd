#include "kiosk/runtime/event_queue.h"
#include "kiosk/runtime/newest.h"
#include "tests/support/catch.h"

#include <atomic>
#include <chrono>
#include <thread>

using namespace uke::kiosk;
using runtime::EventQueue;

namespace {

app::Event timer(std::uint64_t number) { return app::TimerFired{number}; }

}  // namespace

TEST_CASE("events come out in the order in which they went in, and each push wakes the window") {
  int woken = 0;
  EventQueue queue([&] { ++woken; });
  queue.push(timer(1));
  queue.push(timer(2));
  const auto events = queue.drain();
  REQUIRE(events.size() == 2);
  CHECK(std::get<app::TimerFired>(events[0]).timer == 1);
  CHECK(std::get<app::TimerFired>(events[1]).timer == 2);
  CHECK(woken == 2);
  CHECK(queue.drain().empty());
}

TEST_CASE("a full queue drops what may be dropped") {
  EventQueue queue([] {});
  for (std::size_t i = 0; i < EventQueue::kEventsMax; ++i) REQUIRE(queue.push(timer(i), EventQueue::WhenFull::drop));
  CHECK(!queue.push(timer(9), EventQueue::WhenFull::drop));
  CHECK(queue.drain().size() == EventQueue::kEventsMax);
}

TEST_CASE("an answer waits for room in a full queue and is not lost") {
  EventQueue queue([] {});
  for (std::size_t i = 0; i < EventQueue::kEventsMax; ++i) queue.push(timer(i));
  std::atomic<bool> pushed = false;
  std::thread worker([&] {
    queue.push(timer(4711));
    pushed = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(!pushed);
  (void)queue.drain();
  worker.join();
  const auto events = queue.drain();
  REQUIRE(events.size() == 1);
  CHECK(std::get<app::TimerFired>(events[0]).timer == 4711);
}

TEST_CASE("closing frees those who wait") {
  EventQueue queue([] {});
  for (std::size_t i = 0; i < EventQueue::kEventsMax; ++i) queue.push(timer(i));
  std::thread worker([&] { CHECK(!queue.push(timer(1))); });
  queue.close();
  worker.join();
}

TEST_CASE("the slot keeps only the newest value") {
  runtime::Newest<int> slot;
  slot.put(1);
  slot.put(2);
  CHECK(slot.take() == 2);
  CHECK(!slot.take());
  std::thread waiter([&] { CHECK(!slot.wait()); });
  slot.close();
  waiter.join();
}
