// Synchronisation on its own thread, wired to the store: pairing, and the engine of the pairing that is in force.
#pragma once

#include "kiosk/app/effect.h"
#include "kiosk/runtime/event_queue.h"
#include "kiosk/runtime/store_thread.h"
#include "kiosk/sync/curl_transport.h"
#include "kiosk/sync/engine.h"
#include "kiosk/sync/ports.h"
#include "shared/base/thread_executor.h"

#include <memory>

namespace uke::kiosk::runtime {

// The methods are thread-safe. Stop the store's thread before this goes: its tasks speak to it.
class SyncThread final : private sync::DeskAccess {
 public:
  SyncThread(EventQueue& events, StoreThread& store);

  // On the store's thread, once it is open: begins to synchronise if the kiosk is paired.
  void start(store::Store& store);
  void records_written();
  void now();
  // Redeems the code; answered by PairingEnded. A kiosk that was paired before delivers its old log all the same.
  void pair(app::Pair effect);

 private:
  void run(std::function<void(sync::Desk&)> task) override;
  void redeem(store::Store& store, const app::Pair& effect);
  void save(store::Store& store, const app::Pair& effect, Result<wire::PairAnswer> answer);
  void run_engine(const store::Pairing& pairing);

  EventQueue& events_;
  StoreThread& store_;
  sync::CurlTransport transport_;
  std::unique_ptr<sync::Engine> engine_;  // only in tasks of executor_
  ThreadExecutor executor_;               // last: its thread ends before the engine goes
};

}  // namespace uke::kiosk::runtime
