#include "server/applications/reminders.h"

#include "server/applications/service.h"

namespace uke::server::applications {
namespace {

constexpr Millis kDaily{24LL * 3600'000};

Status remind(jobs::Run& run, const jobs::JobRow&) {
  return run.write([](storage::WriteTx& tx) -> Status {
    TRYV(mark_waiting(tx, tx.now() - kWaitsTooLong));
    return {};
  });
}

Status forget(jobs::Run& run, const jobs::JobRow&) {
  std::int64_t forgotten = 1;
  while (forgotten > 0 && !run.stopping()) {
    TRYV(run.write([&](storage::WriteTx& tx) -> Status {
      TRY(forgotten, forget_old_applications(tx, tx.now() - kKeptAfterNo));
      return {};
    }));
  }
  return {};
}

}  // namespace

std::vector<jobs::Kind> job_kinds() {
  return {{.name = "applications.remind", .work = remind, .every = kDaily},
          {.name = "applications.forget", .work = forget, .every = kDaily}};
}

}  // namespace uke::server::applications
