// Where workers leave events for the GUI thread: bounded, drained once per frame.
#pragma once

#include "kiosk/app/event.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace uke::kiosk::runtime {

// Thread-safe.
class EventQueue {
 public:
  static constexpr std::size_t kEventsMax = 1024;

  // What a full queue does with an event: an answer of the store waits for room; a camera's reading is dropped, the next one follows soon.
  enum class WhenFull : std::uint8_t { wait, drop };

  // `wake` is called after each push, outside the lock; it must be callable from any thread (glfwPostEmptyEvent).
  explicit EventQueue(std::function<void()> wake) : wake_(std::move(wake)) {}

  // False if the event was dropped or the queue is closed.
  bool push(app::Event event, WhenFull when_full = WhenFull::wait);
  // Everything that has arrived, in order. Never blocks.
  [[nodiscard]] std::vector<app::Event> drain();
  // From now on nothing is taken, and nobody waits: for shutting down.
  void close();

 private:
  std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::deque<app::Event> events_;
  bool closed_ = false;
};

}  // namespace uke::kiosk::runtime
