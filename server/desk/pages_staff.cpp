// The staff's page: live numbers, who lost the QR code, last check-ins by phone.
#include "server/desk/around.h"
#include "server/desk/pages_kit.h"
#include "server/desk/paper_order.h"
#include "server/desk/service.h"
#include "server/desk/standing.h"
#include "server/desk/store.h"
#include "server/events/page_kit.h"
#include "server/rsvps/list.h"
#include "server/web/rest.h"
#include "shared/i18n/dates.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::desk {
namespace {

constexpr std::int64_t kHits = 20;
constexpr std::int64_t kRecent = 10;
constexpr std::size_t kSearchBytesMax = 400;

struct FigureView {
  std::string value;
  std::string unit;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(FigureView, (), (value, unit, label))
struct NumbersView {
  std::vector<FigureView> figures;
  std::string freshness;
};
BOOST_DESCRIBE_STRUCT(NumbersView, (), (figures, freshness))

struct HitView {
  std::string path;
  std::string name;
  std::string kana;
  std::string work;
  render::Chip state;
};
BOOST_DESCRIBE_STRUCT(HitView, (), (path, name, kana, work, state))
struct ResultsView {
  std::string heading;
  std::vector<HitView> hits;
  bool is_any = false;
  std::string more;
  std::optional<render::Empty> empty;
};
BOOST_DESCRIBE_STRUCT(ResultsView, (), (heading, hits, is_any, more, empty))

struct RecentView {
  std::string time;
  std::string path;
  std::string name;
  std::string by;
  bool undone = false;
  std::optional<render::PostButton> undo;
};
BOOST_DESCRIBE_STRUCT(RecentView, (), (time, path, name, by, undone, undo))

struct StaffView {
  std::optional<render::Tabs> tabs;
  std::string q;
  std::string search_path;
  std::string live_path;
  std::string figures_path;
  std::string walk_in_path;
  std::optional<ResultsView> results;
  NumbersView numbers;
  std::vector<RecentView> recent;
  bool is_recent = false;
  bool nobody = false;
  std::optional<render::PostButton> use_here;
  std::string used_here;
};
BOOST_DESCRIBE_STRUCT(StaffView, (),
                      (tabs, q, search_path, live_path, figures_path, walk_in_path, results, numbers, recent, is_recent, nobody, use_here,
                       used_here))

std::string freshness_of(const i18n::Messages& messages, const std::vector<KioskState>& kiosks, Time now) {
  std::string words;
  for (const auto& kiosk : kiosks) {
    if (kiosk.state != accounts::TokenState::active) continue;
    if (!words.empty()) words += messages.text("desk.freshness_comma");
    if (!kiosk.last_contact_ms) {
      words += messages.text("desk.freshness_never", {{"name", kiosk.name}});
      continue;
    }
    const auto minutes = std::max<std::int64_t>(0, to_ms(now) - *kiosk.last_contact_ms) / 60'000;
    words += messages.text("desk.freshness_one", {{"name", kiosk.name}, {"minutes", minutes}});
  }
  return words.empty() ? words : messages.text("desk.freshness", {{"kiosks", words}});
}

Result<NumbersView> numbers_of(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const events::EditionRow& edition) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto heads, get_headcount(tx, req.actor, *needs->live, edition.id));
  NumbersView view;
  const auto add = [&](std::string_view word, std::int64_t value) {
    view.figures.push_back({format_thousands(value), messages.text("desk.unit"), messages.text("desk.figure." + std::string(word))});
  };
  add("arrived", heads.arrived);
  if (edition.exits_recorded) add("on_site", heads.on_site_now);
  add("expected", heads.expected_onsite);
  add("not_come", heads.not_come);
  TRY(const auto kiosks, get_kiosk_states(tx, req.actor, *needs->live, edition.id));
  view.freshness = freshness_of(messages, kiosks, tx.now());
  return view;
}

render::Chip state_chip(const i18n::Messages& messages, const rsvps::Listed& one, bool has_come) {
  using render::Tone;
  const auto chip = [&](Tone tone, std::string_view word) { return render::Chip{tone, messages.text("desk.state." + std::string(word))}; };
  if (has_come) return chip(Tone::good, "in");
  if (one.row.state != RsvpState::yes) return chip(Tone::attention, enum_name(one.row.state));
  return one.row.mode == Mode::online ? chip(Tone::attention, "online") : chip(Tone::info, "expected");
}

// The text comes by POST only.
Result<ResultsView> results_of(const i18n::Messages& messages, const web::Req& req, storage::ReadTx& tx, EditionId edition,
                               const std::string& text) {
  ResultsView view;
  if (text.empty()) return view;
  rsvps::ListQuery query;
  query.text = text;
  TRY(const auto page, rsvps::list_rsvps(tx, req.actor, edition, query, "", kHits));
  TRY(const auto event, events::event_of(tx, edition));
  TRY(const auto fold, fold_around(tx, event, subjects_of(page.rows)));
  for (const auto& one : page.rows) {
    const auto person = rsvps::for_desk(one.row, {}, "");
    HitView hit{.path = person_path(edition, one.row.id),
                .name = name_of(messages, person),
                .kana = one.row.kana,
                .work = one.row.department,
                .state = state_chip(messages, one, ever_came(fold, person, edition))};
    if (one.row.holder) hit.work = messages.text("desk.companion_of", {{"name", one.holder_name}});
    view.hits.push_back(std::move(hit));
  }
  view.is_any = !view.hits.empty();
  if (!view.is_any) {
    view.empty = render::Empty{.title = messages.text("desk.none.title"), .text = messages.text("desk.none.text")};
    return view;
  }
  view.heading = messages.text("desk.results") + "　" + messages.text("desk.results_count", {{"count", page.total}});
  if (!page.next.empty()) view.more = messages.text("desk.results_more");
  return view;
}

std::string asked_of(const web::Req& req) {
  const auto text = text::trim(req.form.text("q"));
  return text.size() <= kSearchBytesMax ? std::string(text) : std::string();
}

Result<std::vector<RecentView>> recent_of(const i18n::Messages& messages, storage::ReadTx& tx, const events::EditionRow& edition) {
  TRY(auto rows, newest_by(tx, edition.event, edition.id, By::web, Kind::admit, kRecent));
  std::vector<RecentView> list;
  for (auto& row : rows) {
    const auto id = row.subject.attendee();
    if (!id) continue;
    TRY(const auto person, rsvps::attendee_for_desk(tx, *id));
    RecentView view{.time = i18n::format_time(from_ms(row.at_ms), edition.zone),
                    .path = person_path(edition.id, *id),
                    .name = person ? name_of(messages, *person) : std::string(),
                    .by = row.desk,
                    .undone = false,
                    .undo = {}};
    TRYV(each_undo_of(tx, row.id, [&](StoredRecord&&) -> Status {
      view.undone = true;
      return {};
    }));
    if (!view.undone) {
      view.undo = render::PostButton{.action = "/desk/undo",
                                     .label = messages.text("button.undo"),
                                     .small = true,
                                     .fields = {{"attendee", id->to_string()}, {"at", edition.id.to_string()}},
                                     .says = messages.text("button.undo") + " " + view.name};
    }
    list.push_back(std::move(view));
  }
  return list;
}

Result<web::Response> staff(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, events::edition_of(tx, id));
  const auto name = events::name_of(messages, edition);
  StaffView view;
  view.tabs = events::edition_tabs(messages, req.actor, id, events::EditionTab::desk);
  view.q = asked_of(req);
  view.search_path = desk_path(id);
  view.live_path = desk_path(id) + "/search";
  view.figures_path = desk_path(id) + "/figures";
  view.walk_in_path = "/editions/" + id.to_string() + "/rsvps/new";
  TRY(view.results, results_of(messages, req, tx, id, view.q));
  TRY(view.numbers, numbers_of(needs, req, tx, edition));
  TRY(view.recent, recent_of(messages, tx, edition));
  view.is_recent = !view.recent.empty();
  view.nobody = view.recent.empty();
  TRY(const auto here, here_of(req, tx));
  if (here && here->id == id) {
    view.used_here = messages.text("desk.used_here", {{"edition", name}});
  } else {
    view.use_here = render::PostButton{.action = "/desk/here",
                                       .label = messages.text("desk.use_here", {{"edition", name}}),
                                       .fields = {{"edition", id.to_string()}, {"next", desk_path(id)}}};
  }
  const render::Head head{
      .title = messages.text("desk.title") + " " + name, .nav = "/events", .back = "/editions/" + id.to_string(), .back_label = name};
  return needs->pages->page(req, head, "desk/staff", view);
}

Result<web::Response> search(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRYV(events::event_of(tx, edition));
  TRY(const auto view, results_of(needs->pages->messages(req.http), req, tx, edition, asked_of(req)));
  return needs->pages->part(req, "desk/results", view);
}

Result<web::Response> figures(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, events::edition_of(tx, id));
  TRY(const auto view, numbers_of(needs, req, tx, edition));
  return needs->pages->part(req, "desk/figures", view);
}

}  // namespace

web::Routes staff_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, "/editions/{edition}/desk", web::Read(with_needs<storage::ReadTx>(needs, staff))),
      page(post, "/editions/{edition}/desk", web::Read(with_needs<storage::ReadTx>(needs, staff))),
      page(post, "/editions/{edition}/desk/search", web::Read(with_needs<storage::ReadTx>(needs, search))),
      page(get, "/editions/{edition}/desk/figures", web::Read(with_needs<storage::ReadTx>(needs, figures))),
  };
}

web::Routes page_routes(render::PagesPtr pages, std::shared_ptr<LiveDesk> live) {
  const auto needs = std::make_shared<const PageNeeds>(PageNeeds{.pages = std::move(pages), .live = std::move(live)});
  auto routes = scan_page_routes(needs);
  for (auto part : {staff_page_routes, batch_page_routes}) {
    for (auto& route : part(needs)) routes.push_back(std::move(route));
  }
  return routes;
}

}  // namespace uke::server::desk
