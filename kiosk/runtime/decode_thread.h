// The decoder's own thread: a call into it cannot be interrupted, so it must not be the GUI's or the camera's.
#pragma once

#include "kiosk/app/gray_frame.h"
#include "kiosk/runtime/event_queue.h"

#include <memory>

namespace uke::kiosk::runtime {

// Takes the newest frame, reads it, and leaves Scanned (and Coached, when the hint changes) in the queue. A code that stays in view is told
// again every kRepeat, so that the core knows that it is still there. The destructor joins.
class DecodeThread {
 public:
  static constexpr Millis kRepeat{250};

  explicit DecodeThread(EventQueue& events);
  ~DecodeThread();
  DecodeThread(const DecodeThread&) = delete;
  DecodeThread& operator=(const DecodeThread&) = delete;

  // Thread-safe; never blocks. A frame that was not taken yet is replaced.
  void put(app::GrayFrame frame);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke::kiosk::runtime
