// Rows of members, member_aliases, member_search and member_merges. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/roster/service.h"
#include "server/storage/write_tx.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::roster {

// A row of `members` and what `member_merges` says of it; columns in this order.
struct MemberRow {
  MemberId id;
  MemberState state = MemberState::approved;
  std::optional<MemberState> was;
  Origin origin = Origin::organizer;
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::string former_name;
  bool show_former_name = false;
  std::string display_name;
  std::string email;
  std::string site;
  std::string department;
  std::int64_t joined_year = 0;
  std::int64_t left_year = 0;
  Employment employment = Employment::unknown;
  Occupation occupation = Occupation::unknown;
  std::string region;
  std::int64_t age_decade = 0;
  std::string introduced_by;
  std::string note;
  std::string aliases;
  std::optional<MemberId> sponsor;
  std::string approved_by;
  std::int64_t approved_ms = 0;
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  std::int64_t version = 0;
  std::optional<MemberId> merged_into;
};
BOOST_DESCRIBE_STRUCT(MemberRow, (),
                      (id, state, was, origin, family_name, given_name, kana, former_name, show_former_name, display_name, email, site,
                       department, joined_year, left_year, employment, occupation, region, age_decade, introduced_by, note, aliases,
                       sponsor, approved_by, approved_ms, created_ms, changed_ms, version, merged_into))

#define UKE_MEMBER_COLUMNS                                                                                                           \
  "m.id, m.state, m.was, m.origin, m.family_name, m.given_name, m.kana, m.former_name, m.show_former_name, m.display_name, m.email," \
  " m.site, m.department, m.joined_year, m.left_year, m.employment, m.occupation, m.region, m.age_decade, m.introduced_by, m.note,"  \
  " m.aliases, m.sponsor_id, m.approved_by, m.approved_ms, m.created_ms, m.changed_ms, m.version,"                                   \
  " (select g.into_id from member_merges g where g.member_id = m.id)"

[[nodiscard]] Member member_of(MemberRow row);

// With its aliases and its row for searching.
[[nodiscard]] Status insert_member(storage::WriteTx& tx, const Member& member);
[[nodiscard]] Result<std::optional<Member>> find_row(storage::ReadTx& tx, MemberId id);
// False where the row has not `before`'s version by now, or is gone; then nothing was written. The version becomes the next.
[[nodiscard]] Result<bool> update_member(storage::WriteTx& tx, const Member& before, const Member& after);
// Also what was said of merges with it.
[[nodiscard]] Status delete_member(storage::WriteTx& tx, const Member& member);

[[nodiscard]] Result<std::optional<MemberId>> merged_into(storage::ReadTx& tx, MemberId id);
[[nodiscard]] Result<std::vector<MemberId>> merged_from(storage::ReadTx& tx, MemberId id);
// Whether a merge or a sponsorship names this member.
[[nodiscard]] Result<bool> is_named_elsewhere(storage::ReadTx& tx, MemberId id);

// At most `limit` of each kind, doubles included.
[[nodiscard]] Result<std::vector<MemberId>> ids_by_keys(storage::ReadTx& tx, const NameKeys& keys, std::int64_t limit);
// Whose alias or display name, folded, is `key`, or whose name is.
[[nodiscard]] Result<std::vector<MemberId>> ids_by_alias(storage::ReadTx& tx, std::string_view key, std::int64_t limit);

// Different values in use, in their order, at most `limit`.
[[nodiscard]] Result<std::vector<std::string>> regions_in_use(storage::ReadTx& tx, std::int64_t limit);
[[nodiscard]] Result<std::vector<std::string>> sites_in_use(storage::ReadTx& tx, std::int64_t limit);

}  // namespace uke::server::roster
