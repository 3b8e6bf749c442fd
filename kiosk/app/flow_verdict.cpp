// What reception (or the attendee) can do on a verdict.
#include "kiosk/app/buttons.h"
#include "kiosk/app/flow.h"

#include <algorithm>

namespace uke::kiosk::app {

using desk::Verdict;

namespace {

bool is_payment(std::string_view id) { return id == button::kPayExact || id == button::kPayNote || id == button::kPayAlready; }

// Of the person who is in: no new judgement, but the companions' own.
desk::Decision of_companion(const desk::Decision& shown, const desk::Attendee& companion) {
  desk::Decision decision = shown;
  decision.verdict = Verdict::admitted;
  decision.subject = desk::Subject::of(companion.id);
  decision.attendee = companion;
  decision.ticket = companion.ticket;
  decision.unlisted = false;
  decision.due = fee_of(companion);
  decision.companions.clear();
  return decision;
}

}  // namespace

void Flow::press_verdict(VerdictScreen& verdict, const Pressed& event) {
  if (event.id == button::kBack) return verdict_back(verdict);
  const auto offered = offers(state_, now_);
  const bool known = std::ranges::any_of(offered, [&](const Offer& o) { return o.id == event.id && o.argument == event.argument; });
  // A press that is not on the screen, or a second one before the first was written, does nothing.
  if (!known || state_.pending) return;
  if (event.id == button::kNext) return welcome();
  if (event.id == button::kFindMe) return show(FindMeScreen{}, kTypingLeftAlone);
  if (event.id == button::kTogether) return press_together(verdict);
  if (!unlocked_or_ask(event)) return;
  stay(kLeftAlone);
  if (event.id == button::kAdmit) return press_admit(verdict, event);
  if (is_payment(event.id)) return pay(verdict, event);
  if (event.id == button::kUndo && verdict.outcome->decision.verdict == Verdict::already_in) {
    verdict.ask = Ask::undo;
    return;
  }
  undo_touch(verdict);
}

void Flow::press_admit(VerdictScreen& verdict, const Pressed& event) {
  const auto kind = verdict.outcome->decision.verdict;
  if (kind == Verdict::cancelled && event.argument.empty()) {
    verdict.ask = Ask::reason;
    return;
  }
  // Over `admitted` nothing is set aside but that the ticket is on no list.
  verdict.overrides = {kind == Verdict::admitted ? "unlisted" : std::string(enum_name(kind))};
  if (!event.argument.empty()) verdict.reason = event.argument;
  if (due_on(verdict).value > 0) {
    verdict.ask = Ask::payment;
    return;
  }
  admit(verdict, std::nullopt);
}

void Flow::press_together(VerdictScreen& verdict) {
  verdict.together = true;
  const bool pays = due_on(verdict).value > 0;
  if (pays && !is_unlocked(state_, now_)) {
    verdict.together = false;
    return open_pin(Pressed{std::string(button::kTogether), {}});
  }
  stay(kLeftAlone);
  if (pays) {
    verdict.ask = Ask::payment;
    return;
  }
  admit(verdict, std::nullopt);
}

void Flow::pay(VerdictScreen& verdict, const Pressed& event) {
  if (event.id != button::kPayAlready) return admit(verdict, due_on(verdict));
  if (std::ranges::find(verdict.overrides, "pay_first") == verdict.overrides.end()) verdict.overrides.emplace_back("pay_first");
  if (!verdict.reason) verdict.reason = "already_paid";
  admit(verdict, std::nullopt);
}

void Flow::admit(VerdictScreen& verdict, std::optional<Yen> payment) {
  const auto& decision = verdict.outcome->decision;
  Admit effect;
  effect.order.overrides = verdict.overrides;
  effect.order.reason = verdict.reason;
  effect.order.payment = payment;
  if (payment) effect.order.method = desk::PayMethod::cash;
  if (verdict.together) {
    for (const auto& companion : decision.companions) effect.order.companions.push_back(companion.id);
  }
  if (is_in(*verdict.outcome)) {
    // The person is in: the touch is about who came along, so the first of them carries it.
    if (effect.order.companions.empty()) return;
    effect.order.subject = desk::Subject::of(effect.order.companions.front());
    effect.order.companions.erase(effect.order.companions.begin());
    effect.decision = of_companion(decision, decision.companions.front());
  } else {
    if (!decision.subject) return;
    effect.order.subject = *decision.subject;
    effect.decision = decision;
  }
  ask(std::move(effect));
}

void Flow::undo_touch(const VerdictScreen& verdict) {
  std::vector<RecordId> records = verdict.outcome->companion_admits;
  if (verdict.outcome->admit) records.insert(records.begin(), *verdict.outcome->admit);
  if (records.empty()) return;
  ask(Undo{0, records.front()});
  for (std::size_t i = 1; i < records.size(); ++i) effects_.push_back(Undo{state_.last_request, records[i]});
  state_.pending->answers = static_cast<int>(records.size());
}

void Flow::verdict_back(VerdictScreen& verdict) {
  if (verdict.ask == Ask::nothing) return welcome();
  verdict.ask = Ask::nothing;
  verdict.together = false;
  verdict.overrides.clear();
  verdict.reason.reset();
  stay(kLeftAlone);
}

}  // namespace uke::kiosk::app
