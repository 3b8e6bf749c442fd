#include "server/privacy/retention.h"

#include "server/applications/checking_service.h"
#include "server/privacy/person_data.h"
#include "server/privacy/store.h"
#include "server/rsvps/members.h"

namespace uke::server::privacy {
namespace {

using Rule = Result<std::int64_t> (*)(storage::WriteTx&);

Status keep(jobs::Run& run, const jobs::JobRow&) {
  std::int64_t forgotten = 0;
  for (const Rule rule : {forget_companions, forget_checking_list, forget_leftovers}) {
    for (std::int64_t done = 1; done > 0;) {
      if (run.stopping()) return {};
      TRYV(run.write([&](storage::WriteTx& tx) -> Status {
        TRY(done, rule(tx));
        return {};
      }));
      forgotten += done;
      run.progress(forgotten, 0);
    }
  }
  return {};
}

}  // namespace

Result<std::int64_t> forget_companions(storage::WriteTx& tx) {
  TRY(auto rows, rsvps::companions_with_names(tx, tx.now() - kCompanionNamesKept, kAtOnce));
  for (auto& row : rows) {
    TRY(const auto subjects, subjects_of(tx, row));
    for (const auto& subject : subjects) TRYV(delete_private_parts(tx, row.event, subject));
    TRYV(rsvps::forget_person(tx, std::move(row)));
  }
  return std::ssize(rows);
}

Result<std::int64_t> forget_checking_list(storage::WriteTx& tx) {
  return applications::forget_old_names(tx, tx.now() - applications::kCheckingLasts);
}

Result<std::int64_t> forget_leftovers(storage::WriteTx& tx) {
  TRY(const auto links, delete_outdated_welcome_links(tx));
  TRY(const auto answers, delete_old_remembered_answers(tx, tx.now() - kRememberedAnswersKept, kAtOnce));
  return links + answers;
}

jobs::Kind retention_job() { return {.name = "privacy.retention", .work = keep, .every = std::chrono::hours{24}}; }

}  // namespace uke::server::privacy
