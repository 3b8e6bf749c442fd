#include "server/attending/letters.h"

#include "server/attending/words.h"
#include "server/tickets/site.h"

namespace uke::server::attending {
namespace {

using i18n::Messages;
using enum LetterKind;

bool is_reminder(LetterKind kind) { return kind == reminder_week || kind == reminder_day; }
bool is_farewell(LetterKind kind) { return kind == cancelled || kind == declined || kind == edition_cancelled || kind == expired; }

// Of the sentences "attending.letter.<word>.subject" and "….text". A confirmation says what was answered.
std::string word_of(LetterKind kind, const Mine& mine) {
  if (kind != confirmed) return std::string(enum_name(kind));
  if (mine.own.details.held) return "held";
  return "answer_" + std::string(enum_name(mine.row().state));
}

std::vector<mail::Line> facts_of(const Messages& m, LetterKind kind, const Mine& mine) {
  std::vector<mail::Line> lines;
  const auto add = [&](std::string_view key, std::string value) {
    if (!value.empty()) lines.push_back({.label = m.text(key), .value = std::move(value)});
  };
  const auto& edition = mine.venue.edition;
  const bool onsite = mine.row().mode == desk::Mode::onsite;
  add("attending.when_label", when_of(m, edition) + (onsite ? "\n" + doors_of(m, edition) : std::string()));
  add("attending.where_label", where_name(m, mine.venue, mine.row().mode) + (onsite && !edition.place.empty() ? "\n" + edition.place : ""));
  if (is_farewell(kind)) return lines;
  std::string names;
  for (const auto& companion : companions_of(mine.own)) {
    names += (names.empty() ? "" : "\n") + (companion.shown_name.empty() ? m.text("attending.nameless") : companion.shown_name);
  }
  add("attending.group.companions", names);
  if (mine.own.place_in_line > 0) add("attending.state.waiting", m.text("attending.my.waiting", {{"place", mine.own.place_in_line}}));
  if (const auto due = due_of(mine.own); due.value > 0) {
    add("attending.due", m.text(onsite ? "attending.due_at_door" : "attending.due_plain", {{"amount", i18n::format_yen(m, due)}}));
  }
  add("attending.contact_label", mine.venue.details.contact);
  return lines;
}

std::vector<mail::Button> buttons_of(const Messages& m, LetterKind kind, const Mine& mine, const std::string& url) {
  std::vector<mail::Button> buttons;
  if (!url.empty()) buttons.push_back({.label = m.text("attending.letter.my_page"), .url = url + my_path(mine.own)});
  const bool comes_here = mine.is_coming() && mine.row().mode == desk::Mode::onsite;
  if (comes_here && !is_farewell(kind) && !mine.venue.details.map_url.empty()) {
    buttons.push_back({.label = m.text("attending.map"), .url = mine.venue.details.map_url});
  }
  return buttons;
}

std::string calendar_for(const Messages& m, LetterKind kind, const Mine& mine, const LetterGround& ground) {
  const bool was_in_it = mine.is_coming() || is_farewell(kind);
  if (ground.url.empty() || is_reminder(kind) || !was_in_it) return {};
  const auto host = tickets::host_of({.url = ground.url}, "");
  const auto file = mail::calendar_file(calendar_of(m, mine, host, ground.url + event_path(mine.occasion), ground.now));
  return file ? *file : std::string();  // a letter without the file is better than none
}

}  // namespace

LetterKind kind_of(rsvps::Notice notice) {
  switch (notice) {
    case rsvps::Notice::confirmed: return confirmed;
    case rsvps::Notice::changed: return changed;
    case rsvps::Notice::cancelled: return cancelled;
    case rsvps::Notice::promoted: return promoted;
    case rsvps::Notice::approved: return approved;
    case rsvps::Notice::declined: return declined;
    case rsvps::Notice::edition_cancelled: return edition_cancelled;
    case rsvps::Notice::edition_changed: return edition_changed;
    case rsvps::Notice::expired: break;
  }
  return expired;
}

bool shows_ticket(LetterKind kind, const Mine& mine) { return mine.is_coming() && !mine.venue.edition.cancelled && !is_farewell(kind); }

mail::Letter compose(const Messages& m, LetterKind kind, const Mine& mine, const LetterGround& ground) {
  const auto key = "attending.letter." + word_of(kind, mine);
  const auto event = events::name_of(m, mine.occasion.event);
  const auto where = where_name(m, mine.venue, mine.row().mode);
  const bool onsite = mine.row().mode == desk::Mode::onsite;
  mail::Letter letter;
  letter.language = m.language();
  letter.subject = m.text(key + ".subject", {{"event", event}, {"where", where}});
  letter.greeting = m.text("attending.letter.greeting", {{"name", mine.row().shown_name}});
  letter.paragraphs.push_back(m.text(key + ".text", {{"event", event}, {"where", where}}));
  if (is_reminder(kind)) {
    letter.paragraphs.push_back(m.text(onsite ? "attending.letter.reminder_onsite" : "attending.letter.reminder_online"));
  }
  if (kind == changed && mine.row().state != desk::RsvpState::yes) {
    letter.paragraphs.push_back(state_chip(m, mine.row().state, mine.own.details.held).text);
  }
  if (!is_farewell(kind) && mine.is_coming()) {
    if (auto rule = cancel_rule(m, mine.venue); !rule.empty() && !is_reminder(kind)) letter.paragraphs.push_back(std::move(rule));
  }
  if (kind == cancelled) {
    const auto due = due_of(mine.own);
    if (due.value > 0) letter.paragraphs.push_back(m.text("attending.cancel.costs", {{"amount", i18n::format_yen(m, due)}}));
  }
  if (shows_ticket(kind, mine) && !companions_of(mine.own).empty()) letter.paragraphs.push_back(m.text("attending.letter.companions"));
  letter.facts = facts_of(m, kind, mine);
  letter.buttons = buttons_of(m, kind, mine, ground.url);
  if (shows_ticket(kind, mine) && !ground.qr_png.empty()) {
    letter.picture_png = ground.qr_png;
    letter.picture_alt = m.text("attending.ticket.qr");
    letter.picture_caption = m.text("attending.letter.code", {{"code", ticket::format_short_code(mine.row().short_code)}});
  }
  if (!is_farewell(kind)) letter.closing.push_back(m.text("attending.letter.keep"));
  letter.calendar = calendar_for(m, kind, mine, ground);
  return letter;
}

}  // namespace uke::server::attending
