// Deleting what is known of one person. There is no undo. Called inside a transaction.
//
// Goes: the member with all rows that were merged into it, its applications and invitations, names, address and notes of its answers and
// of those who came along, names at the desk, staged import rows, what the audit log says of it, its name where others typed it as who
// introduced them, its display name on the checking list. Kiosks are told. Stays, without a name: answers as numbers (state, money,
// goods), desk records, that something was done and by whom in the audit log.
//
// Errors: `forbidden` (admins only), `not_found`, `stale` where the member was changed since the plan was shown, `conflict` for a row that
// was merged into another (that one is meant), and for somebody who is expected at an edition to come without `cancel_answers`.
#pragma once

#include "server/privacy/person_data.h"

#include <cstdint>
#include <string>
#include <vector>

namespace uke::server::privacy {

// What deleting will do; shown before it is done.
struct ErasurePlan {
  roster::Member member;
  std::vector<MemberId> ids;  // the member's and those of all rows merged into it
  std::vector<rsvps::MemberAnswer> answers;
  std::vector<rsvps::MemberAnswer> expected;  // of them: yes, waiting or maybe to an edition that is not over
  std::int64_t companions = 0;
  std::int64_t applications = 0;
  std::int64_t invitations = 0;
  std::int64_t imported = 0;
  std::int64_t desk_facts = 0;  // records that stay without the name
  std::int64_t vouched_for = 0;
  std::vector<std::string> names_in_group;
  std::vector<MemberId> introduced;                  // members who typed this name as who introduced them
  std::vector<std::string> introduced_applications;  // ids
};
// Reads all members once (50,000 in a tenth of a second): for a worker.
[[nodiscard]] Result<ErasurePlan> plan_erasure(storage::ReadTx& tx, const web::Actor& actor, MemberId id);

enum class Expected : std::uint8_t { refuse, cancel };
// `version`: of the member, as it was shown. Answers to editions to come are cancelled first, so that the place is free for others.
[[nodiscard]] Status erase_person(storage::WriteTx& tx, const web::Actor& actor, const ErasurePlan& plan, std::int64_t version,
                                  Expected expected);

}  // namespace uke::server::privacy
