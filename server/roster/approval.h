// An organizer's yes to somebody who is on the roster already, and taking it back. Called inside a transaction; noted in the audit log.
//
// Errors: as server/roster/service.h.
#pragma once

#include "server/roster/service.h"

#include <optional>

namespace uke::server::roster {

// Fields, state `approved`, and where nobody was noted before, sponsor, organizer and time: one step, one version.
// `conflict` where may_become() forbids it. Who was approved already keeps who approved them.
[[nodiscard]] Result<Member> approve_member(storage::WriteTx& tx, const web::Actor& actor, MemberId id, std::int64_t version,
                                            const MemberFields& fields, std::optional<MemberId> sponsor);
// Everything of the member as in `before`, but for the version, which goes on from `version`. `stale` if it is another by now.
[[nodiscard]] Result<Member> restore_member(storage::WriteTx& tx, const web::Actor& actor, const Member& before, std::int64_t version);

}  // namespace uke::server::roster
