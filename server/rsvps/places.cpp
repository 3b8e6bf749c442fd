#include "server/rsvps/places.h"

#include "server/events/service.h"
#include "server/jobs/jobs.h"
#include "server/rsvps/carry_out.h"
#include "server/rsvps/details.h"
#include "server/rsvps/notices.h"
#include "server/rsvps/places_store.h"

namespace uke::server::rsvps {
namespace {

constexpr std::int64_t kLineMax = 10'000;

// How many people got in; stops at the first group that does not fit, or after `most` people.
Result<std::int64_t> promote_line(storage::WriteTx& tx, EditionId edition, desk::Mode mode, std::int64_t most) {
  std::int64_t promoted = 0;
  TRY(const auto line, line_ids(tx, edition, mode, most));
  for (const auto id : line) {
    if (promoted >= most) break;
    TRY(auto group, group_of(tx, id));
    TRY(const bool got_in, promote(tx, group, Room::out_of_turn));
    if (!got_in) break;
    TRYV(note_notice(tx, group.holder.row, Notice::promoted));
    promoted += group.size();
  }
  return promoted;
}

}  // namespace

Result<std::int64_t> count_occupied(storage::ReadTx& tx, EditionId edition, desk::Mode mode) {
  TRY(const auto yes, count_yes(tx, edition, mode));
  if (mode == desk::Mode::online) return yes;
  TRY(const auto others, count_other_admitted(tx, edition));
  return yes + others;
}

Result<Places> places_of(storage::ReadTx& tx, EditionId id, desk::Mode mode) {
  TRY(const auto edition, events::edition_of(tx, id));
  Places places;
  places.capacity = mode == desk::Mode::onsite ? edition.capacity_onsite : edition.capacity_online;
  TRY(places.occupied, count_occupied(tx, id, mode));
  TRY(places.waiting, count_waiting(tx, id, mode));
  return places;
}

Result<std::vector<AttendeeRow>> line_of(storage::ReadTx& tx, EditionId edition, desk::Mode mode) {
  TRY(const auto ids, line_ids(tx, edition, mode, kLineMax));
  std::vector<AttendeeRow> rows;
  for (const auto id : ids) {
    TRY(auto row, find_attendee(tx, id));
    if (row) rows.push_back(std::move(*row));
  }
  return rows;
}

Result<std::int64_t> promote_waiting(storage::WriteTx& tx, EditionId id) {
  TRY(const auto edition, events::edition_of(tx, id));
  if (edition.cancelled || to_ms(tx.now()) >= edition.doors_open_ms) return 0;
  std::int64_t promoted = 0;
  for (const auto mode : {desk::Mode::onsite, desk::Mode::online}) {
    TRY(const auto people, promote_line(tx, id, mode, kPromotedAtOnce - promoted));
    promoted += people;
  }
  if (promoted >= kPromotedAtOnce) TRYV(jobs::start_job(tx, kPromoteJob, id.to_string()));
  return promoted;
}

Status note_admitted(storage::WriteTx& tx, EventId event, const uke::desk::DeskRecord& record) {
  if (record.kind != uke::desk::Kind::admit || record.practice) return {};
  auto attendee = record.subject.attendee();
  if (const auto unlisted = record.subject.unlisted()) {
    TRY(attendee, find_of_event_by_ticket(tx, event, *unlisted));
  }
  if (!attendee) return insert_admission(tx, record.edition, record.subject, {});
  TRY(const bool marked, mark_admitted(tx, *attendee));
  if (!marked) {
    TRY(const auto row, find_attendee(tx, *attendee));
    if (!row) return insert_admission(tx, record.edition, record.subject, {});
    Details details;
    details.attendee = *attendee;
    details.ever_admitted = true;
    TRYV(put_details(tx, details));
  }
  return insert_admission(tx, record.edition, uke::desk::Subject::of(*attendee), attendee);
}

}  // namespace uke::server::rsvps
