// For organizers: how the letters to attendees look, with a made-up person.
#include "server/attending/kit.h"
#include "server/attending/letters.h"
#include "server/events/page_kit.h"
#include "server/render/parts.h"
#include "server/tickets/qr.h"

#include <array>

namespace uke::server::attending {
namespace {

using enum LetterKind;
constexpr std::array kKinds = {confirmed,         changed,         promoted, approved,      declined,    cancelled,
                               edition_cancelled, edition_changed, expired,  reminder_week, reminder_day};

// Own styles, and the picture inside of the letter; nothing from elsewhere, no script.
constexpr std::string_view kLetterPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

struct SampleView {
  std::string name;
  std::string subject;
  std::string text;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(SampleView, (), (name, subject, text, path))

struct LettersPage {
  render::Tabs tabs;
  bool off = false;  // no mail server is configured
  std::vector<SampleView> samples;
};
BOOST_DESCRIBE_STRUCT(LettersPage, (), (tabs, off, samples))

Result<Mine> sample_of(storage::ReadTx& tx, const Messages& m, EditionId id) {
  Mine mine{.own = {}, .occasion = {}, .venue = {}};
  TRY(mine.venue, venue_of(tx, id));
  TRY(mine.occasion, occasion_of(tx, mine.venue.edition.event));
  auto& row = mine.own.rsvp.attendee;
  row.event = mine.venue.edition.event;
  row.edition = id;
  row.shown_name = m.text("attending.letters.sample_name");
  row.mode = offers(mine.venue, desk::Mode::onsite) ? desk::Mode::onsite : desk::Mode::online;
  row.fee = row.mode == desk::Mode::onsite ? mine.venue.edition.door_fee : mine.venue.details.online_fee;
  row.short_code = "00000000";
  mine.own.secret = m.text("attending.letters.sample_secret");
  return mine;
}

Result<mail::Letter> sample_letter(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, Mine mine, LetterKind kind) {
  const auto& m = parts.pages->messages(req.http);
  if (kind == cancelled || kind == expired) mine.own.rsvp.attendee.state = desk::RsvpState::cancelled;
  if (kind == edition_cancelled) mine.venue.edition.cancelled = true;
  const auto url = full_link(parts, req, "");
  TRY(const auto code, tickets::qr_modules(url));
  TRY(auto png, tickets::qr_png(code, 240));
  return compose(m, kind, mine, {.url = url, .qr_png = std::move(png), .now = tx.now()});
}

std::string path_of(EditionId edition, LetterKind kind) {
  return "/editions/" + edition.to_string() + "/letters/" + std::string(enum_name(kind));
}

Result<web::Response> show_letters(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto id = EditionId::parse(req.at("edition"));
  if (!id) return fail(ErrorCode::not_found, "attending.letters", "no such edition");
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto mine, sample_of(tx, m, *id));
  LettersPage view{.tabs = events::edition_tabs(m, req.actor, *id, events::EditionTab::messages), .off = !parts.mail.on(), .samples = {}};
  for (const auto kind : kKinds) {
    TRY(const auto letter, sample_letter(parts, req, tx, mine, kind));
    view.samples.push_back({.name = m.text("attending.letters." + std::string(enum_name(kind))),
                            .subject = letter.subject,
                            .text = mail::render_letter(letter, m).text,
                            .path = path_of(*id, kind)});
  }
  const render::Head head{.title = m.text("attending.letters.title"),
                          .nav = "/events",
                          .back = "/editions/" + id->to_string() + "/messages",
                          .back_label = m.text("attending.letters.back")};
  return parts.pages->page(req, head, "attending/letters", view);
}

Result<web::Response> show_letter(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto id = EditionId::parse(req.at("edition"));
  const auto kind = enum_value<LetterKind>(req.at("kind"));
  if (!id || !kind) return fail(ErrorCode::not_found, "attending.letters", "no such letter");
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto mine, sample_of(tx, m, *id));
  TRY(const auto letter, sample_letter(parts, req, tx, mine, *kind));
  web::Response response;
  response.header("content-type", "text/html; charset=utf-8").header("content-security-policy", std::string(kLetterPolicy));
  response.body = mail::render_letter(letter, m).html;
  return response;
}

}  // namespace

web::Routes letter_pages(const PagePartsPtr& parts) {
  return {
      page_get("/editions/{edition}/letters",
               web::Read([parts](const web::Req& req, storage::ReadTx& tx) { return show_letters(*parts, req, tx); }), web::kAdmin),
      page_get("/editions/{edition}/letters/{kind}",
               web::Read([parts](const web::Req& req, storage::ReadTx& tx) { return show_letter(*parts, req, tx); }), web::kAdmin),
  };
}

}  // namespace uke::server::attending
