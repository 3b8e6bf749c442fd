// /members: the list, searching, filters and the gojūon index. What is searched comes by POST and never stands in a URL.
#include "server/roster/pages_kit.h"
#include "server/roster/search.h"

#include <algorithm>

namespace uke::server::roster {
namespace {

constexpr std::int64_t kPage = 50;
constexpr std::int64_t kWordsInFilter = 200;
constexpr int kRows = 11;  // of the index

struct RowView {
  std::string id;
  std::string name;
  std::string kana;
  std::string former;
  render::Chip state;
  std::string work;
  std::string years;
  std::string region;
  bool muted = false;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (id, name, kana, former, state, work, years, region, muted))

struct StepLink {
  std::string path;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(StepLink, (), (path, label))

struct ResultsView {
  std::string count;
  std::vector<render::IndexRow> index;  // at most one, as all of these
  std::vector<RowView> rows;
  std::vector<render::Empty> empty;
  std::vector<StepLink> first_steps;  // beside the empty state's button
  std::vector<render::Notice> notice;
  std::vector<render::Pager> pager;
  std::vector<render::Hidden> selection;  // for the export
  bool may_export = false;
};
BOOST_DESCRIBE_STRUCT(ResultsView, (), (count, index, rows, empty, first_steps, notice, pager, selection, may_export))

struct ListView {
  std::string q;
  std::string lead;
  std::string as_of;
  bool may_change = false;
  std::vector<render::Filters> filters;
  ResultsView results;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (q, lead, as_of, may_change, filters, results))

RowView row_of(const i18n::Messages& messages, const Member& member) {
  const auto& fields = member.fields;
  return {.id = member.id.to_string(),
          .name = whole_name(fields),
          .kana = fields.kana,
          .former = fields.former_name.empty() ? std::string() : messages.text("roster.former", {{"name", fields.former_name}}),
          .state = state_chip(messages, member.state),
          .work = work_words(fields),
          .years = years_words(fields),
          .region = fields.region,
          .muted = !may_be_written_to(member.state)};
}

template <DescribedEnum E>
render::Filter enum_filter(const i18n::Messages& messages, std::string name, std::string_view field, std::string_view prefix,
                           std::optional<E> chosen) {
  render::Filter filter{
      .name = std::move(name), .label = field_label(messages, field), .choices = {{"", messages.text("ui.all"), !chosen}}};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto each) { filter.choices.push_back({each.name, messages.text(std::string(prefix) + each.name), chosen == each.value}); });
  return filter;
}

render::Filter text_filter(const i18n::Messages& messages, std::string name, std::vector<std::string> values, const std::string& chosen) {
  if (!chosen.empty() && std::ranges::find(values, chosen) == values.end()) values.push_back(chosen);
  render::Filter filter{.name = name, .label = field_label(messages, name), .choices = {{"", messages.text("ui.all"), chosen.empty()}}};
  for (auto& value : values) filter.choices.push_back({value, value, value == chosen});
  return filter;
}

render::Filters filters_view(const i18n::Messages& messages, const MemberQuery& query, MemberWords words, bool with_mail) {
  render::Filters view;
  view.rows.push_back(enum_filter(messages, "state", "state", "member.state.", query.state));
  view.rows.push_back(text_filter(messages, "region", std::move(words.regions), query.region));
  view.rows.push_back(text_filter(messages, "site", std::move(words.sites), query.site));
  view.rows.push_back(enum_filter(messages, "employment", "employment", "member.employment.", query.employment));
  view.rows.push_back(enum_filter(messages, "occupation", "occupation", "member.occupation.", query.occupation));
  render::Filter decades{
      .name = "age_decade", .label = field_label(messages, "age_decade"), .choices = {{"", messages.text("ui.all"), !query.age_decade}}};
  for (std::int64_t decade = 20; decade <= kDecadeLast; decade += 10) {
    decades.choices.push_back({std::to_string(decade), decade_word(messages, decade), query.age_decade == decade});
  }
  decades.choices.push_back({"0", messages.text("member.occupation.unknown"), query.age_decade == 0});
  view.rows.push_back(std::move(decades));
  if (with_mail) {
    using Mail = MemberQuery::Mail;
    view.rows.push_back({.name = "mail",
                         .label = field_label(messages, "mail"),
                         .choices = {{"", messages.text("ui.all"), query.mail == Mail::any},
                                     {"with", messages.text("member.with_mail"), query.mail == Mail::with},
                                     {"without", messages.text("member.without_mail"), query.mail == Mail::without}}});
  }
  auto filters = filters_of(query);
  std::erase_if(filters, [](const auto& filter) { return filter.first == "row"; });
  view.any = !filters.empty();
  return view;
}

// Links to the same list from each row on; the filters stay.
render::IndexRow index_view(const i18n::Messages& messages, const MemberQuery& query) {
  render::IndexRow view{.label = messages.text("roster.index"), .links = {}};
  auto every = query;
  every.row.reset();
  view.links.push_back({.label = messages.text("ui.all"), .path = kNav + query_text(filters_of(every)), .current = !query.row});
  for (int i = 0; i < kRows; ++i) {
    auto one = query;
    one.row = static_cast<text::GojuonRow>(i);
    view.links.push_back(
        {.label = std::string(text::label(*one.row)), .path = kNav + query_text(filters_of(one)), .current = query.row == one.row});
  }
  return view;
}

std::vector<render::Hidden> hidden_of(const MemberQuery& query) {
  std::vector<render::Hidden> hidden;
  for (auto& [name, value] : filters_of(query)) hidden.push_back({name, value});
  if (!query.text.empty()) hidden.push_back({"q", query.text});
  return hidden;
}

render::PagerStep step_to(const MemberQuery& query, const std::string& after, std::int64_t from) {
  if (query.text.empty()) {
    auto parts = filters_of(query);
    if (!after.empty()) parts.insert(parts.end(), {{"after", after}, {"from", std::to_string(from)}});
    return {.path = kNav + query_text(parts), .fields = {}};
  }
  auto fields = hidden_of(query);
  if (!after.empty()) fields.insert(fields.end(), {{"after", after}, {"from", std::to_string(from)}});
  return {.path = kNav, .fields = std::move(fields)};
}

void show_nobody(ResultsView& view, const i18n::Messages& messages, bool asks_anything, bool may_change) {
  if (asks_anything) {
    view.empty = {{.title = messages.text("roster.none.title"),
                   .text = messages.text("roster.none.text"),
                   .path = kNav,
                   .action = messages.text("roster.none.all")}};
  } else if (may_change) {
    view.empty = {{.title = messages.text("roster.empty.title"),
                   .text = messages.text("roster.empty.text"),
                   .path = "/imports",
                   .action = messages.text("roster.empty.import")}};
    view.first_steps = {{"/members/new", messages.text("roster.empty.add")}, {"/invitations", messages.text("roster.empty.invite")}};
  } else {
    view.empty = {{.title = messages.text("roster.empty.title"), .text = messages.text("roster.empty.text_reader")}};
  }
}

ResultsView results_view(const i18n::Messages& messages, const Asked& asked, const MemberPage& page, const web::Req& req) {
  ResultsView view;
  const auto& query = asked.query;
  const bool asks_anything = !query.text.empty() || !filters_of(query).empty();
  view.count = messages.text("roster.count", {{"total", page.total}});
  if (asked.too_long) {
    view.notice = {{.tone = render::Tone::attention, .title = messages.text("roster.long_text", {{"limit", kSearchMax}})}};
  }
  if (query.text.empty() && (page.total > 0 || asks_anything)) view.index = {index_view(messages, query)};
  for (const auto& member : page.members) view.rows.push_back(row_of(messages, member));
  if (page.total == 0) show_nobody(view, messages, asks_anything, is_admin(req));
  const auto last = asked.from + static_cast<std::int64_t>(page.members.size()) - 1;
  if (!asked.after.empty() || !page.next.empty()) {
    render::Pager pager{
        .summary = messages.text("roster.range", {{"total", page.total}, {"from", asked.from}, {"to", last}}), .first = {}, .next = {}};
    if (!asked.after.empty()) pager.first = step_to(query, "", 1);
    if (!page.next.empty()) pager.next = step_to(query, page.next, last + 1);
    view.pager = {std::move(pager)};
  }
  view.may_export = is_admin(req) && page.total > 0;
  if (view.may_export) view.selection = hidden_of(query);
  return view;
}

// A cursor whose member is gone by now leads back to the beginning.
Result<MemberPage> page_asked_for(storage::ReadTx& tx, const web::Req& req, Asked& asked) {
  auto page = search_members(tx, req.actor, asked.query, asked.after, kPage);
  if (page || page.error().code != ErrorCode::invalid) return page;
  asked.after.clear();
  asked.from = 1;
  return search_members(tx, req.actor, asked.query, "", kPage);
}

Result<web::Response> list(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  auto asked = asked_of(req);
  if (asked.after.empty()) asked.from = 1;
  TRY(const auto page, page_asked_for(tx, req, asked));
  TRY(auto words, member_words(tx, req.actor, kWordsInFilter));
  const bool sees_mail = (req.actor.access & (web::kAdmin | web::kTreasurer)) != 0;
  ListView view;
  view.q = asked.query.text;
  view.lead = messages.text(sees_mail ? "roster.lead" : "roster.lead_reception");
  view.as_of = messages.text("roster.print_title", {{"time", when(messages, to_ms(tx.now()))}});
  view.may_change = is_admin(req);
  view.filters = {filters_view(messages, asked.query, std::move(words), sees_mail)};
  view.results = results_view(messages, asked, page, req);
  return needs->pages->page(req, {.title = messages.text("roster.title"), .nav = kNav, .width = render::Head::Width::table}, "roster/list",
                            view);
}

// What a script puts into the page while somebody types.
Result<web::Response> search(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  auto asked = asked_of(req);
  asked.after.clear();
  asked.from = 1;
  TRY(const auto page, page_asked_for(tx, req, asked));
  return needs->pages->part(req, "roster/results", results_view(messages, asked, page, req));
}

}  // namespace

web::Routes list_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/members", web::kOrganizers, reads(needs, list)), page(post, "/members", web::kOrganizers, reads(needs, list)),
          page(post, "/members/search", web::kOrganizers, reads(needs, search))};
}

}  // namespace uke::server::roster
