#include "kiosk/runtime/event_queue.h"

#include <iterator>
#include <utility>

namespace uke::kiosk::runtime {

bool EventQueue::push(app::Event event, WhenFull when_full) {
  {
    std::unique_lock lock(mutex_);
    if (when_full == WhenFull::wait) room_.wait(lock, [this] { return closed_ || events_.size() < kEventsMax; });
    if (closed_ || events_.size() >= kEventsMax) return false;
    events_.push_back(std::move(event));
  }
  wake_();
  return true;
}

std::vector<app::Event> EventQueue::drain() {
  std::deque<app::Event> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(events_);
  }
  room_.notify_all();
  return {std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end())};
}

void EventQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  room_.notify_all();
}

}  // namespace uke::kiosk::runtime
