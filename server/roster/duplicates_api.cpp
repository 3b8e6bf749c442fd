#include "server/roster/duplicates_api.h"

#include "server/accounts/once.h"
#include "server/roster/statistics.h"
#include "server/web/rest.h"

#include <algorithm>
#include <charconv>

namespace uke::server::roster {
namespace {

constexpr std::int64_t kPage = 100;

struct SideView {
  MemberId id;
  MemberState state = MemberState::approved;
  std::int64_t version = 0;
  MemberFields fields;
};
BOOST_DESCRIBE_STRUCT(SideView, (), (id, state, version, fields))

struct CandidateView {
  SideView one;
  SideView other;
  Likeness likeness = Likeness::doubtful;
  std::vector<Reason> reasons;
};
BOOST_DESCRIBE_STRUCT(CandidateView, (), (one, other, likeness, reasons))

struct CandidatePage {
  std::vector<CandidateView> items;
  std::int64_t total = 0;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(CandidatePage, (), (items, total, next))

struct ApartBody {
  MemberId one;
  MemberId other;
  std::optional<bool> apart;  // false takes it back
};
BOOST_DESCRIBE_STRUCT(ApartBody, (), (one, other, apart))

struct ApartView {
  MemberId one;
  MemberId other;
  bool apart = true;
};
BOOST_DESCRIBE_STRUCT(ApartView, (), (one, other, apart))

struct MergeBody {
  MemberId into;
  MemberId member;
  std::int64_t into_version = 0;
  std::int64_t member_version = 0;
  std::optional<std::vector<std::string>> from_member;
};
BOOST_DESCRIBE_STRUCT(MergeBody, (), (into, member, into_version, member_version, from_member))

struct MergedView : SideView {
  std::vector<std::string> shared_editions;
};
BOOST_DESCRIBE_STRUCT(MergedView, (SideView), (shared_editions))

struct StatisticsValue {
  std::string value;
  std::int64_t count = 0;
  bool few = false;
};
BOOST_DESCRIBE_STRUCT(StatisticsValue, (), (value, count, few))
struct StatisticsAttribute {
  Attribute attribute = Attribute::state;
  std::vector<StatisticsValue> values;
  std::int64_t others = 0;
  std::int64_t unknown = 0;
};
BOOST_DESCRIBE_STRUCT(StatisticsAttribute, (), (attribute, values, others, unknown))
struct StatisticsView {
  std::int64_t members = 0;
  std::vector<StatisticsAttribute> attributes;
};
BOOST_DESCRIBE_STRUCT(StatisticsView, (), (members, attributes))

SideView side_of(const Member& member) {
  return {.id = member.id, .state = member.state, .version = member.version, .fields = member.fields};
}

// A place in the list that survives changes of it: "110.ONE.OTHER".
std::string cursor_of(const Candidate& candidate) {
  return std::to_string(candidate.score) + '.' + candidate.pair.first.to_string() + '.' + candidate.pair.second.to_string();
}
Result<Candidate> read_cursor(const std::string& text) {
  const auto wrong = [] { return fail(ErrorCode::invalid, "roster.duplicates", "after: is not a cursor of this list"); };
  Candidate place;
  const auto first = text.find('.');
  const auto second = text.rfind('.');
  if (first == text.npos || first == second) return wrong();
  const auto [end, error] = std::from_chars(text.data(), text.data() + first, place.score);
  const auto one = MemberId::parse(std::string_view(text).substr(first + 1, second - first - 1));
  const auto other = MemberId::parse(std::string_view(text).substr(second + 1));
  if (error != std::errc{} || end != text.data() + first || !one || !other) return wrong();
  place.pair = {*one, *other};
  return place;
}

Result<std::variant<web::Response, web::Mutation>> list(const std::shared_ptr<CandidateCache>& cache, const web::Req& req,
                                                        storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto candidates, cache->get(tx, req.actor));
  auto begin = candidates->items.begin();
  if (const auto after = req.query("after"); after && !after->empty()) {
    TRY(const auto place, read_cursor(*after));
    begin = std::ranges::find_if(candidates->items, [&](const Candidate& candidate) { return is_before(place, candidate); });
  }
  CandidatePage page{.items = {}, .total = candidates->total, .next = {}};
  for (auto at = begin; at != candidates->items.end(); ++at) {
    if (std::ssize(page.items) == limit) {
      page.next = cursor_of(*std::prev(at));
      break;
    }
    TRY(const auto one, get_member(tx, req.actor, at->pair.first));
    TRY(const auto other, get_member(tx, req.actor, at->pair.second));
    page.items.push_back(
        {.one = side_of(one), .other = side_of(other), .likeness = at->comparison.likeness, .reasons = at->comparison.reasons});
  }
  return std::variant<web::Response, web::Mutation>(web::json_answer(page));
}

Result<web::Response> not_the_same(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto body, web::body_of<ApartBody>(req));
  const bool apart = body.apart.value_or(true);
  if (apart) {
    TRYV(say_apart(tx, req.actor, body.one, body.other));
  } else {
    TRYV(take_back_apart(tx, req.actor, body.one, body.other));
  }
  return web::json_answer(ApartView{.one = body.one, .other = body.other, .apart = apart});
}

Result<web::Response> merge(const SharedEditions& shared, const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(auto body, web::body_of<MergeBody>(req));
    MergedView view;
    TRY(view.shared_editions, shared(tx, body.into, body.member));
    TRY(const auto merged, merge_members(tx, req.actor,
                                         {.into = body.into,
                                          .member = body.member,
                                          .into_version = body.into_version,
                                          .member_version = body.member_version,
                                          .from_member = std::move(body.from_member)}));
    static_cast<SideView&>(view) = side_of(merged);
    return web::versioned_answer(view, merged.version, 201);
  });
}

Result<web::Response> unmerge(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto member, undo_merge(tx, req.actor, id));
  return web::versioned_answer(side_of(member), member.version);
}

Result<web::Response> statistics(const web::Req& req, storage::ReadTx& tx) {
  std::optional<MemberState> state;
  if (const auto text = req.query("state")) {
    state = enum_value<MemberState>(*text);
    if (!state) return fail(ErrorCode::invalid, "roster.statistics", "state: is not one of the states");
  }
  TRY(const auto counted, get_statistics(tx, req.actor, state));
  StatisticsView view{.members = counted.members, .attributes = {}};
  for (const auto& breakdown : counted.attributes) {
    StatisticsAttribute attribute{.attribute = breakdown.attribute, .values = {}, .others = breakdown.others, .unknown = breakdown.unknown};
    for (const auto& tally : breakdown.values) {
      attribute.values.push_back({.value = tally.value, .count = tally.count, .few = tally.count < kFewPeople});
    }
    view.attributes.push_back(std::move(attribute));
  }
  return web::json_answer(view);
}

}  // namespace

web::Routes duplicates_routes(std::shared_ptr<CandidateCache> cache, SharedEditions shared) {
  using enum web::Method;
  return {
      {.method = get,
       .pattern = "/api/v1/members/duplicates",
       .access = web::kAdmin,
       .handler = web::Work([cache = std::move(cache)](const web::Req& req, storage::ReadTx& tx) { return list(cache, req, tx); })},
      {.method = post, .pattern = "/api/v1/members/duplicates/not-the-same", .access = web::kAdmin, .handler = web::Write(not_the_same)},
      {.method = post,
       .pattern = "/api/v1/members/merges",
       .access = web::kAdmin,
       .handler = web::Write([shared = std::move(shared)](const web::Req& req, storage::WriteTx& tx) { return merge(shared, req, tx); })},
      {.method = del, .pattern = "/api/v1/members/merges/{member}", .access = web::kAdmin, .handler = web::Write(unmerge)},
      {.method = get, .pattern = "/api/v1/members/statistics", .access = web::kOrganizers, .handler = web::Read(statistics)},
  };
}

}  // namespace uke::server::roster
