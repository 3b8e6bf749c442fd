#include "server/roster/search_store.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace uke::server::roster {
namespace {

// A pass over all rows in storage order, sorting what it finds, takes as long for few hits as for none. The walk in the list's order
// ends with the page: quicker where hits are many and everywhere, much slower where they all stand at the list's end, as those for やま
// do, who are one in eight.
constexpr std::int64_t kSortedHereMax = 10'000;
constexpr std::int64_t kSortedOfCoarseMax = 5'000;  // single characters are everywhere

#define UKE_FACETS "(s.facets & :mask) = :value"
#define UKE_PLACES " and (:region = '' or s.region = :region_is) and (:site = '' or s.site = :site_is)"
#define UKE_SIGNS                                                                                                         \
  " and (s.sign1 & :a1) = :b1 and (s.sign2 & :a2) = :b2 and (s.sign3 & :a3) = :b3 and (s.sign4 & :a4) = :b4 and s.search" \
  " like :first"
#define UKE_MORE_WORDS                                                                                   \
  " and s.search like :second and (:w3 = '' or s.search like :is3) and (:w4 = '' or s.search like :is4)" \
  " and (:w5 = '' or s.search like :is5) and (:w6 = '' or s.search like :is6)"
#define UKE_NO_DOUBLE " not exists (select 1 from member_merges g where g.member_id = s.member_id)"

bool has_places(const Condition& c) { return !c.region.empty() || !c.site.empty(); }
bool asks_nothing(const Condition& c) { return c.facet_mask == 0 && !has_places(c) && c.patterns[0].empty(); }

// Calls `run` with the SQL of the condition (of rows `s`) and its parameters. What is not asked is left out rather than passed over at
// each of the rows.
template <class Run>
auto with_words(const Condition& c, std::string sql, Run run) {
  const auto& [s1, s2, s3, s4] = c.signature;
  const auto& [w1, w2, w3, w4, w5, w6] = c.patterns;
  if (w1.empty()) return run(sql);
  sql += UKE_SIGNS;
  if (w2.empty()) return run(sql, s1, s1, s2, s2, s3, s3, s4, s4, w1);
  sql += UKE_MORE_WORDS;
  return run(sql, s1, s1, s2, s2, s3, s3, s4, s4, w1, w2, w3, w3, w4, w4, w5, w5, w6, w6);
}
template <class Run>
auto with_condition(const Condition& c, Run run) {
  if (!has_places(c)) {
    return with_words(c, UKE_FACETS,
                      [&](const std::string& sql, const auto&... words) { return run(sql, c.facet_mask, c.facet_value, words...); });
  }
  return with_words(c, UKE_FACETS UKE_PLACES, [&](const std::string& sql, const auto&... words) {
    return run(sql, c.facet_mask, c.facet_value, c.region, c.region, c.site, c.site, words...);
  });
}

struct Hit {
  std::string member_id;
  std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(Hit, (), (member_id, sort_key))

// The doubles among those that fit: few, so that asking for them apart is cheaper than asking of each hit whether it is one. `cross join`
// has SQLite begin with them.
Result<std::set<std::string>> doubles_among(storage::ReadTx& tx, const Condition& condition) {
  return with_condition(condition, [&](const std::string& sql, const auto&... parameters) -> Result<std::set<std::string>> {
    TRY(const auto ids, tx.all<std::string>("select s.member_id from member_merges g join member_search s on s.member_id = g.member_id"
                                            " where " +
                                                sql,
                                            parameters...));
    return std::set<std::string>(ids.begin(), ids.end());
  });
}

// One more than `most` where there are more.
Result<std::vector<Hit>> unsorted_hits(storage::ReadTx& tx, const Condition& condition, std::int64_t most) {
  return with_condition(condition, [&](const std::string& sql, const auto&... parameters) {
    return tx.all<Hit>("select s.member_id, s.sort_key from member_search s where " + sql + " limit :most", parameters..., most + 1);
  });
}

// Doubles included.
Result<std::int64_t> count_rows(storage::ReadTx& tx, const Condition& condition) {
  if (asks_nothing(condition)) {
    TRY(const auto all, tx.one<std::int64_t>("select count(*) from member_search"));
    return all.value_or(0);
  }
  return with_condition(condition, [&](const std::string& sql, const auto&... parameters) -> Result<std::int64_t> {
    TRY(const auto all, tx.one<std::int64_t>("select count(*) from member_search s where " + sql, parameters...));
    return all.value_or(0);
  });
}

Result<std::vector<MemberId>> page_in_order(storage::ReadTx& tx, const Condition& condition, const Place& after, std::int64_t limit) {
  return with_condition(condition, [&](const std::string& sql, const auto&... parameters) {
    return tx.all<MemberId>("select s.member_id from member_search s where " + sql +
                                " and (s.sort_key, s.member_id) > (:sort_key, :id) and" UKE_NO_DOUBLE
                                " order by s.sort_key, s.member_id limit :most",
                            parameters..., after.sort_key, after.member_id, limit);
  });
}

Result<Found> sorted_page(std::vector<Hit> hits, const std::set<std::string>& doubles, const Place& after, std::int64_t limit) {
  const auto key = [](const Hit& hit) { return std::pair<std::string_view, std::string_view>(hit.sort_key, hit.member_id); };
  if (!doubles.empty()) std::erase_if(hits, [&](const Hit& hit) { return doubles.contains(hit.member_id); });
  Found found{.ids = {}, .total = std::ssize(hits)};
  const std::pair<std::string_view, std::string_view> behind(after.sort_key, after.member_id);
  std::erase_if(hits, [&](const Hit& hit) { return key(hit) <= behind; });
  const auto end = hits.begin() + std::min(limit, static_cast<std::int64_t>(std::ssize(hits)));
  std::ranges::partial_sort(hits, end, {}, key);
  for (const auto& hit : std::span(hits.begin(), end)) {
    TRY(const auto id, MemberId::parse(hit.member_id));
    found.ids.push_back(id);
  }
  return found;
}

}  // namespace

Result<std::optional<Place>> place_of(storage::ReadTx& tx, MemberId id) {
  TRY(auto key, tx.one<std::string>("select sort_key from member_search where member_id = :id", id));
  if (!key) return std::optional<Place>{};
  return std::optional{Place{.sort_key = std::move(*key), .member_id = id.to_string()}};
}

Result<Found> find_members(storage::ReadTx& tx, const Condition& condition, const Place& after, std::int64_t limit) {
  if (condition.finds_nothing) return Found{};
  const auto most = asks_nothing(condition) ? 0 : condition.is_coarse ? kSortedOfCoarseMax : kSortedHereMax;
  TRY(const auto doubles, doubles_among(tx, condition));
  if (most > 0 && !condition.is_coarse) {
    TRY(auto hits, unsorted_hits(tx, condition, most));
    if (std::ssize(hits) <= most) return sorted_page(std::move(hits), doubles, after, limit);
  }
  TRY(const auto rows, count_rows(tx, condition));
  if (rows <= most) {
    TRY(auto hits, unsorted_hits(tx, condition, most));
    return sorted_page(std::move(hits), doubles, after, limit);
  }
  Found found{.ids = {}, .total = rows - std::ssize(doubles)};
  TRY(found.ids, page_in_order(tx, condition, after, limit));
  return found;
}

Status each_row(storage::ReadTx& tx, const Condition& condition, const std::function<Status(MemberRow&&)>& visit) {
  if (condition.finds_nothing) return {};
  return with_condition(condition, [&](const std::string& sql, const auto&... parameters) {
    return tx.each<MemberRow>("select " UKE_MEMBER_COLUMNS " from member_search s join members m on m.id = s.member_id where " + sql +
                                  " and" UKE_NO_DOUBLE " order by s.sort_key, s.member_id",
                              visit, parameters...);
  });
}

}  // namespace uke::server::roster
