// The store on its own thread: carries out the core's questions and leaves the answers in the queue.
#pragma once

#include "kiosk/app/effect.h"
#include "kiosk/runtime/event_queue.h"
#include "kiosk/store/store.h"
#include "shared/base/thread_executor.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace uke::kiosk::runtime {

// Owns the thread and the store. The store is opened on the thread; while that fails (disk full, no permission) it is tried again every two
// seconds, and every question is answered with WriteFailed.
class StoreThread {
 public:
  // `opened` and `wrote` are called on the store's thread: once the store is there, and whenever it may have written records.
  struct Hooks {
    std::function<void(store::Store&)> opened;
    std::function<void()> wrote;
  };
  // Nothing happens before start().
  StoreThread(store::StoreOptions options, std::filesystem::path export_folder, EventQueue& events, Hooks hooks);

  void start();
  // Finishes what is under way; afterwards no question is answered and no task runs. Close the queue first.
  void stop();

  // Thread-safe; answered by one event each.
  void ask(app::JudgeScan question);
  void ask(app::JudgePerson question);
  void ask(app::Admit question);
  void ask(app::WalkIn question);
  void ask(app::Undo question);
  void ask(app::ResolveConflict question);
  void ask(app::Search question);
  void ask(app::LoadStaff question);
  void ask(app::CheckPin question);
  void ask(app::ExportLog question);

  // Runs `task` on the store's thread, if the store is open by then.
  void run(std::function<void(store::Store&)> task);
  // Leaves the store's status in the queue. On the store's thread.
  void tell_status();
  [[nodiscard]] Executor& executor() { return executor_; }

 private:
  void open();
  template <class Question, class Work>
  void post(Question question, Work work);

  store::StoreOptions options_;
  std::filesystem::path export_folder_;
  EventQueue& events_;
  Hooks hooks_;
  std::optional<store::Store> store_;  // only on the thread
  ThreadExecutor executor_;            // last: its thread ends before the store goes
};

}  // namespace uke::kiosk::runtime
