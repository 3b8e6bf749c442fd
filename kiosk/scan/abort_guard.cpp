#include "kiosk/scan/abort_guard.h"

#include <atomic>
#include <csetjmp>
#include <csignal>
#include <mutex>

namespace uke::kiosk::scan {
namespace {

thread_local sigjmp_buf way_out;
thread_local volatile std::sig_atomic_t guarded = 0;

// Whoever handled SIGABRT before (a crash reporter, a test runner) still gets those that are not ours.
std::atomic<void (*)(int)> previous = SIG_DFL;

void on_abort(int signal) {
  if (guarded != 0) siglongjmp(way_out, 1);
  void (*const handler)(int) = previous;
  if (handler != SIG_DFL && handler != SIG_IGN) handler(signal);
  // Returning lets abort() go on to end the program.
}

// Each time anew, because others may have put their own handler there since.
void install() {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  struct sigaction current{};
  sigaction(SIGABRT, nullptr, &current);
  if (current.sa_handler == on_abort) return;
  const bool plain = (current.sa_flags & SA_SIGINFO) == 0;  // a handler of the other kind could not be called from ours
  previous = plain ? current.sa_handler : SIG_DFL;
  struct sigaction action{};
  action.sa_handler = on_abort;
  sigemptyset(&action.sa_mask);
  sigaction(SIGABRT, &action, nullptr);
}

}  // namespace

bool survive_abort(const std::function<void()>& work) {
  install();
  if (sigsetjmp(way_out, 1) != 0) {
    guarded = 0;
    return false;
  }
  guarded = 1;
  work();
  guarded = 0;
  return true;
}

}  // namespace uke::kiosk::scan
