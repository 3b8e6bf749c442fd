// /editions/{edition}/rsvps: figures, what waits for an organizer, and the list. What is searched comes by POST and never stands in a URL.
#include "server/events/page_kit.h"
#include "server/rsvps/pages_attention.h"
#include "server/rsvps/pages_words.h"
#include "server/rsvps/places.h"
#include "server/web/rest.h"

namespace uke::server::rsvps {
namespace {

constexpr std::int64_t kPage = 50;

struct FigureView {
  std::string link;  // "" = nothing to filter by
  std::string value;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(FigureView, (), (link, value, label))

struct RowView {
  std::string path;
  std::string name;
  std::string kana;
  std::string former;
  std::string with;  // of a companion: whose
  render::Chip state;
  std::string mode;
  std::string code;
  std::vector<render::Chip> money;
  std::vector<render::PostButton> paid;
  std::vector<render::Chip> marks;
  bool muted = false;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (path, name, kana, former, with, state, mode, code, money, paid, marks, muted))

struct ResultsView {
  std::string count;
  std::vector<RowView> rows;
  std::vector<render::Empty> empty;  // at most one, as all of these
  std::vector<render::Notice> notice;
  std::vector<render::Pager> pager;
  std::string export_path;
  std::vector<render::Hidden> selection;  // for the export
  bool may_export = false;
};
BOOST_DESCRIBE_STRUCT(ResultsView, (), (count, rows, empty, notice, pager, export_path, selection, may_export))

struct ListView {
  render::Tabs tabs;
  std::string edition;
  std::string q;
  std::string list_path;
  bool is_whole = false;  // nothing was searched or filtered: figures and what waits stand above the list
  std::vector<FigureView> figures;
  std::vector<std::string> places;
  AttentionView attention;
  std::vector<render::Filters> filters;
  ResultsView results;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (tabs, edition, q, list_path, is_whole, figures, places, attention, filters, results))

std::vector<FigureView> figures_of(const Messages& messages, const Sums& sums, const std::string& path) {
  std::vector<FigureView> figures;
  const auto add = [&](std::int64_t count, const char* label, const char* query, bool always) {
    if (count > 0 || always) figures.push_back({path + query, messages.text("rsvps.number", {{"count", count}}), messages.text(label)});
  };
  add(sums.onsite, "rsvps.figure.onsite", "?state=yes&mode=onsite", true);
  add(sums.online, "rsvps.figure.online", "?state=yes&mode=online", true);
  add(sums.waiting, "rsvps.figure.waiting", "?state=waiting", false);
  add(sums.maybe, "rsvps.figure.maybe", "?state=maybe", false);
  add(sums.no, "rsvps.figure.no", "?state=no", false);
  add(sums.cancelled, "rsvps.figure.cancelled", "?state=cancelled", false);
  add(sums.held, "rsvps.figure.held", "?only=held", false);
  add(sums.doubtful, "rsvps.figure.doubtful", "?only=doubtful", false);
  add(sums.unpaid, "rsvps.figure.unpaid", "?money=open&state=yes", false);
  if (sums.came > 0) figures.push_back({"", messages.text("rsvps.number", {{"count", sums.came}}), messages.text("rsvps.figure.came")});
  return figures;
}

Result<std::vector<std::string>> places_words(const Messages& messages, storage::ReadTx& tx, EditionId edition) {
  std::vector<std::string> words;
  for (const auto mode : {desk::Mode::onsite, desk::Mode::online}) {
    TRY(const auto places, places_of(tx, edition, mode));
    if (places.capacity == 0) continue;
    const auto free = places.capacity - places.occupied;
    words.push_back(messages.text(free >= 0 ? "rsvps.places.free" : "rsvps.places.over", {{"mode", mode_word(messages, mode)},
                                                                                          {"capacity", places.capacity},
                                                                                          {"occupied", places.occupied},
                                                                                          {"free", free >= 0 ? free : -free},
                                                                                          {"waiting", places.waiting}}));
  }
  return words;
}

RowView row_of(const Messages& messages, const web::Req& req, const Listed& listed, const std::string& back) {
  const auto& row = listed.row;
  RowView view{.path = path_of(row.holder.value_or(row.id)),
               .name = person_name(messages, row, listed.holder_name),
               .kana = row.kana,
               .former = former_words(messages, listed.details),
               .with = listed.holder_name.empty() ? std::string() : messages.text("rsvps.comes_with", {{"name", listed.holder_name}}),
               .state = state_chip(messages, row.state, listed.details.held),
               .mode = mode_word(messages, row.mode),
               .code = ticket::format_short_code(row.short_code),
               .money = money_chips(messages, row),
               .paid = {},
               .marks = mark_chips(messages, listed),
               .muted = row.state == desk::RsvpState::no || row.state == desk::RsvpState::cancelled};
  if (owes(row) && may(req, kMayMarkPaid) && !view.muted) {
    view.paid = {{.action = path_of(row.id) + "/paid",
                  .label = messages.text("rsvps.step.paid"),
                  .small = true,
                  .version = row.version,
                  .fields = {{"paid", "1"}, {"back", back}},
                  .says = messages.text("rsvps.says", {{"name", view.name}, {"what", messages.text("rsvps.step.paid")}})}};
  }
  return view;
}

template <DescribedEnum E>
render::Filter enum_filter(const Messages& messages, std::string name, std::string_view prefix, std::optional<E> chosen, E all) {
  render::Filter filter{.name = name, .label = messages.text("rsvps.filter." + name), .choices = {}};
  filter.choices.push_back({"", messages.text("ui.all"), !chosen});
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto each) {
    if (each.value == all) return;
    filter.choices.push_back({each.name, messages.text(std::string(prefix) + each.name), chosen == each.value});
  });
  return filter;
}

render::Filters filters_view(const Messages& messages, const ListQuery& query, bool sees_mail) {
  render::Filters view;
  constexpr auto kNone = static_cast<desk::RsvpState>(255);
  constexpr auto kNoMode = static_cast<desk::Mode>(255);
  view.rows.push_back(enum_filter(messages, "state", "rsvps.state.", query.state, kNone));
  view.rows.push_back(enum_filter(messages, "mode", "rsvps.mode.", query.mode, kNoMode));
  const auto money = query.money == ListQuery::Money::any ? std::nullopt : std::optional(query.money);
  view.rows.push_back(enum_filter(messages, "money", "rsvps.money_filter.", money, ListQuery::Money::any));
  const auto only = query.only == ListQuery::Only::all ? std::nullopt : std::optional(query.only);
  view.rows.push_back(enum_filter(messages, "only", "rsvps.only.", only, ListQuery::Only::all));
  if (!sees_mail) std::erase_if(view.rows.back().choices, [](const auto& choice) { return choice.value == "no_mail"; });
  view.any = !filters_of(query).empty();
  return view;
}

std::vector<render::Hidden> hidden_of(const ListQuery& query) {
  std::vector<render::Hidden> hidden;
  for (auto& [name, value] : filters_of(query)) hidden.push_back({name, value});
  if (!query.text.empty()) hidden.push_back({"q", query.text});
  return hidden;
}

render::PagerStep step_to(const std::string& path, const ListQuery& query, const std::string& after, std::int64_t from) {
  if (query.text.empty()) {
    auto parts = filters_of(query);
    if (!after.empty()) parts.insert(parts.end(), {{"after", after}, {"from", std::to_string(from)}});
    return {.path = path + query_text(parts), .fields = {}};
  }
  auto fields = hidden_of(query);
  if (!after.empty()) fields.insert(fields.end(), {{"after", after}, {"from", std::to_string(from)}});
  return {.path = path, .fields = std::move(fields)};
}

render::Empty nobody(const Messages& messages, const std::string& path, bool asks) {
  if (asks) {
    return {.title = messages.text("rsvps.none.title"),
            .text = messages.text("rsvps.none.text"),
            .path = path,
            .action = messages.text("rsvps.none.all")};
  }
  return {.title = messages.text("rsvps.empty.title"),
          .text = messages.text("rsvps.empty.text"),
          .path = path + "/new",
          .action = messages.text("rsvps.add")};
}

ResultsView results_view(const Messages& messages, const web::Req& req, const Asked& asked, const ListPage& list, const std::string& path) {
  ResultsView view;
  const auto& query = asked.query;
  view.count = messages.text("rsvps.people", {{"count", list.total}});
  if (asked.too_long) {
    view.notice = {{.tone = render::Tone::attention, .title = messages.text("roster.long_text", {{"limit", kSearchMax}})}};
  }
  const auto back = path + query_text(filters_of(query));
  for (const auto& listed : list.rows) view.rows.push_back(row_of(messages, req, listed, back));
  if (list.total == 0) view.empty = {nobody(messages, path, asks_anything(query))};
  const auto last = asked.from + std::ssize(list.rows) - 1;
  if (!asked.after.empty() || !list.next.empty()) {
    render::Pager pager{
        .summary = messages.text("rsvps.range", {{"total", list.total}, {"from", asked.from}, {"to", last}}), .first = {}, .next = {}};
    if (!asked.after.empty()) pager.first = step_to(path, query, "", 1);
    if (!list.next.empty()) pager.next = step_to(path, query, list.next, last + 1);
    view.pager = {std::move(pager)};
  }
  view.may_export = is_admin(req) && list.total > 0;
  view.export_path = path + "/export/selection";
  if (view.may_export) view.selection = hidden_of(query);
  return view;
}

// A cursor that leads nowhere any more leads back to the beginning.
Result<ListPage> page_asked_for(storage::ReadTx& tx, const web::Req& req, EditionId edition, Asked& asked) {
  auto list = list_rsvps(tx, req.actor, edition, asked.query, asked.after, kPage);
  if (list || list.error().code != ErrorCode::invalid || asked.after.empty()) return list;
  asked.after.clear();
  asked.from = 1;
  return list_rsvps(tx, req.actor, edition, asked.query, "", kPage);
}

Result<web::Response> list(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto place, place_of(tx, req.actor, edition));
  auto asked = asked_of(req);
  if (asked.after.empty()) asked.from = 1;
  TRY(const auto found, page_asked_for(tx, req, edition, asked));
  const auto path = list_path(edition);
  ListView view;
  view.tabs = events::edition_tabs(messages, req.actor, edition, events::EditionTab::rsvps);
  view.edition = name_of(messages, place);
  view.q = asked.query.text;
  view.list_path = path;
  view.is_whole = !asks_anything(asked.query) && asked.after.empty();
  TRY(const auto sums, sums_of(tx, req.actor, edition));
  view.figures = figures_of(messages, sums, path);
  TRY(view.places, places_words(messages, tx, edition));
  if (view.is_whole) {
    TRY(view.attention, attention_view(messages, req, tx, place));
  }
  view.filters = {filters_view(messages, asked.query, may(req, kMayMarkPaid))};
  view.results = results_view(messages, req, asked, found, path);
  return needs->pages->page(req,
                            {.title = messages.text("rsvps.title"),
                             .nav = kNav,
                             .back = "/editions/" + edition.to_string(),
                             .back_label = view.edition,
                             .width = render::Head::Width::table},
                            "rsvps/list", view);
}

// What a script puts into the page while somebody types.
Result<web::Response> search(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  auto asked = asked_of(req);
  asked.after.clear();
  asked.from = 1;
  TRY(const auto found, page_asked_for(tx, req, edition, asked));
  return needs->pages->part(req, "rsvps/results", results_view(messages, req, asked, found, list_path(edition)));
}

}  // namespace

web::Routes list_page_routes(const Needs& needs) {
  using enum web::Method;
  const std::string one = "/editions/{edition}/rsvps";
  return {page(get, one, web::kOrganizers, reads(needs, list)), page(post, one, web::kOrganizers, reads(needs, list)),
          page(post, one + "/search", web::kOrganizers, reads(needs, search))};
}

}  // namespace uke::server::rsvps
