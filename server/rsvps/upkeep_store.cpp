#include "server/rsvps/upkeep_store.h"

namespace uke::server::rsvps {

Result<std::vector<EditionId>> editions_with(storage::ReadTx& tx, desk::RsvpState state) {
  return tx.all<EditionId>("select distinct edition_id from attendees where state = :state order by edition_id", state);
}

Result<std::vector<AttendeeId>> holders_in_state(storage::ReadTx& tx, EditionId edition, desk::RsvpState state, std::int64_t limit) {
  return tx.all<AttendeeId>(
      "select id from attendees where edition_id = :edition and state = :state and holder_id is null order by id"
      " limit :limit",
      edition, state, limit);
}

Result<std::vector<AttendeeId>> linked_holders(storage::ReadTx& tx, Time now, AttendeeId after, std::int64_t limit) {
  return tx.all<AttendeeId>(
      "select a.id from attendees a join editions e on e.id = a.edition_id where a.member_id is not null"
      " and a.holder_id is null and e.ends_ms > :now and a.id > :after order by a.id limit :limit",
      now, after, limit);
}

}  // namespace uke::server::rsvps
