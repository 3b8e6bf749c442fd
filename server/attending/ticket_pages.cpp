// A ticket: shown at the door, saved as a picture, printed. Whoever has its address may see it; nothing can be changed here.
#include "server/attending/kit.h"
#include "server/attending/words.h"
#include "server/tickets/rules.h"
#include "server/tickets/site.h"

#include <algorithm>
#include <array>

namespace uke::server::attending {
namespace {

// A ticket that one of our events signed, and whose answer is there.
struct Held {
  rsvps::AttendeeRow row;
  std::optional<rsvps::AttendeeRow> holder;  // of a companion
  Occasion occasion;
  Venue venue;
  bool is_held = false;  // waits for an organizer's approval

  [[nodiscard]] bool is_valid() const { return row.state == desk::RsvpState::yes && !venue.edition.cancelled; }
};

struct TicketPage {
  std::string name;
  std::string event;
  std::string where;
  std::string when;
  std::string doors;
  std::string place;
  std::string contact;
  std::string code;
  render::Html qr;
  std::string notice;  // why there is no code to show
  std::string notice_text;
  std::string online;  // how somebody who takes part online uses it
  std::string picture;
  std::string pdf;
};
BOOST_DESCRIBE_STRUCT(TicketPage, (),
                      (name, event, where, when, doors, place, contact, code, qr, notice, notice_text, online, picture, pdf))

std::string upper(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return folded;
}

Result<bool> is_signed(storage::ReadTx& tx, const rsvps::AttendeeRow& row, const ticket::Token& token) {
  TRY(const auto event, events::event_for_desk(tx, row.event));
  if (!event || event->event_no != token.payload.event_no) return false;
  const auto key = std::ranges::find(event->keys, static_cast<std::int64_t>(token.payload.key_no), &desk::EventKey::key_no);
  return key != event->keys.end() && ticket::verify(token, key->key);
}

Result<std::optional<Held>> held_ticket(storage::ReadTx& tx, std::string_view text) {
  const auto token = ticket::parse_token(upper(text));
  if (!token) return std::optional<Held>{};
  TRY(auto row, rsvps::find_by_ticket(tx, token->payload.no));
  if (!row) return std::optional<Held>{};
  TRY(const bool genuine, is_signed(tx, *row, *token));
  if (!genuine) return std::optional<Held>{};
  Held held{.row = std::move(*row), .holder = {}, .occasion = {}, .venue = {}};
  if (held.row.holder) {
    TRY(held.holder, rsvps::find_attendee(tx, *held.row.holder));
  }
  TRY(held.occasion, occasion_of(tx, held.row.event));
  TRY(held.venue, venue_of(tx, held.row.edition));
  TRY(const auto details, rsvps::details_of(tx, held.holder ? held.holder->id : held.row.id));
  held.is_held = details.held;
  return std::optional(std::move(held));
}

void say_why_not(const Messages& m, const Held& held, TicketPage& view) {
  std::string word(enum_name(held.row.state));
  if (held.is_held) word = "held";
  if (held.venue.edition.cancelled) word = "edition_cancelled";
  view.notice = m.text("attending.ticket.not." + word);
  view.notice_text = m.text("attending.ticket.not_text");
}

Result<web::Response> show_ticket(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const bool is_staff = (req.actor.access & web::kOrganizers) != 0;
  if (is_staff && parts.staff_ticket && req.query("as") != "attendee") return parts.staff_ticket(req, tx, upper(req.at("token")));
  TRY(const auto held, held_ticket(tx, req.at("token")));
  if (!held) return not_here(parts, req, Lost::ticket);
  const auto& m = parts.pages->messages(req.http);
  const auto& edition = held->venue.edition;
  const bool onsite = held->row.mode == desk::Mode::onsite;
  TicketPage view{.name = person_of(m, held->row, held->holder ? &*held->holder : nullptr),
                  .event = events::name_of(m, held->occasion.event),
                  .where = where_name(m, held->venue, held->row.mode),
                  .when = when_of(m, edition),
                  .doors = onsite ? doors_of(m, edition) : std::string(),
                  .place = onsite ? edition.place : std::string(),
                  .contact = held->venue.details.contact,
                  .code = {},
                  .qr = {},
                  .notice = {},
                  .notice_text = {},
                  .online = onsite ? std::string() : m.text("attending.ticket.online"),
                  .picture = {},
                  .pdf = {}};
  if (held->is_valid()) {
    // As it stands today: another edition since this address was made changes what is signed.
    TRY(const auto link, ticket_link(parts, req, tx, held->row));
    TRY(view.qr.text, parts.qr_picture(link.qr_text));
    view.code = ticket::format_short_code(held->row.short_code);
    view.picture = link.path + "/picture.png";
    view.pdf = link.path + "/ticket.pdf";
  } else {
    say_why_not(m, *held, view);
  }
  return parts.pages->page(req, {.title = m.text("attending.ticket.title"), .home = event_path(held->occasion)}, "attending/ticket", view);
}

// On a worker: drawing takes tens of milliseconds.
enum class Form : std::uint8_t { picture, pdf };
Result<Outcome> draw_ticket(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, Form form) {
  TRY(const auto held, held_ticket(tx, req.at("token")));
  if (!held || !held->is_valid()) {
    TRY(auto lost, not_here(parts, req, Lost::ticket));
    return Outcome(std::move(lost));
  }
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto face, rsvps::ticket_face(tx, held->row, tickets::host_of({.url = parts.url}, req.http.header("host")), m));
  web::Response response;
  response.header("cache-control", "private, no-store");
  const bool is_picture = form == Form::picture;
  response.header("content-type", is_picture ? "image/png" : "application/pdf");
  response.header("content-disposition", is_picture ? "inline; filename=\"ticket.png\"" : "inline; filename=\"ticket.pdf\"");
  if (is_picture) {
    TRY(response.body, tickets::ticket_png(face));
  } else {
    TRY(response.body, tickets::tickets_pdf(std::array{face}, face.event));
  }
  return Outcome(std::move(response));
}

}  // namespace

web::Routes ticket_pages(const PagePartsPtr& parts) {
  const auto draw = [parts](Form form) {
    return web::Work([parts, form](const web::Req& req, storage::ReadTx& tx) { return draw_ticket(*parts, req, tx, form); });
  };
  return {
      page_get("/T/{token}", web::Read([parts](const web::Req& req, storage::ReadTx& tx) { return show_ticket(*parts, req, tx); })),
      page_get("/T/{token}/picture.png", draw(Form::picture)),
      page_get("/T/{token}/ticket.pdf", draw(Form::pdf)),
  };
}

}  // namespace uke::server::attending
