// Synchronisation of one paired kiosk with its server: uploading the desk log and downloading changes, two loops that never wait for
// each other. Always on: there is no online and no offline mode, only data that is more or less fresh.
#pragma once

#include "kiosk/sync/ports.h"
#include "shared/base/clock.h"
#include "shared/base/executor.h"
#include "shared/base/random.h"

#include <functional>
#include <memory>
#include <string>

namespace uke::kiosk::sync {

struct EngineOptions {
  std::string server;  // URL without a slash at the end
  std::string token;
  KioskId kiosk;  // only a kiosk-revoked that names this one wipes
  Transport* transport = nullptr;
  DeskAccess* desk = nullptr;
  Executor* executor = nullptr;  // on which the engine lives
  const Clock* clock = &system_clock();
  Random* random = &system_random();
  // Called on the store's thread whenever its status may have changed.
  std::function<void()> desk_changed = [] {};
};

// The methods are thread-safe. Destroy it after its executor has ended or in a task of it; what is under way then has no effect.
class Engine {
 public:
  explicit Engine(EngineOptions options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void start();
  // The desk wrote something: upload it now, unless an upload is under way or the server is not reachable at the moment.
  void records_written();
  // Try both directions at once, whatever the back-off says: the network changed, or reception pressed 「いま同期」.
  void now();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace uke::kiosk::sync
