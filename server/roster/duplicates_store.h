// Rows of member_merges and members_apart, and what finding duplicates reads of members. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/roster/duplicates_candidates.h"
#include "server/roster/duplicates_rules.h"
#include "server/storage/write_tx.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace uke::server::roster {

// A merge, and who made it when.
struct MergeRow {
  Merge merge;
  std::int64_t at_ms = 0;
  std::string by_id;
  std::string by_name;
};
[[nodiscard]] Status insert_merge(storage::WriteTx& tx, const MergeRow& row);
// Writes what the survivor was before and after.
[[nodiscard]] Status update_merge(storage::WriteTx& tx, const Merge& merge);
[[nodiscard]] Status delete_merge(storage::WriteTx& tx, MemberId member);
[[nodiscard]] Result<std::optional<MergeRow>> find_merge(storage::ReadTx& tx, MemberId member);
[[nodiscard]] Result<std::vector<MergeRow>> merges_into(storage::ReadTx& tx, MemberId into);
// Newest first, at most `limit`.
[[nodiscard]] Result<std::vector<MergeRow>> list_merges(storage::ReadTx& tx, std::int64_t limit);

struct ApartRow {
  MemberId one;
  MemberId other;
  std::int64_t at_ms = 0;
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(ApartRow, (), (one, other, at_ms, by_name))
// False where it was said before.
[[nodiscard]] Result<bool> insert_apart(storage::WriteTx& tx, const MemberPair& pair, std::string_view by_id, std::string_view by_name);
[[nodiscard]] Result<bool> delete_apart(storage::WriteTx& tx, const MemberPair& pair);
[[nodiscard]] Result<std::optional<ApartRow>> find_apart(storage::ReadTx& tx, const MemberPair& pair);
[[nodiscard]] Result<std::set<MemberPair>> all_apart(storage::ReadTx& tx);
// Newest first, at most `limit`.
[[nodiscard]] Result<std::vector<ApartRow>> list_apart(storage::ReadTx& tx, std::int64_t limit);
// What an erased member took part in.
[[nodiscard]] Status delete_apart_of(storage::WriteTx& tx, MemberId member);

// Everybody who is no double, with the fields that tell people apart.
[[nodiscard]] Status each_description(storage::ReadTx& tx, const std::function<void(MemberId, const MemberFields&)>& visit);
// Another text after each change of members, merges and members_apart.
[[nodiscard]] Result<std::string> roster_stamp(storage::ReadTx& tx);

}  // namespace uke::server::roster
