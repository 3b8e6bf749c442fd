#include "server/desk/seen_view.h"

#include "server/desk/pages_kit.h"
#include "server/events/page_kit.h"
#include "shared/i18n/dates.h"

#include <algorithm>

namespace uke::server::desk {
namespace {

using i18n::Messages;
using render::Look;

// What reception may do at a door, in the words of the record.
constexpr std::string_view kReasons[] = {"attends_after_all", "mix_up", "organizer_decided"};

std::string time_at(const events::EditionRow* at, std::int64_t ms) { return i18n::format_time(from_ms(ms), at ? at->zone : "Asia/Tokyo"); }

std::string named(const Messages& messages, const std::string& name, const std::string& name_en) {
  return messages.language() == i18n::Language::en && !name_en.empty() ? name_en : name;
}

struct Appearance {
  const char* tone;
  const char* sign;
};
Appearance appearance(Verdict verdict, bool is_green) {
  if (is_green) return {"good", "✓"};
  switch (verdict) {
    case Verdict::admitted: return {"pay", "○"};  // green only when it is written
    case Verdict::already_in: return {"info", "●●"};
    case Verdict::pay_first: return {"pay", "¥"};
    default: return {"attention", "▲"};
  }
}

void person_words(const Messages& messages, const Seen& seen, SeenView& view) {
  if (!seen.decision.attendee) return;
  const auto& person = *seen.decision.attendee;
  view.title = messages.text("verdict.name", {{"name", name_of(messages, person)}});
  if (person.shown_name.empty() && person.family_name.empty() && person.given_name.empty()) view.title = name_of(messages, person);
  view.kana = person.kana;
  view.work = person.department;
  if (!person.years.empty()) view.work += (view.work.empty() ? "" : "　") + person.years;
  if (!person.table.empty()) view.notes.push_back(messages.text("note.table", {{"table", person.table}}));
  for (const auto& goods : person.goods) {
    if (goods.quantity > 0) view.notes.push_back(messages.text("note.goods", {{"name", goods.name}, {"count", goods.quantity}}));
  }
  if (!person.photo_ok) view.notes.push_back(messages.text("note.no_photo"));
  if (!person.note.empty()) view.notes.push_back(person.note);
}

std::string cancelled_key(const Decision& decision) {
  if (decision.state == RsvpState::waiting) return "verdict.cancelled.waiting";
  return decision.state == RsvpState::no ? "verdict.cancelled.no" : "verdict.cancelled.headline";
}

// The kiosk's sentence, and a line for who stands at the desk.
void verdict_words(const Messages& messages, const Seen& seen, const SeenAsk& ask, SeenView& view) {
  const auto& decision = seen.decision;
  const auto say = [&](std::string_view key, std::initializer_list<i18n::Arg> args = {}) { return plain(messages.text(key, args)); };
  const auto hint = [&](std::string_view word) { view.details.push_back(messages.text("desk.hint." + std::string(word))); };
  switch (decision.verdict) {
    case Verdict::unreadable:
    case Verdict::forged:
      view.headline = say("verdict." + std::string(enum_name(decision.verdict)) + ".headline");
      hint(enum_name(decision.verdict));
      break;
    case Verdict::other_event:
      view.headline = say("verdict.other_event.headline");
      view.details.push_back(named(messages, decision.other_name, decision.other_name_en) + "　" +
                             i18n::format_date(from_ms(decision.other_date_ms), decision.other_zone, messages.language()));
      hint("other_event");
      break;
    case Verdict::already_in:
      view.headline = say("verdict.already_in.headline");
      view.details.push_back(
          messages.text("desk.by", {{"time", time_at(ask.at, decision.already_at_ms)}, {"desk", decision.already_desk}}));
      break;
    case Verdict::cancelled:
      view.headline = say(cancelled_key(decision));
      hint("cancelled");
      break;
    case Verdict::other_edition: {
      const auto there = named(messages, decision.other_name, decision.other_name_en);
      view.headline = there.empty() ? say("verdict.other_edition.unknown") : say("verdict.other_edition.headline", {{"edition", there}});
      hint("other_edition");
      break;
    }
    case Verdict::not_yet:
      view.headline = say("verdict.not_yet.headline", {{"time", time_at(ask.at, decision.doors_open_ms)}});
      hint("not_yet");
      break;
    case Verdict::over:
      view.headline = say("desk.over");
      hint("over");
      break;
    case Verdict::online_ticket:
      view.headline = say("verdict.online_ticket.headline");
      hint("online_ticket");
      break;
    case Verdict::pay_first: view.headline = say("ask.payment", {{"amount", i18n::format_yen(messages, decision.due)}}); break;
    case Verdict::admitted:
      if (decision.unlisted) {
        view.headline = say("verdict.unlisted.headline");
        hint("unlisted");
        break;
      }
      view.headline = say("desk.ready");
      if (decision.due.value > 0) {
        view.details.push_back(messages.text("desk.hint.money_open", {{"amount", i18n::format_yen(messages, decision.due)}}));
      }
      break;
  }
}

void green_words(const Messages& messages, const Seen& seen, SeenView& view) {
  view.headline = plain(messages.text("verdict.admitted.unnamed"));
  if (seen.taken.value > 0) view.details.push_back(messages.text("desk.taken", {{"amount", i18n::format_yen(messages, seen.taken)}}));
  if (!seen.together.empty()) view.details.push_back(messages.text("desk.guests_in", {{"count", std::ssize(seen.together)}}));
}

// 1万円 → お釣り5,000円: the note that people hand over.
std::string change_label(const Messages& messages, Yen due) {
  constexpr std::int64_t kMan = 10'000;
  Yen given{(due.value / kMan + 1) * kMan};
  for (const std::int64_t note : {1'000, 5'000, 10'000}) {
    if (note <= due.value) continue;
    given = Yen{note};
    break;
  }
  const auto change = i18n::format_yen(messages, given - due);
  if (messages.language() == i18n::Language::ja && given.value % kMan == 0 && given.value < 100 * kMan) {
    return messages.text("button.pay_note_man", {{"given", given.value / kMan}, {"change", change}});
  }
  return messages.text("button.pay_note", {{"given", i18n::format_yen(messages, given)}, {"change", change}});
}

std::string admit_label(const Messages& messages, Verdict verdict) {
  switch (verdict) {
    case Verdict::other_edition: return messages.text("button.admit_here");
    case Verdict::online_ticket: return messages.text("button.admit_onsite");
    default: return messages.text("button.admit");
  }
}

class Acts {
 public:
  Acts(const Messages& messages, const Seen& seen, const SeenAsk& ask) : messages_(messages), seen_(seen), ask_(ask) {}

  [[nodiscard]] std::vector<Act> list() {
    if (!seen_.rsvp || !seen_.at) return {};
    const auto& companions = seen_.decision.companions;
    if (is_in()) {
      if (!companions.empty()) add(companions, false);
      if (seen_.decision.due.value > 0) add_money_only();
      return std::move(acts_);
    }
    if (!companions.empty()) add(companions, true);
    add({}, true);
    return std::move(acts_);
  }

 private:
  [[nodiscard]] bool is_in() const { return seen_.decision.verdict == Verdict::already_in || seen_.admitted; }

  Act begin(const std::vector<Attendee>& companions, Yen due) {
    Act act;
    act.hidden = {{"attendee", seen_.rsvp->attendee.id.to_string()}, {"at", seen_.at->to_string()}};
    for (const auto& companion : companions) act.hidden.push_back({"with", companion.id.to_string()});
    if (due.value > 0) act.hidden.push_back({"amount", std::to_string(due.value)});
    return act;
  }

  void add(const std::vector<Attendee>& companions, bool holder_too) {
    const auto verdict = seen_.decision.verdict;
    Yen due = holder_too ? seen_.decision.due : Yen{};
    const bool reminded_only = holder_too && verdict == Verdict::admitted && due.value > 0;
    for (const auto& companion : companions) due += std::max(Yen{}, companion.fee - companion.prepaid);
    auto act = begin(companions, due);
    if (holder_too && can_override(verdict) && verdict != Verdict::pay_first) {
      act.hidden.push_back({"override", std::string(enum_name(verdict))});
    }
    act.title = title(companions, holder_too);
    if (holder_too && verdict == Verdict::cancelled) ask_reason(act);
    const auto look = acts_.empty() ? Look::primary : Look::secondary;
    const auto label = !companions.empty() ? together_label(companions, holder_too) : admit_label(messages_, verdict);
    if (due.value == 0 || reminded_only) act.buttons.push_back({"in", label, look});
    if (reminded_only) {
      const auto amount = i18n::format_yen(messages_, due);
      act.buttons.push_back({"paid", messages_.text("desk.pay_and_admit", {{"amount", amount}}), Look::secondary});
    } else if (due.value > 0) {
      add_payment(act, due, look);
    }
    acts_.push_back(std::move(act));
  }

  void add_payment(Act& act, Yen due, Look look) {
    const auto amount = i18n::format_yen(messages_, due);
    act.title += (act.title.empty() ? "" : "　") + amount;
    act.buttons.push_back({"paid", messages_.text("button.pay_exact"), look});
    act.buttons.push_back({"paid", change_label(messages_, due), Look::secondary});
    act.buttons.push_back({"settled", messages_.text("button.pay_already"), Look::secondary});
  }

  void add_money_only() {
    const auto due = seen_.decision.due;
    auto act = begin({}, due);
    const auto amount = i18n::format_yen(messages_, due);
    act.title = messages_.text("desk.hint.money_open", {{"amount", amount}});
    act.buttons.push_back({"paid", messages_.text("desk.pay_only", {{"amount", amount}}), Look::secondary});
    acts_.push_back(std::move(act));
  }

  [[nodiscard]] std::string together_label(const std::vector<Attendee>& companions, bool holder_too) const {
    if (!holder_too) return messages_.text("desk.admit_guests");
    return messages_.text("button.together", {{"count", std::ssize(companions) + 1}});
  }

  [[nodiscard]] std::string title(const std::vector<Attendee>& companions, bool holder_too) const {
    if (!holder_too) return messages_.text("desk.group_guests", {{"count", std::ssize(companions)}});
    if (!companions.empty()) return messages_.text("desk.group_all", {{"count", std::ssize(companions) + 1}});
    if (seen_.decision.companions.empty()) return {};
    const auto& name = seen_.decision.attendee ? seen_.decision.attendee->shown_name : std::string();
    return name.empty() ? messages_.text("desk.group_one_unnamed")
                        : messages_.text("desk.group_one", {{"name", messages_.text("verdict.name", {{"name", name}})}});
  }

  void ask_reason(Act& act) {
    act.asks = true;
    for (const auto reason : kReasons) {
      act.reasons.push_back({std::string(reason), messages_.text("reason." + std::string(reason)), false});
    }
    if (ask_.lacks_reason) act.error = messages_.text("desk.reason_missing");
  }

  const Messages& messages_;
  const Seen& seen_;
  const SeenAsk& ask_;
  std::vector<Act> acts_;
};

std::optional<UndoAct> undo_of(const Messages& messages, const Seen& seen) {
  if (!seen.admitted || !seen.by_us) return std::nullopt;
  UndoAct undo{.label = messages.text("button.undo"),
               .note = seen.together.empty() ? std::string() : messages.text("desk.undo_all"),
               .hidden = {{"attendee", seen.rsvp->attendee.id.to_string()}, {"at", seen.at->to_string()}}};
  for (const auto id : seen.together) undo.hidden.push_back({"with", id.to_string()});
  return undo;
}

}  // namespace

SeenView view_of(const Messages& messages, const Seen& seen, const SeenAsk& ask) {
  SeenView view;
  const bool is_green = ask.done && seen.admitted == ask.done;
  const auto look = seen.decision.unlisted ? Appearance{"attention", "▲"} : appearance(seen.decision.verdict, is_green);
  view.tone = look.tone;
  view.sign = look.sign;
  person_words(messages, seen, view);
  if (is_green) {
    green_words(messages, seen, view);
  } else {
    verdict_words(messages, seen, ask, view);
  }
  if (view.title.empty()) view.title = std::exchange(view.headline, {});
  view.has_notes = !view.notes.empty();
  view.acts = Acts(messages, seen, ask).list();
  view.undo = undo_of(messages, seen);
  const bool by_another_desk = seen.admitted && !seen.by_us && !is_green;
  if (by_another_desk) {
    view.details.push_back(messages.text("desk.undo_elsewhere", {{"desk", seen.decision.already_desk}}));
  }
  return view;
}

}  // namespace uke::server::desk
