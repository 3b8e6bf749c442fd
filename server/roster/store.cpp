#include "server/roster/store.h"

#include "server/roster/search_index.h"
#include "shared/text/fold.h"

#include <set>

namespace uke::server::roster {
namespace {

// Aliases have no line breaks (rules: tidied), so that lines are a list.
std::string lines_of(const std::vector<std::string>& aliases) {
  std::string lines;
  for (const auto& alias : aliases) lines.append(lines.empty() ? "" : "\n").append(alias);
  return lines;
}

std::vector<std::string> list_of(std::string_view lines) {
  std::vector<std::string> aliases;
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    aliases.emplace_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return aliases;
}

std::set<std::string> alias_keys(const MemberFields& fields) {
  std::set<std::string> keys;
  for (const auto& alias : fields.aliases) keys.insert(text::fold(alias));
  keys.insert(text::fold(fields.display_name));
  keys.erase("");
  return keys;
}

Status insert_alias(storage::WriteTx& tx, MemberId id, const std::string& key) {
  TRYV(tx.exec("insert into member_aliases (alias_key, member_id) values (:key, :id)", key, id));
  return {};
}

Status change_aliases(storage::WriteTx& tx, const Member& before, const Member& after) {
  const auto old_keys = alias_keys(before.fields);
  const auto new_keys = alias_keys(after.fields);
  for (const auto& key : old_keys) {
    if (!new_keys.contains(key)) TRYV(tx.exec("delete from member_aliases where alias_key = :key and member_id = :id", key, before.id));
  }
  for (const auto& key : new_keys) {
    if (!old_keys.contains(key)) TRYV(insert_alias(tx, after.id, key));
  }
  return {};
}

Status insert_search_row(storage::WriteTx& tx, MemberId id, const SearchRow& row) {
  TRYV(
      tx.exec("insert into member_search (facets, sign1, sign2, sign3, sign4, member_id, sort_key, region, site, search)"
              " values (:facets, :sign1, :sign2, :sign3, :sign4, :id, :sort_key, :region, :site, :search)",
              row.facets, row.signature[0], row.signature[1], row.signature[2], row.signature[3], id, row.sort_key, row.region, row.site,
              row.search));
  return {};
}

Status change_search_row(storage::WriteTx& tx, const Member& before, const Member& after) {
  const auto row = search_row(after.fields, after.state);
  if (row == search_row(before.fields, before.state)) return {};
  TRYV(
      tx.exec("update member_search set facets = :facets, sign1 = :sign1, sign2 = :sign2, sign3 = :sign3, sign4 = :sign4,"
              " sort_key = :sort_key, region = :region, site = :site, search = :search where member_id = :id",
              row.facets, row.signature[0], row.signature[1], row.signature[2], row.signature[3], row.sort_key, row.region, row.site,
              row.search, after.id));
  return {};
}

// From each value to the next by the index: there are few among many rows.
Result<std::vector<std::string>> values_in_use(storage::ReadTx& tx, std::string_view sql, std::int64_t limit) {
  std::vector<std::string> values;
  std::string last;
  while (std::ssize(values) < limit) {
    TRY(auto next, tx.one<std::optional<std::string>>(sql, last));
    if (!next || !*next) break;
    last = std::move(**next);
    values.push_back(last);
  }
  return values;
}

}  // namespace

Member member_of(MemberRow row) {
  Member member;
  member.id = row.id;
  member.state = row.state;
  member.was = row.was;
  member.origin = row.origin;
  member.fields = {.family_name = std::move(row.family_name),
                   .given_name = std::move(row.given_name),
                   .kana = std::move(row.kana),
                   .former_name = std::move(row.former_name),
                   .show_former_name = row.show_former_name,
                   .display_name = std::move(row.display_name),
                   .email = std::move(row.email),
                   .site = std::move(row.site),
                   .department = std::move(row.department),
                   .joined_year = row.joined_year,
                   .left_year = row.left_year,
                   .employment = row.employment,
                   .occupation = row.occupation,
                   .region = std::move(row.region),
                   .age_decade = row.age_decade,
                   .introduced_by = std::move(row.introduced_by),
                   .note = std::move(row.note),
                   .aliases = list_of(row.aliases)};
  member.sponsor = row.sponsor;
  member.approved_by = std::move(row.approved_by);
  member.approved_ms = row.approved_ms;
  member.created_ms = row.created_ms;
  member.changed_ms = row.changed_ms;
  member.version = row.version;
  member.merged_into = row.merged_into;
  return member;
}

Status insert_member(storage::WriteTx& tx, const Member& m) {
  const auto& f = m.fields;
  const auto keys = keys_of(f);
  TRYV(
      tx.exec("insert into members (id, state, was, origin, family_name, given_name, kana, former_name, show_former_name, display_name,"
              " email, site, department, joined_year, left_year, employment, occupation, region, age_decade, introduced_by, note, aliases,"
              " sponsor_id, approved_by, approved_ms, created_ms, changed_ms, version, name_key, kana_key, former_key, email_key)"
              " values (:id, :state, :was, :origin, :family, :given, :kana, :former, :show_former, :display, :email, :site, :department,"
              " :joined, :left_in, :employment, :occupation, :region, :decade, :introduced_by, :note, :aliases, :sponsor, :approved_by,"
              " :approved_ms, :created_ms, :changed_ms, :version, :name_key, :kana_key, :former_key, :email_key)",
              m.id, m.state, m.was, m.origin, f.family_name, f.given_name, f.kana, f.former_name, f.show_former_name, f.display_name,
              f.email, f.site, f.department, f.joined_year, f.left_year, f.employment, f.occupation, f.region, f.age_decade,
              f.introduced_by, f.note, lines_of(f.aliases), m.sponsor, m.approved_by, m.approved_ms, m.created_ms, m.changed_ms, m.version,
              keys.name, keys.kana, keys.former, keys.email));
  for (const auto& key : alias_keys(f)) TRYV(insert_alias(tx, m.id, key));
  return insert_search_row(tx, m.id, search_row(f, m.state));
}

Result<std::optional<Member>> find_row(storage::ReadTx& tx, MemberId id) {
  TRY(auto row, tx.one<MemberRow>("select " UKE_MEMBER_COLUMNS " from members m where m.id = :id", id));
  if (!row) return std::optional<Member>{};
  return std::optional{member_of(std::move(*row))};
}

Result<bool> update_member(storage::WriteTx& tx, const Member& before, const Member& m) {
  const auto& f = m.fields;
  const auto keys = keys_of(f);
  TRY(const auto changed,
      tx.exec("update members set state = :state, was = :was, family_name = :family, given_name = :given, kana = :kana,"
              " former_name = :former, show_former_name = :show_former, display_name = :display, email = :email, site = :site,"
              " department = :department, joined_year = :joined, left_year = :left_in, employment = :employment, occupation = :occupation,"
              " region = :region, age_decade = :decade, introduced_by = :introduced_by, note = :note, aliases = :aliases,"
              " sponsor_id = :sponsor, approved_by = :approved_by, approved_ms = :approved_ms, changed_ms = :changed_ms,"
              " name_key = :name_key, kana_key = :kana_key, former_key = :former_key, email_key = :email_key, version = version + 1"
              " where id = :id and version = :version",
              m.state, m.was, f.family_name, f.given_name, f.kana, f.former_name, f.show_former_name, f.display_name, f.email, f.site,
              f.department, f.joined_year, f.left_year, f.employment, f.occupation, f.region, f.age_decade, f.introduced_by, f.note,
              lines_of(f.aliases), m.sponsor, m.approved_by, m.approved_ms, m.changed_ms, keys.name, keys.kana, keys.former, keys.email,
              before.id, before.version));
  if (changed != 1) return false;
  TRYV(change_aliases(tx, before, m));
  TRYV(change_search_row(tx, before, m));
  return true;
}

Status delete_member(storage::WriteTx& tx, const Member& member) {
  TRYV(tx.exec("delete from member_merges where member_id = :id", member.id));
  TRYV(tx.exec("delete from member_merges where into_id = :id", member.id));
  for (const auto& key : alias_keys(member.fields)) {
    TRYV(tx.exec("delete from member_aliases where alias_key = :key and member_id = :id", key, member.id));
  }
  TRYV(tx.exec("delete from member_search where member_id = :id", member.id));
  TRYV(tx.exec("delete from members where id = :id", member.id));
  return {};
}

Result<std::optional<MemberId>> merged_into(storage::ReadTx& tx, MemberId id) {
  return tx.one<MemberId>("select into_id from member_merges where member_id = :id", id);
}

Result<std::vector<MemberId>> merged_from(storage::ReadTx& tx, MemberId id) {
  return tx.all<MemberId>("select member_id from member_merges where into_id = :id order by member_id", id);
}

Result<bool> is_named_elsewhere(storage::ReadTx& tx, MemberId id) {
  TRY(const auto found, tx.one<std::int64_t>("select 1 from member_merges where member_id = :id or into_id = :into"
                                             " union all select 1 from members where sponsor_id = :sponsor limit 1",
                                             id, id, id));
  return found.has_value();
}

Result<std::vector<MemberId>> ids_by_keys(storage::ReadTx& tx, const NameKeys& keys, std::int64_t limit) {
  std::vector<MemberId> ids;
  const auto keep = [&](MemberId&& id) -> Status {
    ids.push_back(id);
    return {};
  };
  TRYV(tx.each<MemberId>("select id from members where name_key in (:name, :former) and name_key <> '' limit :most", keep, keys.name,
                         keys.former, limit));
  TRYV(tx.each<MemberId>("select id from members where former_key in (:name, :former) and former_key <> '' limit :most", keep, keys.name,
                         keys.former, limit));
  TRYV(tx.each<MemberId>("select id from members where kana_key = :kana and kana_key <> '' limit :most", keep, keys.kana, limit));
  TRYV(tx.each<MemberId>("select id from members where email_key = :email and email_key <> '' limit :most", keep, keys.email, limit));
  return ids;
}

Result<std::vector<MemberId>> ids_by_alias(storage::ReadTx& tx, std::string_view key, std::int64_t limit) {
  if (key.empty()) return std::vector<MemberId>{};
  return tx.all<MemberId>(
      "select member_id from member_aliases where alias_key = :key union"
      " select id from members where name_key = :name and name_key <> '' limit :most",
      key, key, limit);
}

Result<std::vector<std::string>> regions_in_use(storage::ReadTx& tx, std::int64_t limit) {
  return values_in_use(tx, "select min(region) from member_search where region > :last", limit);
}

Result<std::vector<std::string>> sites_in_use(storage::ReadTx& tx, std::int64_t limit) {
  return values_in_use(tx, "select min(site) from member_search where site > :last", limit);
}

}  // namespace uke::server::roster
