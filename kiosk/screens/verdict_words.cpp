#include "kiosk/screens/verdict_words.h"

#include <array>

namespace uke::kiosk::screens {

using desk::Verdict;

namespace {

constexpr std::string_view kPlaceholder = "{name}";

// Removes one of these at the ends, again and again.
std::string trimmed(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kMarks{" ", "、", ",", "，", "!", "！", "。", "\n"};
  for (bool again = true; again;) {
    again = false;
    for (const auto mark : kMarks) {
      if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
        again = true;
      } else if (text.ends_with(mark)) {
        text.remove_suffix(mark.size());
        again = true;
      }
    }
  }
  return std::string(text);
}

std::string money(const Context& c, Yen yen) { return i18n::format_yen(c.messages, yen); }

std::string shown_name(const desk::Attendee& attendee) {
  if (!attendee.shown_name.empty()) return attendee.shown_name;
  if (attendee.family_name.empty()) return attendee.given_name;
  return attendee.given_name.empty() ? attendee.family_name : attendee.family_name + " " + attendee.given_name;
}

void person(const Context& c, const desk::Decision& decision, VerdictWords& words) {
  if (!decision.attendee) return;
  const auto& attendee = *decision.attendee;
  const auto name = shown_name(attendee);
  if (name.empty()) {
    words.name = attendee.holder ? c.text("verdict.companion") : "";
    return;
  }
  words.kana = attendee.kana;
  words.name = c.text("verdict.name", {{"name", name}});
  words.small = attendee.department;
  if (!attendee.years.empty()) words.small += (words.small.empty() ? "" : "　") + attendee.years;
}

void notes(const Context& c, const desk::Attendee& attendee, VerdictWords& words) {
  if (!attendee.table.empty()) words.notes.push_back(c.text("note.table", {{"table", attendee.table}}));
  for (const auto& goods : attendee.goods) {
    if (goods.quantity > 0) words.notes.push_back(c.text("note.goods", {{"name", goods.name}, {"count", goods.quantity}}));
  }
  if (!attendee.photo_ok) words.notes.push_back(c.text("note.no_photo"));
  // What reception should see is no business of a screen that attendees stand at alone.
  if (!attendee.note.empty() && c.state.mode == desk::DeskMode::staffed) words.notes.push_back(attendee.note);
}

void admitted(const Context& c, const desk::Decision& decision, VerdictWords& words) {
  const auto& edition = c.state.status.edition;
  if (decision.unlisted || !decision.attendee || words.name.empty()) {
    words.headline = c.text("verdict.admitted.unnamed");
    words.detail = decision.unlisted ? c.text("verdict.admitted.unlisted") : "";
    return;
  }
  const auto& own = c.japanese() ? edition.greeting : edition.greeting_en;
  if (own.find(kPlaceholder) != std::string::npos) {
    const auto greeting = take_apart(own, shown_name(*decision.attendee));
    words.name = greeting.name;
    words.headline = greeting.rest;
  } else {
    words.headline = own.empty() ? c.text("verdict.admitted.headline") : own;
  }
  notes(c, *decision.attendee, words);
  if (decision.due.value <= 0) return;
  const bool alone = c.state.mode == desk::DeskMode::unattended;
  words.detail = alone ? c.text("verdict.admitted.pay_later") : c.text("verdict.admitted.due", {{"amount", money(c, decision.due)}});
}

void cancelled(const Context& c, const desk::Decision& decision, VerdictWords& words) {
  const bool waiting = decision.state == desk::RsvpState::waiting;
  const bool no = decision.state == desk::RsvpState::no;
  words.headline = c.text(waiting ? "verdict.cancelled.waiting" : no ? "verdict.cancelled.no" : "verdict.cancelled.headline");
  words.detail = c.text("verdict.staff_helps");
}

void other_edition(const Context& c, const desk::Decision& decision, VerdictWords& words) {
  const auto& there = c.named(decision.other_name, decision.other_name_en);
  const auto& edition = c.state.status.edition;
  words.headline = there.empty() ? c.text("verdict.other_edition.unknown") : c.text("verdict.other_edition.headline", {{"edition", there}});
  words.detail = c.text("verdict.other_edition.detail", {{"here", c.named(edition.name, edition.name_en)}});
}

}  // namespace

Greeting take_apart(std::string_view greeting, std::string_view name) {
  const auto at = greeting.find(kPlaceholder);
  if (at == std::string_view::npos) return {std::string(name), trimmed(greeting)};
  const auto before = greeting.substr(0, at);
  auto after = greeting.substr(at + kPlaceholder.size());
  // さん and 様 stay with the name; whatever follows a mark or a space does not.
  std::size_t end = 0;
  while (end < after.size() && !after.substr(end).starts_with("、") && after[end] != ',' && after[end] != ' ' && after[end] != '!') ++end;
  const auto suffix = after.substr(0, end);
  after.remove_prefix(end);
  const auto first = trimmed(before);
  const auto second = trimmed(after);
  return {std::string(name) + std::string(suffix), first.empty() || second.empty() ? first + second : first + " " + second};
}

VerdictWords words_of(const Context& c, const app::VerdictScreen& verdict) {
  const auto& decision = verdict.outcome->decision;
  VerdictWords words;
  person(c, decision, words);
  switch (decision.verdict) {
    case Verdict::unreadable:
      words.headline = c.text("verdict.unreadable.headline");
      words.detail = c.text("verdict.unreadable.detail");
      break;
    case Verdict::forged:
      words.headline = c.text("verdict.forged.headline");
      words.detail = c.text("verdict.staff_helps");
      break;
    case Verdict::other_event: {
      words.headline = c.text("verdict.other_event.headline");
      const auto date = i18n::format_date(from_ms(decision.other_date_ms), decision.other_zone, c.messages.language());
      words.detail = c.named(decision.other_name, decision.other_name_en) + "　|" + date + "\n" + c.text("verdict.staff_helps");
      break;
    }
    case Verdict::already_in:
      words.headline = c.text("verdict.already_in.headline");
      words.detail = c.text("verdict.already_in.detail");
      words.small = c.time(decision.already_at_ms) + "　" + decision.already_desk;
      break;
    case Verdict::cancelled: cancelled(c, decision, words); break;
    case Verdict::other_edition: other_edition(c, decision, words); break;
    case Verdict::not_yet:
      words.headline = c.text("verdict.not_yet.headline", {{"time", c.time(decision.doors_open_ms)}});
      words.detail = c.text("verdict.not_yet.detail");
      break;
    case Verdict::over: words.headline = c.text("verdict.staff_helps"); break;
    case Verdict::online_ticket:
      words.headline = c.text("verdict.online_ticket.headline");
      words.detail = c.text("verdict.online_ticket.detail");
      break;
    case Verdict::pay_first: words.headline = c.text("verdict.pay_first.headline", {{"amount", money(c, app::due_on(verdict))}}); break;
    case Verdict::admitted:
      if (app::is_in(*verdict.outcome)) {
        admitted(c, decision, words);
      } else {
        words.headline = c.text("verdict.unlisted.headline");
        words.detail = c.text("verdict.staff_helps");
      }
      break;
  }
  return words;
}

}  // namespace uke::kiosk::screens
