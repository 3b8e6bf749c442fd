#include "server/roster/duplicates_store.h"

#include "shared/json/json.h"

#include <algorithm>

namespace uke::server::roster {
namespace {

struct StoredMerge {
  MemberId member;
  MemberId into;
  std::int64_t at_ms = 0;
  std::string by_id;
  std::string by_name;
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(StoredMerge, (), (member, into, at_ms, by_id, by_name, before, after))

struct Description {
  MemberId id;
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::string former_name;
  std::string display_name;
  std::string email;
  std::string site;
  std::string department;
  std::string region;
  std::int64_t joined_year = 0;
  std::int64_t left_year = 0;
  std::int64_t age_decade = 0;
  std::string aliases;
};
BOOST_DESCRIBE_STRUCT(Description, (),
                      (id, family_name, given_name, kana, former_name, display_name, email, site, department, region, joined_year,
                       left_year, age_decade, aliases))

struct Stamp {
  std::int64_t members = 0;
  std::int64_t versions = 0;
  std::int64_t changed_ms = 0;
  std::int64_t merges = 0;
  std::int64_t merged_ms = 0;
  std::int64_t apart = 0;
  std::int64_t apart_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (members, versions, changed_ms, merges, merged_ms, apart, apart_ms))

Result<MergeRow> row_of(StoredMerge stored) {
  MergeRow row{.merge = {.member = stored.member, .into = stored.into, .before = {}, .after = {}},
               .at_ms = stored.at_ms,
               .by_id = std::move(stored.by_id),
               .by_name = std::move(stored.by_name)};
  TRY(row.merge.before, json::parse<MergeSide>(stored.before));
  TRY(row.merge.after, json::parse<MergeSide>(stored.after));
  return row;
}

template <class... Args>
Result<std::vector<MergeRow>> rows_of(storage::ReadTx& tx, std::string_view sql, const Args&... args) {
  std::vector<MergeRow> rows;
  const auto keep = [&](StoredMerge&& stored) -> Status {
    TRY(auto row, row_of(std::move(stored)));
    rows.push_back(std::move(row));
    return {};
  };
  TRYV(tx.each<StoredMerge>(sql, keep, args...));
  return rows;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

MemberFields fields_of(Description&& row) {
  MemberFields fields;
  fields.family_name = std::move(row.family_name);
  fields.given_name = std::move(row.given_name);
  fields.kana = std::move(row.kana);
  fields.former_name = std::move(row.former_name);
  fields.display_name = std::move(row.display_name);
  fields.email = std::move(row.email);
  fields.site = std::move(row.site);
  fields.department = std::move(row.department);
  fields.region = std::move(row.region);
  fields.joined_year = row.joined_year;
  fields.left_year = row.left_year;
  fields.age_decade = row.age_decade;
  fields.aliases = lines_of(row.aliases);
  return fields;
}

}  // namespace

Status insert_merge(storage::WriteTx& tx, const MergeRow& row) {
  TRYV(
      tx.exec("insert into member_merges (member_id, into_id, at_ms, by_id, by_name, before, after)"
              " values (:member, :into, :at, :by, :name, :before, :after)",
              row.merge.member, row.merge.into, row.at_ms, row.by_id, row.by_name, json::to_text(row.merge.before),
              json::to_text(row.merge.after)));
  return {};
}

Status update_merge(storage::WriteTx& tx, const Merge& merge) {
  TRYV(tx.exec("update member_merges set before = :before, after = :after where member_id = :member", json::to_text(merge.before),
               json::to_text(merge.after), merge.member));
  return {};
}

Status delete_merge(storage::WriteTx& tx, MemberId member) {
  TRYV(tx.exec("delete from member_merges where member_id = :member", member));
  return {};
}

Result<std::optional<MergeRow>> find_merge(storage::ReadTx& tx, MemberId member) {
  TRY(auto rows,
      rows_of(tx, "select member_id, into_id, at_ms, by_id, by_name, before, after from member_merges where member_id = :member", member));
  if (rows.empty()) return std::optional<MergeRow>{};
  return std::optional{std::move(rows.front())};
}

Result<std::vector<MergeRow>> merges_into(storage::ReadTx& tx, MemberId into) {
  return rows_of(tx,
                 "select member_id, into_id, at_ms, by_id, by_name, before, after from member_merges where into_id = :into"
                 " order by at_ms, member_id",
                 into);
}

Result<std::vector<MergeRow>> list_merges(storage::ReadTx& tx, std::int64_t limit) {
  return rows_of(tx,
                 "select member_id, into_id, at_ms, by_id, by_name, before, after from member_merges"
                 " order by at_ms desc, member_id desc limit :limit",
                 limit);
}

Result<bool> insert_apart(storage::WriteTx& tx, const MemberPair& pair, std::string_view by_id, std::string_view by_name) {
  TRY(const auto inserted, tx.exec("insert into members_apart (one_id, other_id, at_ms, by_id, by_name)"
                                   " values (:one, :other, :now, :by, :name) on conflict (one_id, other_id) do nothing",
                                   pair.first, pair.second, tx.now(), by_id, by_name));
  return inserted == 1;
}

Result<bool> delete_apart(storage::WriteTx& tx, const MemberPair& pair) {
  TRY(const auto deleted, tx.exec("delete from members_apart where one_id = :one and other_id = :other", pair.first, pair.second));
  return deleted == 1;
}

Result<std::optional<ApartRow>> find_apart(storage::ReadTx& tx, const MemberPair& pair) {
  return tx.one<ApartRow>("select one_id, other_id, at_ms, by_name from members_apart where one_id = :one and other_id = :other",
                          pair.first, pair.second);
}

Result<std::set<MemberPair>> all_apart(storage::ReadTx& tx) {
  std::set<MemberPair> pairs;
  const auto keep = [&](ApartRow&& row) -> Status {
    pairs.emplace(row.one, row.other);
    return {};
  };
  TRYV(tx.each<ApartRow>("select one_id, other_id, at_ms, by_name from members_apart", keep));
  return pairs;
}

Result<std::vector<ApartRow>> list_apart(storage::ReadTx& tx, std::int64_t limit) {
  return tx.all<ApartRow>("select one_id, other_id, at_ms, by_name from members_apart order by at_ms desc, one_id limit :limit", limit);
}

Status delete_apart_of(storage::WriteTx& tx, MemberId member) {
  TRYV(tx.exec("delete from members_apart where one_id = :one or other_id = :other", member, member));
  return {};
}

Status each_description(storage::ReadTx& tx, const std::function<void(MemberId, const MemberFields&)>& visit) {
  const auto pass_on = [&](Description&& row) -> Status {
    const auto id = row.id;
    visit(id, fields_of(std::move(row)));
    return {};
  };
  return tx.each<Description>(
      "select m.id, m.family_name, m.given_name, m.kana, m.former_name, m.display_name, m.email, m.site, m.department, m.region,"
      " m.joined_year, m.left_year, m.age_decade, m.aliases from members m"
      " where not exists (select 1 from member_merges g where g.member_id = m.id)",
      pass_on);
}

Result<std::string> roster_stamp(storage::ReadTx& tx) {
  TRY(const auto stamp,
      tx.one<Stamp>("select (select count(*) from members), (select cast(coalesce(sum(version), 0) as bigint) from members),"
                    " (select coalesce(max(changed_ms), 0) from members),"
                    " (select count(*) from member_merges), (select coalesce(max(at_ms), 0) from member_merges),"
                    " (select count(*) from members_apart), (select coalesce(max(at_ms), 0) from members_apart)"));
  return stamp ? json::to_text(*stamp) : std::string();
}

}  // namespace uke::server::roster
