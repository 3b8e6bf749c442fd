#include "server/rsvps/places_store.h"

namespace uke::server::rsvps {

#define UKE_IN_LINE                                                        \
  " from attendees a join answer_details d on d.attendee_id = a.id where " \
  "a.edition_id = :edition and a.state = 'waiting' and a.mode = :mode and a.holder_id is null and d.held = 0"

Result<std::int64_t> count_yes(storage::ReadTx& tx, EditionId edition, desk::Mode mode) {
  TRY(const auto count,
      tx.one<std::int64_t>("select count(*) from attendees where edition_id = :edition and state = 'yes' and mode = :mode", edition, mode));
  return count.value_or(0);
}

Result<std::int64_t> count_other_admitted(storage::ReadTx& tx, EditionId edition) {
  TRY(const auto count,
      tx.one<std::int64_t>("select count(*) from admissions s left join attendees a on a.id = s.attendee_id where s.edition_id = :edition"
                           " and (a.id is null or a.edition_id <> s.edition_id or a.state <> 'yes' or a.mode <> 'onsite')",
                           edition));
  return count.value_or(0);
}

Result<std::int64_t> count_waiting(storage::ReadTx& tx, EditionId edition, desk::Mode mode) {
  TRY(const auto count,
      tx.one<std::int64_t>("select count(*) from attendees a left join answer_details d on d.attendee_id = coalesce(a.holder_id, a.id)"
                           " where a.edition_id = :edition and a.state = 'waiting' and a.mode = :mode and coalesce(d.held, 0) = 0",
                           edition, mode));
  return count.value_or(0);
}

Status insert_admission(storage::WriteTx& tx, EditionId edition, const uke::desk::Subject& subject, std::optional<AttendeeId> attendee) {
  TRYV(
      tx.exec("insert into admissions (edition_id, subject, attendee_id) values (:edition, :subject, :attendee)"
              " on conflict (edition_id, subject) do nothing",
              edition, subject, attendee));
  return {};
}

Result<bool> is_admitted_at(storage::ReadTx& tx, EditionId edition, AttendeeId attendee) {
  TRY(const auto found,
      tx.one<std::int64_t>("select count(*) from admissions where attendee_id = :attendee and edition_id = :edition", attendee, edition));
  return found.value_or(0) > 0;
}

Result<bool> mark_admitted(storage::WriteTx& tx, AttendeeId attendee) {
  TRY(const auto changed, tx.exec("update answer_details set ever_admitted = 1 where attendee_id = :attendee", attendee));
  return changed > 0;
}

Result<std::optional<AttendeeId>> find_of_event_by_ticket(storage::ReadTx& tx, EventId event, ticket::TicketNo no) {
  return tx.one<AttendeeId>("select id from attendees where event_id = :event and ticket_no = :no", event, no);
}

Result<std::vector<AttendeeId>> line_ids(storage::ReadTx& tx, EditionId edition, desk::Mode mode, std::int64_t limit) {
  return tx.all<AttendeeId>("select a.id" UKE_IN_LINE " order by d.waiting_since_ms, a.id limit :limit", edition, mode, limit);
}

Result<bool> somebody_waits(storage::ReadTx& tx, EditionId edition, desk::Mode mode, AttendeeId except) {
  TRY(const auto found, tx.one<AttendeeId>("select a.id" UKE_IN_LINE " and a.id <> :except limit 1", edition, mode, except));
  return found.has_value();
}

Result<std::int64_t> end_of_line_ms(storage::ReadTx& tx) {
  TRY(const auto last, tx.one<std::int64_t>("select coalesce(max(waiting_since_ms), 0) from answer_details"));
  return std::max(to_ms(tx.now()), last.value_or(0) + 1);
}

Result<std::int64_t> count_before(storage::ReadTx& tx, EditionId edition, desk::Mode mode, std::int64_t waiting_since_ms, AttendeeId id) {
  TRY(const auto count, tx.one<std::int64_t>("select count(*)" UKE_IN_LINE " and (d.waiting_since_ms, a.id) < (:since, :id)", edition, mode,
                                             waiting_since_ms, id));
  return count.value_or(0);
}

}  // namespace uke::server::rsvps
