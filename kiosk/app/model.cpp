#include "kiosk/app/model.h"

#include "kiosk/app/buttons.h"
#include "kiosk/app/update.h"

#include <algorithm>
#include <array>

namespace uke::kiosk::app {

using desk::Verdict;

Tone tone_of(const DeskOutcome& outcome) {
  switch (outcome.decision.verdict) {
    case Verdict::admitted: return outcome.admit ? Tone::admitted : Tone::attention;
    case Verdict::already_in: return Tone::already_in;
    case Verdict::pay_first: return Tone::payment;
    case Verdict::unreadable:
    case Verdict::forged:
    case Verdict::other_event:
    case Verdict::cancelled:
    case Verdict::other_edition:
    case Verdict::not_yet:
    case Verdict::over:
    case Verdict::online_ticket: return Tone::attention;
  }
  return Tone::attention;
}

Sound sound_of(const DeskOutcome& outcome) {
  switch (tone_of(outcome)) {
    case Tone::admitted: return Sound::admitted;
    case Tone::already_in: return Sound::already_in;
    case Tone::payment: return Sound::payment;
    case Tone::attention: return Sound::attention;
    case Tone::stop: return Sound::trouble;
  }
  return Sound::attention;
}

bool is_in(const DeskOutcome& outcome) {
  const auto tone = tone_of(outcome);
  return tone == Tone::admitted || tone == Tone::already_in;
}

CashNote next_note(Yen due) {
  for (const std::int64_t note : {1'000, 5'000, 10'000}) {
    if (note > due.value) return {{note}, {note - due.value}};
  }
  const Yen given{(due.value / 10'000 + 1) * 10'000};
  return {given, given - due};
}

const std::vector<desk::Attendee>& companions_of(const VerdictScreen& verdict) { return verdict.outcome->decision.companions; }

Yen fee_of(const desk::Attendee& companion) { return std::max(Yen{}, companion.fee - companion.prepaid); }

Yen due_on(const VerdictScreen& verdict) {
  const auto& outcome = *verdict.outcome;
  const auto kind = outcome.decision.verdict;
  // Somebody who is in already has paid or will; then only the companions' fees are the question.
  Yen due = kind == Verdict::admitted || kind == Verdict::already_in ? Yen{} : outcome.decision.due;
  if (verdict.together) {
    for (const auto& companion : companions_of(verdict)) due += fee_of(companion);
  }
  return due;
}

const std::vector<std::string_view>& admit_reasons() {
  static const std::vector<std::string_view> kReasons{"attends_after_all", "mix_up", "organizer_decided"};
  return kReasons;
}

int staff_pages(const StaffScreen& staff) {
  if (!staff.facts) return 1;
  const auto rows = staff.tab == StaffTab::conflicts ? staff.facts->conflicts.size()
                    : staff.tab == StaffTab::recent  ? staff.facts->recent.size()
                                                     : 0;
  return std::max(1, (static_cast<int>(rows) + kStaffRows - 1) / kStaffRows);
}

bool is_unlocked(const State& state, Time now) { return state.unlocked_until && now < *state.unlocked_until; }

namespace {

void offer_payment(std::vector<Offer>& list, const VerdictScreen& verdict) {
  list.push_back({button::kPayExact, {}});
  list.push_back({button::kPayNote, std::to_string(next_note(due_on(verdict)).given.value)});
  list.push_back({button::kPayAlready, {}});
  if (verdict.ask == Ask::nothing && !companions_of(verdict).empty()) list.push_back({button::kTogether, {}});
}

std::vector<Offer> offers_while_asking(const VerdictScreen& verdict) {
  std::vector<Offer> list;
  switch (verdict.ask) {
    case Ask::undo: list.push_back({button::kUndoSure, {}}); break;
    case Ask::reason:
      for (const auto reason : admit_reasons()) list.push_back({button::kAdmit, std::string(reason)});
      break;
    case Ask::payment: offer_payment(list, verdict); break;
    case Ask::nothing: break;
  }
  return list;
}

std::vector<Offer> offers_of_reception(const VerdictScreen& verdict) {
  const auto& outcome = *verdict.outcome;
  std::vector<Offer> list;
  switch (outcome.decision.verdict) {
    case Verdict::unreadable:
    case Verdict::forged:
    case Verdict::other_event: list.push_back({button::kFindMe, {}}); break;
    case Verdict::pay_first: offer_payment(list, verdict); break;
    case Verdict::admitted:
      if (!is_in(outcome)) {
        list.push_back({button::kAdmit, {}});
        break;
      }
      [[fallthrough]];
    case Verdict::already_in:
      list.push_back({button::kNext, {}});
      if (!companions_of(verdict).empty()) list.insert(list.begin(), {button::kTogether, {}});
      if (outcome.admit) list.push_back({button::kUndo, {}});
      break;
    case Verdict::cancelled:
    case Verdict::other_edition:
    case Verdict::not_yet:
    case Verdict::over:
    case Verdict::online_ticket: list.push_back({button::kAdmit, {}}); break;
  }
  return list;
}

// What an attendee alone at the screen may touch.
std::vector<Offer> offers_of_attendee(const VerdictScreen& verdict) {
  switch (verdict.outcome->decision.verdict) {
    case Verdict::unreadable:
    case Verdict::forged:
    case Verdict::other_event: return {{button::kFindMe, {}}};
    case Verdict::admitted: {
      std::vector<Offer> list{{button::kNext, {}}};
      if (!is_in(*verdict.outcome)) return list;
      auto together = verdict;
      together.together = true;
      // Companions who owe nothing need no reception.
      if (!companions_of(verdict).empty() && due_on(together).value == 0) list.insert(list.begin(), {button::kTogether, {}});
      return list;
    }
    default: return {{button::kNext, {}}};
  }
}

}  // namespace

std::vector<Offer> offers(const State& state, Time now) {
  const auto* verdict = std::get_if<VerdictScreen>(&state.screen);
  if (!verdict) return {};
  if (verdict->ask != Ask::nothing) return offers_while_asking(*verdict);
  const bool reception = state.mode == desk::DeskMode::staffed || is_unlocked(state, now);
  return reception ? offers_of_reception(*verdict) : offers_of_attendee(*verdict);
}

FreshnessShown freshness(const DeskStatus& status, Time now) {
  if (status.unsent > 0 && status.link != Link::online) return {Freshness::unsent, status.unsent};
  if (!status.synced_at_ms) return {Freshness::never, 0};
  // A clock that was set back makes the last exchange lie in the future: that is no reason to call it old.
  const auto minutes = std::max<std::int64_t>(0, to_ms(now) - *status.synced_at_ms) / 60'000;
  if (minutes < 1) return {Freshness::synced, 0};
  return {Freshness::ago, minutes};
}

bool clock_is_wrong(const DeskStatus& status) {
  return status.clock_offset_ms && (*status.clock_offset_ms > 60'000 || *status.clock_offset_ms < -60'000);
}

}  // namespace uke::kiosk::app
