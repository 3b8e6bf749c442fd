// Whose answer it is: possible doubles among the answers to one event, and the roster. Internal to this room. Called inside a transaction.
#pragma once

#include "server/events/details.h"
#include "server/rsvps/group.h"
#include "server/storage/write_tx.h"

#include <optional>

namespace uke::server::rsvps {

// Coming, waiting or undecided: an answer that counts for something.
[[nodiscard]] bool is_active(desk::RsvpState state);

// Who answers may have answered before and withdrawn: under the same name, with the same address or none then.
[[nodiscard]] Result<std::optional<AttendeeId>> withdrawn_answer_of(storage::ReadTx& tx, EventId event, const AttendeeRow& row);

// Marks an answer that becomes active beside another one of the same name or member; takes the mark away from one that is not active.
[[nodiscard]] Status look_for_doubles(storage::ReadTx& tx, Group& group);
// Another answer to the event that counts, of that member or their doubles on the roster.
[[nodiscard]] Result<std::optional<AttendeeId>> active_answer_of(storage::ReadTx& tx, const AttendeeRow& row, MemberId member);
// Answers that were thought to be doubles of this one, which is not active any more: the oldest of them is none now, the others are its.
[[nodiscard]] Status release_doubles(storage::WriteTx& tx, AttendeeId id);

// Whether that member, or whom they were merged into, was approved by an organizer.
[[nodiscard]] Result<bool> is_approved(storage::ReadTx& tx, MemberId member);
// Whether a member of the roster whom an organizer approved is surely meant.
[[nodiscard]] Result<bool> is_approved_member(storage::ReadTx& tx, const Group& group);
// Takes off the roster again who is there only because of an answer that is forgotten now: provisional, unchanged, named nowhere else.
[[nodiscard]] Status forget_grown_member(storage::WriteTx& tx, std::optional<MemberId> member);
// Links the answer to the one member who is surely meant, or lets the roster grow by a provisional one; not for an answer that is held,
// may be a double, or says no to an event that nobody knew them to be invited to. Says in the row whether the member is approved.
[[nodiscard]] Status find_member_of(storage::WriteTx& tx, Group& group);

}  // namespace uke::server::rsvps
