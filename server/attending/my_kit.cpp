#include "server/attending/my_kit.h"

#include "server/attending/words.h"

#include <algorithm>

namespace uke::server::attending {
namespace {

struct RefusedView {
  std::string sentence;
  std::string text;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(RefusedView, (), (sentence, text, path))

constexpr std::int64_t kSequenceFrom = 1'767'225'600;  // 2026-01-01, in seconds

}  // namespace

Result<std::optional<Mine>> mine_of(storage::ReadTx& tx, std::string_view secret) {
  auto own = rsvps::own_answer(tx, secret);
  if (!own && own.error().code == ErrorCode::not_found) return std::optional<Mine>{};
  if (!own) return std::unexpected(std::move(own.error()));
  Mine mine{.own = std::move(*own), .occasion = {}, .venue = {}};
  TRY(mine.occasion, occasion_of(tx, mine.row().event));
  TRY(mine.venue, venue_of(tx, mine.row().edition));
  return std::optional(std::move(mine));
}

web::Read looks(const PagePartsPtr& parts, Look look) {
  return [parts, look](const web::Req& req, storage::ReadTx& tx) -> Result<web::Response> {
    TRY(const auto mine, mine_of(tx, req.at("secret")));
    if (!mine) return not_here(*parts, req, Lost::answer);
    return look(*parts, req, tx, *mine);
  };
}

web::Write changes(const PagePartsPtr& parts, Change change) {
  return [parts, change](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto mine, mine_of(tx, req.at("secret")));
    if (!mine) return not_here(*parts, req, Lost::answer);
    return change(*parts, req, tx, *mine);
  };
}

render::Head head_of(const i18n::Messages& m, const Mine& mine, std::string title) {
  return {
      .title = std::move(title), .back = my_path(mine.own), .back_label = m.text("attending.my.back"), .home = event_path(mine.occasion)};
}

Result<web::Response> show_refused(const PageParts& parts, const web::Req& req, const Mine& mine, const Error& error) {
  const auto& m = parts.pages->messages(req.http);
  RefusedView view{.sentence = {}, .text = {}, .path = my_path(mine.own)};
  if (error.code == ErrorCode::stale) {
    view.sentence = m.text("attending.stale");
    view.text = m.text("attending.stale_text");
    return parts.pages->page(req, head_of(m, mine, m.text("attending.not_changed")), "attending/refused", view, 412);
  }
  const auto refusal = enum_value<rsvps::Refusal>(error.detail);
  if (error.code != ErrorCode::conflict || !refusal) return std::unexpected(error);
  view.sentence = refusal_sentence(m, *refusal);
  view.text = m.text("attending.refused_text");
  return parts.pages->page(req, head_of(m, mine, m.text("attending.not_changed")), "attending/refused", view, 409);
}

Result<web::Response> after(const PageParts& parts, const web::Req& req, const Mine& mine, const Result<rsvps::Own>& changed,
                            const render::Flash& flash) {
  if (!changed) return show_refused(parts, req, mine, changed.error());
  return parts.pages->see_other(my_path(*changed), flash);
}

Yen due_of(const rsvps::Own& own) {
  Yen due = own.rsvp.attendee.fee - own.rsvp.attendee.prepaid;
  for (const auto& companion : own.rsvp.companions) due += companion.fee - companion.prepaid;
  return due;
}

std::vector<rsvps::AttendeeRow> companions_of(const rsvps::Own& own) {
  std::vector<rsvps::AttendeeRow> standing;
  for (const auto& companion : own.rsvp.companions) {
    if (companion.state != desk::RsvpState::cancelled) standing.push_back(companion);
  }
  return standing;
}

mail::CalendarEntry calendar_of(const i18n::Messages& m, const Mine& mine, std::string_view host, const std::string& link, Time now) {
  const auto& edition = mine.venue.edition;
  const bool stands = !edition.cancelled && mine.row().state != desk::RsvpState::cancelled && mine.row().state != desk::RsvpState::no;
  const auto changed_ms = std::max(mine.own.details.calendar_ms, mine.venue.details.changed_ms);
  const bool onsite = mine.row().mode == desk::Mode::onsite;
  mail::CalendarEntry entry{.uid = mine.row().id.to_string() + "@" + std::string(host),
                            .sequence = std::max<std::int64_t>(0, changed_ms / 1000 - kSequenceFrom),
                            .method = stands ? mail::CalendarEntry::Method::publish : mail::CalendarEntry::Method::cancel,
                            .title = m.text("attending.calendar_title", {{"event", events::name_of(m, mine.occasion.event)},
                                                                         {"where", where_name(m, mine.venue, mine.row().mode)}}),
                            .description = m.text(onsite ? "attending.calendar_text" : "attending.calendar_text_online"),
                            .place = onsite ? edition.place : m.text("attending.mode.online"),
                            .url = link,
                            .starts = from_ms(edition.starts_ms),
                            .ends = from_ms(std::max(edition.ends_ms, edition.starts_ms)),
                            .zone = edition.zone,
                            .made = now};
  if (onsite) entry.description += "\n" + doors_of(m, edition);
  return entry;
}

}  // namespace uke::server::attending
