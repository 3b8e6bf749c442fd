#include "server/rsvps/identity_store.h"

namespace uke::server::rsvps {

Result<std::vector<AttendeeId>> doubles_of(storage::ReadTx& tx, AttendeeId id) {
  return tx.all<AttendeeId>("select attendee_id from answer_details where doubt_of = :id order by attendee_id", id);
}

}  // namespace uke::server::rsvps
