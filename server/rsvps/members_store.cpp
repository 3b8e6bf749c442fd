#include "server/rsvps/members_store.h"

namespace uke::server::rsvps {

Result<std::vector<AttendeeId>> ids_of_member(storage::ReadTx& tx, MemberId member) {
  return tx.all<AttendeeId>("select id from attendees where member_id = :member order by id", member);
}

Result<std::vector<AttendeeId>> unlinked_ids_like(storage::ReadTx& tx, std::string_view of_name, std::string_view of_kana,
                                                  std::int64_t limit) {
  return tx.all<AttendeeId>(
      "select id from attendees where member_id is null and holder_id is null"
      " and (replace(search, ' ', '') like :name or replace(search, ' ', '') like :kana)"
      " order by id desc limit :limit",
      of_name, of_kana, limit);
}

Result<std::vector<AttendeeId>> named_companions(storage::ReadTx& tx, Time before, std::int64_t limit) {
  return tx.all<AttendeeId>(
      "select a.id from attendees a join editions e on e.id = a.edition_id where a.holder_id is not null"
      " and e.ends_ms < :before and (a.search <> '' or a.shown_name <> '' or a.note <> '') order by a.id limit :limit",
      before, limit);
}

}  // namespace uke::server::rsvps
