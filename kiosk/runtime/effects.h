// Carries out the core's effects: each on the worker it belongs to. GUI thread only.
#pragma once

#include "kiosk/app/effect.h"
#include "kiosk/devices/sound.h"
#include "kiosk/runtime/event_queue.h"
#include "kiosk/runtime/store_thread.h"
#include "kiosk/runtime/sync_thread.h"
#include "kiosk/runtime/timers.h"
#include "shared/base/thread_executor.h"

#include <memory>

namespace uke::kiosk::runtime {

class Effects {
 public:
  Effects(StoreThread& store, SyncThread& sync, Timers& timers, devices::Speaker::Output sound);

  void carry_out(app::Effect effect);
  [[nodiscard]] bool quit_asked() const { return quit_asked_; }

 private:
  StoreThread& store_;
  SyncThread& sync_;
  Timers& timers_;
  std::unique_ptr<devices::Speaker> speaker_;  // made and used on the devices' thread: opening a card may take seconds
  bool quit_asked_ = false;
  ThreadExecutor devices_;  // last: its thread ends before the speaker goes
};

}  // namespace uke::kiosk::runtime
