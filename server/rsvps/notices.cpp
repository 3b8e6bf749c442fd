#include "server/rsvps/notices.h"

#include "server/jobs/jobs.h"
#include "server/rsvps/notices_store.h"

#include <algorithm>

namespace uke::server::rsvps {
namespace {

bool says_that_they_come(Notice notice) {
  using enum Notice;
  return notice == confirmed || notice == changed || notice == promoted || notice == approved;
}
bool says_that_they_do_not(Notice notice) {
  using enum Notice;
  return notice == cancelled || notice == declined || notice == expired;
}

}  // namespace

Status note_notice(storage::WriteTx& tx, const AttendeeRow& attendee, Notice notice) {
  if (attendee.holder || attendee.email.value_or("").empty()) return {};
  TRY(const auto waiting, notices_of(tx, attendee.id));
  for (const auto& old : waiting) {
    const bool contradicts = (says_that_they_come(notice) && says_that_they_do_not(old.kind)) ||
                             (says_that_they_do_not(notice) && says_that_they_come(old.kind));
    if (contradicts) TRYV(remove_notice(tx, old.id));
  }
  const bool is_confirmed = std::ranges::find(waiting, Notice::confirmed, &NoticeRow::kind) != waiting.end();
  if (notice == Notice::changed && is_confirmed) return {};
  TRYV(insert_notice(
      tx, {.id = Uuid::v7(tx.clock(), tx.random()).to_string(), .attendee = attendee.id, .kind = notice, .created_ms = to_ms(tx.now())}));
  TRYV(jobs::start_job(tx, kLettersJob, ""));
  return {};
}

Result<AttendeeId> note_notices(storage::WriteTx& tx, EditionId edition, Notice notice, AttendeeId after, std::int64_t limit) {
  TRY(const auto ids, active_holders(tx, edition, after, limit));
  for (const auto id : ids) {
    TRY(const auto row, find_attendee(tx, id));
    if (row) TRYV(note_notice(tx, *row, notice));
  }
  return std::ssize(ids) < limit ? AttendeeId{} : ids.back();
}

Status forget_notices(storage::WriteTx& tx, AttendeeId attendee) {
  TRY(const auto waiting, notices_of(tx, attendee));
  for (const auto& notice : waiting) TRYV(remove_notice(tx, notice.id));
  return {};
}

}  // namespace uke::server::rsvps
