// The personal page: one's own answer, its tickets, and what can be done about it.
#include "server/attending/my_kit.h"
#include "server/attending/words.h"
#include "server/tickets/site.h"

#include <algorithm>

namespace uke::server::attending {
namespace {

struct TicketView {
  std::string name;
  std::string code;
  render::Html qr;
  std::string path;
  std::string cancel;  // of a companion: path of the page that takes them back; "" for nobody's
};
BOOST_DESCRIBE_STRUCT(TicketView, (), (name, code, qr, path, cancel))

struct GuideView {
  std::string text;  // "" before the doors open
  std::string later;
};
BOOST_DESCRIBE_STRUCT(GuideView, (), (text, later))

struct MyView {
  std::string event;
  std::string where;
  render::Chip state;
  std::vector<render::Notice> notices;
  std::optional<TicketView> ticket;
  std::vector<TicketView> companions;
  std::optional<GuideView> guide;
  render::Facts facts;
  std::string map;
  std::optional<render::PostButton> late;
  bool is_late = false;
  std::optional<render::PostButton> restore;
  std::string edit;  // paths; "" where it is not possible
  std::string move;
  std::string cancel;
  std::string calendar;
  std::string google;
  std::vector<std::string> rules;
  std::string mail;
  render::Copy link;
  std::string data;
  std::string erase;
};
BOOST_DESCRIBE_STRUCT(MyView, (),
                      (event, where, state, notices, ticket, companions, guide, facts, map, late, is_late, restore, edit, move, cancel,
                       calendar, google, rules, mail, link, data, erase))

Result<TicketView> ticket_view(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine,
                               const rsvps::AttendeeRow& row) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto link, ticket_link(parts, req, tx, row));
  TRY(auto qr, parts.qr_picture(link.qr_text));
  return TicketView{.name = person_of(m, row, &mine.row()),
                    .code = ticket::format_short_code(row.short_code),
                    .qr = {std::move(qr)},
                    .path = link.path,
                    .cancel = row.holder ? my_path(mine.own) + "/companions/" + row.id.to_string() + "/cancel" : std::string()};
}

Status add_tickets(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine, MyView& view) {
  if (!mine.is_coming() || mine.venue.edition.cancelled) return {};
  TRY(view.ticket, ticket_view(parts, req, tx, mine, mine.row()));
  for (const auto& companion : companions_of(mine.own)) {
    if (companion.state != desk::RsvpState::yes) continue;
    TRY(auto one, ticket_view(parts, req, tx, mine, companion));
    view.companions.push_back(std::move(one));
  }
  return {};
}

std::vector<render::Notice> notices_of(const Messages& m, const Mine& mine, Time now) {
  using render::Tone;
  std::vector<render::Notice> notices;
  const auto& edition = mine.venue.edition;
  const auto add = [&](Tone tone, std::string title, std::string text) {
    notices.push_back({.tone = tone, .title = std::move(title), .text = std::move(text)});
  };
  if (edition.cancelled) {
    add(Tone::attention, m.text("attending.my.edition_cancelled"), m.text("attending.my.edition_cancelled_text"));
    return notices;
  }
  if (mine.own.details.held) {
    add(Tone::info, m.text("attending.my.held"), m.text("attending.my.held_text"));
  } else if (mine.row().state == desk::RsvpState::waiting) {
    const auto place = std::max<std::int64_t>(1, mine.own.place_in_line);
    add(Tone::info, m.text("attending.my.waiting", {{"place", place}}), m.text("attending.my.waiting_text"));
  } else if (mine.row().state == desk::RsvpState::maybe) {
    const auto until_ms = mine.venue.details.maybe_until_ms;
    auto text = m.text("attending.my.maybe_text");
    if (until_ms != 0) text = m.text("attending.my.maybe_until", {{"when", deadline_of(m, edition, until_ms)}});
    add(Tone::info, m.text("attending.my.maybe"), std::move(text));
  } else if (mine.row().state == desk::RsvpState::cancelled) {
    add(Tone::info, m.text("attending.my.cancelled"), m.text("attending.my.cancelled_text"));
  } else if (mine.row().state == desk::RsvpState::no) {
    add(Tone::info, m.text("attending.my.no"), m.text("attending.my.no_text"));
  }
  if (to_ms(now) > edition.ends_ms && mine.is_coming()) add(Tone::info, m.text("attending.my.over"), {});
  return notices;
}

render::Facts facts_of(const Messages& m, const Mine& mine) {
  render::Facts facts;
  const auto add = [&](std::string_view key, std::string value) {
    if (!value.empty()) facts.rows.push_back({.label = m.text(key), .value = std::move(value)});
  };
  const auto& edition = mine.venue.edition;
  const bool onsite = mine.row().mode == desk::Mode::onsite;
  add("attending.when_label", when_of(m, edition) + (onsite ? "\n" + doors_of(m, edition) : std::string()));
  add("attending.where_label", where_name(m, mine.venue, mine.row().mode) + (onsite && !edition.place.empty() ? "\n" + edition.place : ""));
  std::string names;
  for (const auto& companion : companions_of(mine.own)) {
    names += (names.empty() ? "" : "\n") + (companion.shown_name.empty() ? m.text("attending.nameless") : companion.shown_name);
  }
  add("attending.group.companions", names);
  std::string goods;
  for (const auto& ordered : mine.own.rsvp.goods) {
    goods += (goods.empty() ? "" : "\n") + m.text("attending.goods_ordered", {{"name", ordered.name}, {"count", ordered.quantity}});
  }
  add("attending.group.goods", goods);
  const auto due = due_of(mine.own);
  if (due.value > 0) {
    const bool stands = mine.row().state != desk::RsvpState::cancelled;
    const bool pays_there = stands && onsite;
    add(stands ? "attending.due" : "attending.due_cancelled",
        m.text(pays_there ? "attending.due_at_door" : "attending.due_plain", {{"amount", i18n::format_yen(m, due)}}));
  }
  if (due.value <= 0 && mine.row().prepaid.value > 0) add("attending.due", m.text("attending.paid"));
  const auto& details = mine.own.details;
  add("attending.field.food", details.food);
  if (details.after_party != rsvps::AfterParty::unsaid && mine.venue.details.asks_after_party) {
    add("attending.field.after_party", m.text("attending.after_party." + std::string(enum_name(details.after_party))) +
                                           (mine.venue.details.after_party.empty() ? "" : "\n" + mine.venue.details.after_party));
  }
  add("attending.contact_label", mine.venue.details.contact);
  return facts;
}

Result<std::string> mail_words(const PageParts& parts, const Messages& m, storage::ReadTx& tx, const Mine& mine) {
  if (!parts.mail.on()) return m.text("attending.mail.off");
  if (!mine.row().email || mine.row().email->empty()) return m.text("attending.mail.none");
  TRY(const auto told, mail::told(tx, mine.row().id.to_string()));
  if (told.empty()) return m.text("attending.mail.soon", {{"address", *mine.row().email}});
  const auto& newest = told.front();
  const auto key = "attending.mail." + std::string(enum_name(newest.state));
  return m.text(key, {{"address", *mine.row().email}, {"when", events::moment(m, newest.at_ms, mine.venue.edition.zone)}});
}

std::optional<GuideView> guide_of(const Messages& m, const Mine& mine, Time now) {
  if (!mine.is_coming() || mine.row().mode != desk::Mode::online || mine.venue.edition.cancelled) return std::nullopt;
  const auto& edition = mine.venue.edition;
  if (to_ms(now) >= edition.doors_open_ms && !mine.venue.details.online_guide.empty()) {
    return GuideView{.text = mine.venue.details.online_guide, .later = {}};
  }
  return GuideView{.text = {},
                   .later = m.text("attending.guide_later", {{"when", events::moment(m, edition.doors_open_ms, edition.zone)}})};
}

void add_actions(const PageParts& parts, const web::Req& req, const Messages& m, const Mine& mine, Time now, MyView& view) {
  const auto& row = mine.row();
  const auto path = my_path(mine.own);
  const auto& edition = mine.venue.edition;
  const bool stands = row.state != desk::RsvpState::cancelled && !edition.cancelled;
  const bool is_over = to_ms(now) > edition.ends_ms;
  const bool is_open = !refusal_of(mine.venue, now);
  if (row.state == desk::RsvpState::cancelled && is_open) {
    view.restore = render::PostButton{
        .action = path + "/undo", .label = m.text("attending.my.restore"), .look = render::Look::primary, .version = row.version};
  }
  if (!stands || is_over) return;
  if (is_open) view.edit = path + "/edit";
  view.move = path + "/switch";
  if (row.state != desk::RsvpState::no) view.cancel = path + "/cancel";
  if (mine.is_coming() && row.mode == desk::Mode::onsite) {
    view.is_late = row.late;
    view.late = render::PostButton{.action = path + "/late",
                                   .label = m.text(row.late ? "attending.my.on_time" : "attending.my.late"),
                                   .version = row.version,
                                   .fields = {{"late", row.late ? "0" : "1"}}};
  }
  if (!mine.is_coming()) return;
  view.calendar = path + "/calendar.ics";
  const auto host = tickets::host_of({.url = parts.url}, req.http.header("host"));
  view.google = mail::google_calendar_link(calendar_of(m, mine, host, full_link(parts, req, event_path(mine.occasion)), now));
  view.rules = rule_lines(m, mine.venue);
}

Result<web::Response> show_mine(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine) {
  const auto& m = parts.pages->messages(req.http);
  const auto now = tx.now();
  MyView view;
  view.event = events::name_of(m, mine.occasion.event);
  view.where = where_name(m, mine.venue, mine.row().mode);
  view.state = state_chip(m, mine.row().state, mine.own.details.held);
  view.notices = notices_of(m, mine, now);
  TRYV(add_tickets(parts, req, tx, mine, view));
  view.guide = guide_of(m, mine, now);
  view.facts = facts_of(m, mine);
  if (mine.row().mode == desk::Mode::onsite) view.map = mine.venue.details.map_url;
  add_actions(parts, req, m, mine, now, view);
  TRY(view.mail, mail_words(parts, m, tx, mine));
  view.link = {.id = "link", .label = m.text("attending.my.link"), .text = full_link(parts, req, my_path(mine.own)), .rows = 1};
  view.data = my_path(mine.own) + "/data.json";
  view.erase = my_path(mine.own) + "/delete";
  const render::Head head{.title = m.text("attending.my.title", {{"name", m.text("ticket.name", {{"name", mine.row().shown_name}})}}),
                          .back = event_path(mine.occasion),
                          .back_label = view.event,
                          .home = event_path(mine.occasion)};
  return parts.pages->page(req, head, "attending/my", view);
}

Result<web::Response> say_late(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Mine& mine) {
  const bool is_late = req.form.text("late") == "1";
  const auto changed = tx.savepoint([&] { return rsvps::own_late(tx, mine.own.secret, version_of(req.form), is_late); });
  return after(parts, req, mine, changed, {.key = is_late ? "flash.answer_late" : "flash.answer_on_time", .args = {}});
}

// The flash's button sends no version: it takes back what was done a moment ago.
Result<web::Response> restore(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Mine& mine) {
  if (mine.row().state != desk::RsvpState::cancelled) return parts.pages->see_other(my_path(mine.own));
  const auto version = version_of(req.form) != 0 ? version_of(req.form) : mine.row().version;
  const auto changed = tx.savepoint([&] { return rsvps::own_restore(tx, mine.own.secret, version); });
  return after(parts, req, mine, changed, {.key = "flash.answer_restored", .args = {}});
}

Result<web::Response> calendar_file(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine) {
  const auto& m = parts.pages->messages(req.http);
  const auto host = tickets::host_of({.url = parts.url}, req.http.header("host"));
  web::Response response;
  response.header("content-type", "text/calendar; charset=utf-8").header("content-disposition", "attachment; filename=\"uketsuke.ics\"");
  TRY(response.body, mail::calendar_file(calendar_of(m, mine, host, full_link(parts, req, event_path(mine.occasion)), tx.now())));
  return response;
}

}  // namespace

web::Routes my_pages(const PagePartsPtr& parts) {
  return {
      page_get("/my/{secret}", looks(parts, show_mine)),
      page_get("/my/{secret}/calendar.ics", looks(parts, calendar_file)),
      page_post("/my/{secret}/late", changes(parts, say_late)),
      page_post("/my/{secret}/undo", changes(parts, restore)),
  };
}

}  // namespace uke::server::attending
