#include "server/rsvps/notices_store.h"

namespace uke::server::rsvps {

Status insert_notice(storage::WriteTx& tx, const NoticeRow& notice) {
  TRYV(
      tx.exec("insert into notices (id, attendee_id, kind, created_ms) values (:id, :attendee, :kind, :created)"
              " on conflict (attendee_id, kind) do nothing",
              notice.id, notice.attendee, notice.kind, notice.created_ms));
  return {};
}

Result<std::vector<NoticeRow>> notices_of(storage::ReadTx& tx, AttendeeId attendee) {
  return tx.all<NoticeRow>("select id, attendee_id, kind, created_ms from notices where attendee_id = :attendee order by id", attendee);
}

Result<std::vector<AttendeeId>> active_holders(storage::ReadTx& tx, EditionId edition, AttendeeId after, std::int64_t limit) {
  return tx.all<AttendeeId>(
      "select id from attendees where edition_id = :edition and id > :after and holder_id is null"
      " and state in ('yes', 'waiting', 'maybe') order by id limit :limit",
      edition, after, limit);
}

Result<std::vector<NoticeRow>> waiting_notices(storage::ReadTx& tx, std::int64_t limit) {
  return tx.all<NoticeRow>("select id, attendee_id, kind, created_ms from notices order by id limit :limit", limit);
}

Status remove_notice(storage::WriteTx& tx, std::string_view id) {
  TRYV(tx.exec("delete from notices where id = :id", id));
  return {};
}

}  // namespace uke::server::rsvps
