#include "server/roster/search.h"

#include "server/accounts/rules.h"
#include "server/roster/search_store.h"
#include "server/web/own_path.h"

#include <algorithm>
#include <map>
#include <utility>

namespace uke::server::roster {
namespace {

constexpr std::string_view kRowNames[] = {"a", "ka", "sa", "ta", "na", "ha", "ma", "ya", "ra", "wa", "other"};
constexpr std::int64_t kCandidatesMax = 200;  // of each kind: so many namesakes are rather no hint at all

Result<Place> place_behind(storage::ReadTx& tx, std::string_view after) {
  if (after.empty()) return Place{};
  const auto no_cursor = fail(ErrorCode::invalid, "roster.search_members", "after: is not a cursor of this list");
  const auto id = MemberId::parse(after);
  if (!id) return no_cursor;
  TRY(auto place, place_of(tx, *id));
  if (!place) return no_cursor;
  return std::move(*place);
}

Result<std::vector<MemberId>> candidates(storage::ReadTx& tx, const MemberFields& fields) {
  const auto keys = keys_of(fields);
  TRY(auto ids, ids_by_keys(tx, keys, kCandidatesMax));
  std::vector<std::string> names{keys.name, keys.former};
  MemberFields other;
  for (const auto& alias : fields.aliases) {
    other.family_name = alias;
    names.push_back(keys_of(other).name);
  }
  other.family_name = fields.display_name;
  names.push_back(keys_of(other).name);
  for (const auto& name : names) {
    TRY(const auto found, ids_by_alias(tx, name, kCandidatesMax));
    ids.insert(ids.end(), found.begin(), found.end());
  }
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  return ids;
}

bool is_more_alike(const Comparison& one, const Comparison& other) {
  return std::pair(one.likeness, one.reasons.size()) > std::pair(other.likeness, other.reasons.size());
}

}  // namespace

Member as_seen_by(const web::Actor& actor, Member member) {
  if ((actor.access & (web::kAdmin | web::kTreasurer)) != 0) return member;
  member.fields.email.clear();
  member.fields.note.clear();
  return member;
}

std::string_view row_name(text::GojuonRow row) { return kRowNames[static_cast<std::size_t>(row)]; }

std::optional<text::GojuonRow> row_of(std::string_view name) {
  const auto found = std::ranges::find(kRowNames, name);
  if (found == std::end(kRowNames)) return {};
  return static_cast<text::GojuonRow>(found - std::begin(kRowNames));
}

FilterWords filters_of(const MemberQuery& query) {
  FilterWords filters;
  const auto add = [&](std::string name, std::string_view value) {
    if (!value.empty()) filters.emplace_back(std::move(name), value);
  };
  if (query.state) add("state", enum_name(*query.state));
  if (query.row) add("row", row_name(*query.row));
  add("region", query.region);
  add("site", query.site);
  if (query.employment) add("employment", enum_name(*query.employment));
  if (query.occupation) add("occupation", enum_name(*query.occupation));
  if (query.age_decade) add("age_decade", std::to_string(*query.age_decade));
  if (query.mail != MemberQuery::Mail::any) add("mail", query.mail == MemberQuery::Mail::with ? "with" : "without");
  return filters;
}

std::string query_text(const FilterWords& filters) {
  std::string text;
  for (const auto& [name, value] : filters) {
    text.append(text.empty() ? "?" : "&").append(name).append("=").append(web::percent_encoded(value));
  }
  return text;
}

Result<MemberPage> search_members(storage::ReadTx& tx, const web::Actor& actor, const MemberQuery& query, std::string_view after,
                                  std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto place, place_behind(tx, after));
  TRY(auto found, find_members(tx, condition_of(query), place, limit + 1));
  MemberPage page;
  page.total = found.total;
  const bool more = std::ssize(found.ids) > limit;
  if (more) found.ids.pop_back();
  for (const auto& id : found.ids) {
    TRY(auto member, find_row(tx, id));
    if (!member) return fail(ErrorCode::corrupt, "roster.search_members", "a row for searching has no member");
    page.members.push_back(as_seen_by(actor, std::move(*member)));
  }
  if (more) page.next = found.ids.back().to_string();
  return page;
}

Status each_member(storage::ReadTx& tx, const web::Actor& actor, const MemberQuery& query,
                   const std::function<Status(const Member&)>& visit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  return each_row(tx, condition_of(query), [&](MemberRow&& row) { return visit(as_seen_by(actor, member_of(std::move(row)))); });
}

Result<MemberWords> member_words(storage::ReadTx& tx, const web::Actor& actor, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  MemberWords words;
  TRY(words.regions, regions_in_use(tx, limit));
  TRY(words.sites, sites_in_use(tx, limit));
  return words;
}

Result<std::vector<Like>> members_like(storage::ReadTx& tx, const MemberFields& fields, std::int64_t limit) {
  TRY(const auto ids, candidates(tx, fields));
  std::map<MemberId, Comparison> best;  // by whom the candidates stand for: a double's old spelling leads to the one it went into
  for (const auto& id : ids) {
    TRY(const auto member, find_row(tx, id));
    if (!member) continue;
    const auto comparison = compare(fields, member->fields);
    if (comparison.likeness == Likeness::none) continue;
    TRY(const auto current, current_of(tx, id));
    const auto [place, fresh] = best.try_emplace(current, comparison);
    if (!fresh && is_more_alike(comparison, place->second)) place->second = comparison;
  }
  std::vector<std::pair<MemberId, Comparison>> order(best.begin(), best.end());
  std::ranges::sort(order, [](const auto& one, const auto& other) {
    if (is_more_alike(one.second, other.second)) return true;
    return !is_more_alike(other.second, one.second) && one.first < other.first;
  });
  if (std::ssize(order) > limit) order.resize(static_cast<std::size_t>(limit));
  std::vector<Like> likes;
  for (auto& [id, comparison] : order) {
    TRY(auto member, find_row(tx, id));
    if (member) likes.push_back({std::move(*member), std::move(comparison)});
  }
  return likes;
}

}  // namespace uke::server::roster
