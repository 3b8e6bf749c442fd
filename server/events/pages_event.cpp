// /events, the page of one event, and drawing its link anew.
#include "server/events/pages_kit.h"
#include "server/web/rest.h"
#include "shared/i18n/dates.h"

#include <algorithm>
#include <charconv>

namespace uke::server::events {
namespace {

constexpr std::int64_t kEventsRead = 1000;
constexpr std::int64_t kPage = 30;

struct EditionLine {
  std::string name;
  std::string path;
  std::string when;
  std::string place;
  std::string onsite;
  std::string online;
  render::Chip state;
};
BOOST_DESCRIBE_STRUCT(EditionLine, (), (name, path, when, place, onsite, online, state))

struct EventCard {
  std::string name;
  std::string path;
  std::string date;
  bool has_editions = false;
  std::vector<EditionLine> editions;
};
BOOST_DESCRIBE_STRUCT(EventCard, (), (name, path, date, has_editions, editions))

struct ListView {
  bool may_change = false;
  std::optional<render::Empty> empty;
  std::vector<EventCard> events;
  std::optional<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (may_change, empty, events, pager))

struct EventView {
  std::string path;
  bool may_change = false;
  std::optional<render::Notice> last_year;  // 昨年からの申し送り
  render::Facts facts;
  std::optional<render::Copy> link;
  std::optional<render::Copy> text;
  bool has_qr = false;
  render::Html qr;
  std::string page_path;
  std::string description;
  std::string handover;
  bool has_editions = false;
  std::vector<EditionLine> editions;
};
BOOST_DESCRIBE_STRUCT(EventView, (),
                      (path, may_change, last_year, facts, link, text, has_qr, qr, page_path, description, handover, has_editions,
                       editions))

struct LinkView {
  render::Confirm confirm;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (confirm))

Result<std::vector<EditionLine>> lines_of(const Needs& needs, const web::Req& req, storage::ReadTx& tx, EventId event) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto editions, get_editions(tx, req.actor, event));
  std::vector<EditionLine> lines;
  for (const auto& edition : editions) {
    TRY(const auto details, edition_details_of(tx, edition.id));
    TRY(const auto people, needs->people(tx, edition.id));
    lines.push_back({.name = name_of(messages, edition),
                     .path = path_of(edition.id),
                     .when = span_of(messages, edition),
                     .place = edition.place,
                     .onsite = of_capacity(messages, people.onsite, edition.capacity_onsite),
                     .online = of_capacity(messages, people.online, edition.capacity_online),
                     .state = state_chip(messages, edition, details, tx.now())});
  }
  return lines;
}

std::int64_t first_asked(const web::Req& req) {
  const auto text = req.query("from").value_or("");
  std::int64_t number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp<std::int64_t>(number, 1, kEventsRead);
}

std::optional<render::Pager> pager_of(const i18n::Messages& messages, std::int64_t from, std::int64_t shown, std::int64_t total) {
  if (total <= kPage) return {};
  render::Pager pager{
      .summary = messages.text("event.page", {{"total", total}, {"from", from}, {"to", from + shown - 1}}), .first = {}, .next = {}};
  if (from > 1) pager.first = render::PagerStep{.path = kNav};
  if (from + shown <= total) pager.next = render::PagerStep{.path = std::string(kNav) + "?from=" + std::to_string(from + shown)};
  return pager;
}

Result<web::Response> list(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(auto events, get_events(tx, req.actor, EventId{}, kEventsRead));
  std::ranges::sort(events, [](const EventRow& a, const EventRow& b) { return std::pair(b.date_ms, b.id) < std::pair(a.date_ms, a.id); });
  const auto total = std::ssize(events);
  const auto from = std::min(first_asked(req), std::max<std::int64_t>(total, 1));
  ListView view{.may_change = is_admin(req), .empty = {}, .events = {}, .pager = {}};
  for (auto i = from - 1; i < std::min(total, from - 1 + kPage); ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    EventCard card{.name = name_of(messages, event),
                   .path = path_of(event.id),
                   .date = i18n::format_date(from_ms(event.date_ms), event.zone, messages.language()),
                   .has_editions = false,
                   .editions = {}};
    TRY(card.editions, lines_of(needs, req, tx, event.id));
    card.has_editions = !card.editions.empty();
    view.events.push_back(std::move(card));
  }
  view.pager = pager_of(messages, from, std::ssize(view.events), total);
  if (events.empty()) {
    view.empty = render::Empty{.title = messages.text("event.empty"), .text = messages.text("event.empty_text")};
    if (view.may_change) {
      view.empty->path = "/events/new";
      view.empty->action = messages.text("event.add");
    }
  }
  return needs->pages->page(
      req, {.title = messages.text("event.title"), .nav = kNav, .back = {}, .back_label = {}, .width = render::Head::Width::table},
      "events/list", view);
}

// What an organizer pastes into the group.
std::string text_to_paste(const i18n::Messages& messages, const EventRow& event, const std::vector<EditionRow>& editions,
                          const std::string& link) {
  std::string text = messages.text("event.paste.begin", {{"name", name_of(messages, event)}}) + "\n";
  for (const auto& edition : editions) {
    if (edition.cancelled) continue;
    text += messages.text("event.paste.edition", {{"name", name_of(messages, edition)}, {"when", span_of(messages, edition)}}) + "\n";
  }
  return text + messages.text("event.paste.end") + "\n" + link;
}

Result<std::optional<render::Notice>> last_year(const i18n::Messages& messages, storage::ReadTx& tx, const EventDetails& details) {
  if (!details.copied_from) return std::optional<render::Notice>{};
  TRY(const auto before, find_event(tx, *details.copied_from));
  TRY(const auto said, event_details_of(tx, *details.copied_from));
  if (!before || said.handover.empty()) return std::optional<render::Notice>{};
  return std::optional(render::Notice{.tone = render::Tone::info,
                                      .title = messages.text("event.last_year", {{"name", name_of(messages, *before)}}),
                                      .text = said.handover});
}

Result<render::Facts> facts_of(const i18n::Messages& messages, storage::ReadTx& tx, const EventRow& event, const EventDetails& details) {
  render::Facts facts;
  facts.rows.push_back({messages.text("event.field.date_ms"), i18n::format_date(from_ms(event.date_ms), event.zone, messages.language())});
  facts.rows.push_back(
      {messages.text("event.fact.link_trust"), messages.text("event.link_trust." + std::string(enum_name(details.link_trust)))});
  if (details.copied_from) {
    TRY(const auto before, find_event(tx, *details.copied_from));
    if (before) facts.rows.push_back({messages.text("event.copied_from"), name_of(messages, *before), path_of(before->id)});
  }
  TRY(const auto copies, copied_to(tx, event.id));
  for (const auto& copy : copies) facts.rows.push_back({messages.text("event.copied_to"), name_of(messages, copy), path_of(copy.id)});
  return facts;
}

Status show_link(const Needs& needs, const web::Req& req, const EventRow& event, const std::vector<EditionRow>& editions,
                 const std::string& slug, EventView& view) {
  if (slug.empty()) return {};
  const auto& messages = needs->pages->messages(req.http);
  const auto link = full_link(*needs, req, event_path(slug));
  view.page_path = event_path(slug);
  view.link = render::Copy{.id = "link", .label = messages.text("event.link"), .text = link, .rows = 1};
  view.text = render::Copy{.id = "paste",
                           .label = messages.text("event.paste"),
                           .text = text_to_paste(messages, event, editions, link),
                           .rows = std::ssize(editions) + 4};
  TRY(view.qr.text, needs->qr_picture(link));
  view.has_qr = true;
  return {};
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto event, get_event(tx, req.actor, id));
  TRY(const auto details, event_details_of(tx, id));
  TRY(const auto editions, get_editions(tx, req.actor, id));
  EventView view;
  view.path = path_of(id);
  view.may_change = is_admin(req);
  TRY(view.last_year, last_year(messages, tx, details));
  TRY(view.facts, facts_of(messages, tx, event, details));
  TRYV(show_link(needs, req, event, editions, details.slug, view));
  view.description = details.description;
  view.handover = details.handover;
  TRY(view.editions, lines_of(needs, req, tx, id));
  view.has_editions = !view.editions.empty();
  return needs->pages->page(req,
                            {.title = name_of(messages, event),
                             .nav = kNav,
                             .back = kNav,
                             .back_label = messages.text("event.title"),
                             .width = render::Head::Width::table},
                            "events/event", view);
}

Result<web::Response> ask_rotate(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto event, get_event(tx, req.actor, id));
  TRY(const auto details, event_details_of(tx, id));
  const LinkView view{.confirm = {.text = messages.text("event.rotate.text"),
                                  .points = {messages.text("event.rotate.point_old"), messages.text("event.rotate.point_people"),
                                             messages.text("event.rotate.point_paste")},
                                  .button = {.action = path_of(id) + "/link",
                                             .label = messages.text("event.rotate.submit"),
                                             .look = render::Look::danger,
                                             .version = details.version},
                                  .cancel = path_of(id)}};
  return needs->pages->page(
      req, {.title = messages.text("event.rotate.title"), .nav = kNav, .back = path_of(id), .back_label = name_of(messages, event)},
      "events/confirm", view);
}

Result<web::Response> rotate(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRYV(rotate_link(tx, req.actor, id, hidden_number(req.form, "version")));
  return needs->pages->see_other(path_of(id), {.key = "flash.event_link", .args = {}});
}

}  // namespace

web::Routes event_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/events", web::kOrganizers, reads(needs, list)), page(get, "/events/{event}", web::kOrganizers, reads(needs, show)),
          page(get, "/events/{event}/link", web::kAdmin, reads(needs, ask_rotate)),
          page(post, "/events/{event}/link", web::kAdmin, writes(needs, rotate))};
}

}  // namespace uke::server::events
