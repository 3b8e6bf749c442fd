// The three lists: candidates, what was merged, and who was said to be different people.
#include "server/roster/duplicates_pages.h"

#include "server/roster/pages_kit.h"
#include "server/roster/pages_words.h"
#include "server/roster/search.h"

#include <charconv>
#include <iterator>

namespace uke::server::roster {
namespace {

constexpr std::size_t kPage = 20;
constexpr std::int64_t kListed = 200;
constexpr const char* kPath = "/members/duplicates";

struct PairCard {
  std::vector<PersonCard> people;
  std::vector<render::Chip> likeness;
  std::string reasons;
  std::string compare_path;
  std::string compare_says;
  std::vector<render::PostButton> buttons;
  std::string what;  // who did it and when
};
BOOST_DESCRIBE_STRUCT(PairCard, (), (people, likeness, reasons, compare_path, compare_says, buttons, what))

struct ListView {
  std::string lead;
  render::Tabs tabs;
  std::string count;
  std::vector<PairCard> pairs;
  std::vector<render::Empty> empty;
  std::vector<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (lead, tabs, count, pairs, empty, pager))

render::Tabs tabs_of(const i18n::Messages& messages, std::string_view current) {
  render::Tabs tabs{.label = messages.text("duplicates.tabs"), .links = {}};
  for (const auto& [path, key] :
       {std::pair{std::string(kPath), "duplicates.tab.candidates"}, std::pair{std::string(kPath) + "/merged", "duplicates.tab.merged"},
        std::pair{std::string(kPath) + "/apart", "duplicates.tab.apart"}}) {
    tabs.links.push_back({.path = path, .label = messages.text(key), .current = path == current});
  }
  return tabs;
}

Result<web::Response> show(const DuplicatesNeeds& needs, const web::Req& req, std::string_view path, ListView view) {
  const auto& messages = needs.pages->messages(req.http);
  view.tabs = tabs_of(messages, path);
  return needs.pages->page(req,
                           {.title = messages.text("duplicates.title"),
                            .nav = kNav,
                            .back = kNav,
                            .back_label = messages.text("roster.title"),
                            .width = render::Head::Width::table},
                           "duplicates/list", view);
}

std::string who_and_when(const i18n::Messages& messages, std::string_view who, std::int64_t at_ms) {
  return messages.text("duplicates.by", {{"who", who}, {"time", when(messages, at_ms)}});
}

render::PostButton undo_button(const i18n::Messages& messages, const MergeEntry& entry) {
  return {
      .action = "/members/merges/" + entry.member.id.to_string() + "/undo",
      .label = messages.text("duplicates.undo"),
      .small = true,
      .says = messages.text("duplicates.undo_says", {{"name", whole_name(entry.member.fields)}, {"other", whole_name(entry.into.fields)}})};
}

PairCard candidate_card(const i18n::Messages& messages, const Candidate& candidate, const Member& one, const Member& other) {
  const bool same = candidate.comparison.likeness == Likeness::same;
  const auto name = whole_name(one.fields);
  const auto other_name = whole_name(other.fields);
  const auto path = pair_path(one.id, other.id);
  PairCard card;
  card.people = {person_card(messages, one), person_card(messages, other)};
  card.likeness = {
      {same ? render::Tone::attention : render::Tone::neutral, messages.text(same ? "duplicates.same" : "duplicates.doubtful")}};
  card.reasons = reason_words(messages, candidate.comparison.reasons);
  card.compare_path = path;
  card.compare_says = messages.text("duplicates.compare_says", {{"name", name}, {"other", other_name}});
  card.buttons = {{.action = path + "/apart",
                   .label = messages.text("duplicates.apart"),
                   .small = true,
                   .says = messages.text("duplicates.apart_says", {{"name", name}, {"other", other_name}})}};
  return card;
}

std::size_t page_start(const web::Req& req, std::size_t size) {
  const auto text = req.query("from").value_or("");
  std::size_t from = 1;
  std::from_chars(text.data(), text.data() + text.size(), from);
  return from < 1 || from > size ? 0 : from - 1;
}

std::vector<render::Pager> pager_of(const i18n::Messages& messages, std::size_t start, std::size_t shown, std::size_t size) {
  if (size <= kPage) return {};
  render::Pager pager{
      .summary = messages.text("duplicates.range", {{"total", size}, {"from", start + 1}, {"to", start + shown}}), .first = {}, .next = {}};
  if (start > 0) pager.first = render::PagerStep{.path = kPath};
  if (start + shown < size) pager.next = render::PagerStep{.path = std::string(kPath) + "?from=" + std::to_string(start + shown + 1)};
  return {std::move(pager)};
}

// On a worker: the first look after a change of a large roster takes a second.
Result<std::variant<web::Response, web::Mutation>> candidates(const DuplicatesNeedsPtr& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto list, needs->cache->get(tx, req.actor));
  ListView view{.lead = messages.text("duplicates.lead"), .tabs = {}, .count = {}, .pairs = {}, .empty = {}, .pager = {}};
  const auto start = page_start(req, list->items.size());
  for (auto i = start; i < list->items.size() && i < start + kPage; ++i) {
    const auto& candidate = list->items[i];
    TRY(const auto one, get_member(tx, req.actor, candidate.pair.first));
    TRY(const auto other, get_member(tx, req.actor, candidate.pair.second));
    const bool in_order = goes_on(one, other);
    view.pairs.push_back(candidate_card(messages, candidate, in_order ? one : other, in_order ? other : one));
  }
  if (list->items.empty()) {
    view.empty = {{.title = messages.text("duplicates.none"), .text = messages.text("duplicates.none_text")}};
  } else {
    const bool cut = list->total > std::ssize(list->items);
    view.count = messages.text(cut ? "duplicates.count_cut" : "duplicates.count", {{"total", list->total}, {"shown", list->items.size()}});
  }
  view.pager = pager_of(messages, start, view.pairs.size(), list->items.size());
  TRY(auto response, show(*needs, req, kPath, std::move(view)));
  return std::variant<web::Response, web::Mutation>(std::move(response));
}

Result<web::Response> merged(const DuplicatesNeedsPtr& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto entries, recent_merges(tx, req.actor, kListed));
  ListView view{.lead = messages.text("duplicates.merged_lead"), .tabs = {}, .count = {}, .pairs = {}, .empty = {}, .pager = {}};
  for (const auto& entry : entries) {
    PairCard card;
    card.people = {person_card(messages, entry.into), person_card(messages, entry.member)};
    card.people[0].chips.push_back({render::Tone::info, messages.text("duplicates.survivor")});
    card.people[1].chips = {{render::Tone::neutral, messages.text("duplicates.double")}};
    card.what = who_and_when(messages, entry.by_name, entry.at_ms);
    card.buttons = {undo_button(messages, entry)};
    view.pairs.push_back(std::move(card));
  }
  if (view.pairs.empty()) view.empty = {{.title = messages.text("duplicates.merged_none")}};
  return show(*needs, req, std::string(kPath) + "/merged", std::move(view));
}

Result<web::Response> apart(const DuplicatesNeedsPtr& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto rows, said_apart(tx, req.actor, kListed));
  ListView view{.lead = messages.text("duplicates.apart_lead"), .tabs = {}, .count = {}, .pairs = {}, .empty = {}, .pager = {}};
  for (const auto& row : rows) {
    TRY(const auto one, find_member(tx, row.one));
    TRY(const auto other, find_member(tx, row.other));
    if (!one || !other) continue;  // removed since
    PairCard card;
    card.people = {person_card(messages, *one), person_card(messages, *other)};
    card.what = who_and_when(messages, row.by_name, row.at_ms);
    card.buttons = {
        {.action = pair_path(row.one, row.other) + "/apart/undo",
         .label = messages.text("duplicates.take_back"),
         .small = true,
         .says = messages.text("duplicates.take_back_says", {{"name", whole_name(one->fields)}, {"other", whole_name(other->fields)}})}};
    view.pairs.push_back(std::move(card));
  }
  if (view.pairs.empty()) view.empty = {{.title = messages.text("duplicates.apart_none")}};
  return show(*needs, req, std::string(kPath) + "/apart", std::move(view));
}

std::size_t known_fields(const MemberFields& fields) {
  std::size_t known = 0;
  for (const auto& field : choosable_fields()) known += value_text(fields, field).empty() ? 0 : 1;
  return known;
}

}  // namespace

PersonCard person_card(const i18n::Messages& messages, const Member& member) {
  const auto& fields = member.fields;
  PersonCard card{.path = path_of(member.id),
                  .name = whole_name(fields),
                  .kana = fields.kana,
                  .former = fields.former_name.empty() ? std::string() : messages.text("roster.former", {{"name", fields.former_name}}),
                  .chips = {state_chip(messages, member.state)},
                  .lines = {}};
  for (auto line : {work_words(fields), years_words(fields), fields.email, fields.region}) {
    if (!line.empty()) card.lines.push_back(std::move(line));
  }
  return card;
}

Result<std::vector<MergedRow>> merged_rows(storage::ReadTx& tx, const web::Req& req, const i18n::Messages& messages, MemberId into) {
  TRY(const auto entries, merges_of(tx, req.actor, into));
  std::vector<MergedRow> rows;
  for (const auto& entry : entries) {
    MergedRow row{.person = person_card(messages, as_seen_by(req.actor, entry.member)),
                  .what = who_and_when(messages, entry.by_name, entry.at_ms),
                  .button = {}};
    row.person.chips.clear();
    if (is_admin(req)) row.button = {undo_button(messages, entry)};
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string pair_path(MemberId into, MemberId member) { return std::string(kPath) + '/' + into.to_string() + '/' + member.to_string(); }

bool goes_on(const Member& one, const Member& other) {
  const bool approved = one.state == MemberState::approved;
  if (approved != (other.state == MemberState::approved)) return approved;
  const auto known = known_fields(one.fields);
  const auto known_of_other = known_fields(other.fields);
  if (known != known_of_other) return known > known_of_other;
  return one.id < other.id;
}

web::Routes duplicates_list_routes(const DuplicatesNeedsPtr& needs) {
  using enum web::Method;
  return {
      page(get, kPath, web::kAdmin, web::Work([needs](const web::Req& req, storage::ReadTx& tx) { return candidates(needs, req, tx); })),
      page(get, std::string(kPath) + "/merged", web::kAdmin,
           web::Read([needs](const web::Req& req, storage::ReadTx& tx) { return merged(needs, req, tx); })),
      page(get, std::string(kPath) + "/apart", web::kAdmin,
           web::Read([needs](const web::Req& req, storage::ReadTx& tx) { return apart(needs, req, tx); }))};
}

web::Routes duplicates_page_routes(render::PagesPtr pages, std::shared_ptr<CandidateCache> cache, SharedEditions shared) {
  const auto needs = std::make_shared<const DuplicatesNeeds>(DuplicatesNeeds{std::move(pages), std::move(cache), std::move(shared)});
  auto routes = duplicates_list_routes(needs);
  auto more = duplicates_pair_routes(needs);
  routes.insert(routes.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return routes;
}

}  // namespace uke::server::roster
