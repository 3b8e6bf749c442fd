// Use cases of duplicates: who may be one person, merging two rows, undoing that, and "not the same person". Called inside a transaction;
// noted in the audit log.
//
// Candidates are computed when somebody asks, from the members as they are: no second truth that could be out of date, and nothing slows
// down an import. Whoever asks often keeps the result until roster_stamp() changes (CandidateCache).
//
// A merge writes a row of member_merges and the survivor's fields; RSVPs, tickets and desk records stay with the row that they name
// (all_ids_of). Errors: `forbidden` (admins only), `not_found`, `stale` where one of the two changed since it was seen, `conflict` for a
// row that is merged already or for one person given twice, `invalid` with the first faulty field of what would come out.
#pragma once

#include "server/roster/duplicates_candidates.h"
#include "server/roster/duplicates_store.h"
#include "server/roster/service.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::roster {

using CandidatesPtr = std::shared_ptr<const CandidateList>;

// Thread-safe. A roster of 50,000 takes about a second to look through: for a worker.
class CandidateCache {
 public:
  [[nodiscard]] Result<CandidatesPtr> get(storage::ReadTx& tx, const web::Actor& actor);

 private:
  std::mutex mutex_;
  std::string stamp_;
  CandidatesPtr list_;
};

struct MergeCommand {
  MemberId into;    // goes on
  MemberId member;  // becomes the double
  std::int64_t into_version = 0;
  std::int64_t member_version = 0;
  std::optional<std::vector<std::string>> from_member;  // fields whose value is the double's; none given: what the survivor lacks
};
// The fields that would come out. `invalid` for an unknown field.
[[nodiscard]] Result<MemberFields> preview_merge(const Member& into, const Member& member, const MergeCommand& command);
// The survivor as it is then.
[[nodiscard]] Result<Member> merge_members(storage::WriteTx& tx, const web::Actor& actor, const MergeCommand& command);
// The double, which is a member of its own again. Whatever was edited since in the survivor stays.
[[nodiscard]] Result<Member> undo_merge(storage::WriteTx& tx, const web::Actor& actor, MemberId member);

// Remembered for the pair, whatever becomes of the two. Saying it again, and taking back what nobody said, changes nothing.
[[nodiscard]] Status say_apart(storage::WriteTx& tx, const web::Actor& actor, MemberId one, MemberId other);
[[nodiscard]] Status take_back_apart(storage::WriteTx& tx, const web::Actor& actor, MemberId one, MemberId other);

struct MergeEntry {
  Member member;  // the double
  Member into;
  std::int64_t at_ms = 0;
  std::string by_name;
};
// What was merged into the member, directly; for its page. Newest first.
[[nodiscard]] Result<std::vector<MergeEntry>> merges_of(storage::ReadTx& tx, const web::Actor& actor, MemberId into);
[[nodiscard]] Result<std::vector<MergeEntry>> recent_merges(storage::ReadTx& tx, const web::Actor& actor, std::int64_t limit);
[[nodiscard]] Result<std::vector<ApartRow>> said_apart(storage::ReadTx& tx, const web::Actor& actor, std::int64_t limit);
[[nodiscard]] Result<bool> is_said_apart(storage::ReadTx& tx, const web::Actor& actor, MemberId one, MemberId other);

}  // namespace uke::server::roster
