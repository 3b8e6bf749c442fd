// What reception's touches write: admit, walk in, undo, resolve.
#include "kiosk/store/impl.h"
#include "kiosk/store/touch.h"

#include <algorithm>

namespace uke::kiosk::store {
namespace {

using desk::Kind;
using desk::Verdict;

// `admit`: that of the same person in the same touch, so that undoing it finds the payment.
RecordId add_payment(Touch& touch, const desk::Subject& subject, Yen amount, desk::PayMethod method, std::optional<RecordId> admit) {
  auto& payment = touch.add(subject, Kind::payment).record;
  payment.payload.amount = amount;
  payment.payload.method = method;
  payment.ref = admit;
  return payment.id;
}

bool is_payment(const std::optional<Yen>& amount) { return amount && amount->value != 0; }

}  // namespace

bool Store::Impl::is_in(const desk::Subject& subject) const {
  const auto& attendance = fold.attendance(subject);
  return attendance.presence == desk::Presence::inside && attendance.edition == pairing->answer.edition.id;
}

// The admit by which somebody is inside here, whichever desk wrote it. Their ticket may have been admitted while it was unlisted.
std::optional<desk::Admission> Store::Impl::standing_admission(const desk::Subject& subject, std::optional<desk::TicketNo> ticket) const {
  if (is_in(subject)) return fold.attendance(subject).admissions.back();
  if (ticket && is_in(desk::Subject::of(*ticket))) return fold.attendance(desk::Subject::of(*ticket)).admissions.back();
  return std::nullopt;
}

// What somebody of the roster has still to pay; nothing for who is not on it (any more).
Result<Yen> Store::Impl::still_due(AttendeeId attendee) {
  TRY(const auto person, roster.find(attendee));
  if (!person) return Yen{};
  return std::max(Yen{}, person->fee - person->prepaid - fold.attendance(desk::Subject::of(attendee)).paid);
}

Result<app::Committed<app::DeskOutcome>> Store::admit(const app::AdmitOrder& order, const desk::Decision& shown) {
  TRYV(impl_->check_paired());
  app::DeskOutcome outcome;
  outcome.decision = shown;
  auto& decision = outcome.decision;
  const auto before = impl_->standing_admission(order.subject, decision.ticket);
  Touch touch = impl_->begin_touch(desk::By::staff);
  outcome.admitted_at_ms = touch.at_ms();
  if (!before) {
    auto& admit = touch.add(order.subject, Kind::admit).record;
    admit.payload.overrides = order.overrides;
    admit.payload.reason = order.reason;
    outcome.admit = admit.id;
  }
  // One sum was taken for all of them; each one's record says what they paid, and whatever is over is the first person's.
  const auto method = order.method.value_or(desk::PayMethod::cash);
  Yen rest = order.payment.value_or(Yen{});
  std::vector<Yen> shares;
  for (const auto companion : order.companions) {
    TRY(const auto due, impl_->still_due(companion));
    const auto share = std::clamp(rest - std::max(Yen{}, decision.due), Yen{}, due);
    shares.push_back(share);
    rest = rest - share;
  }
  if (rest.value != 0) {
    outcome.payment = add_payment(touch, order.subject, rest, method, outcome.admit);
    decision.due = std::max(Yen{}, decision.due - rest);
  }
  // Reception has said that it is settled.
  if (std::ranges::find(order.overrides, enum_name(Verdict::pay_first)) != order.overrides.end()) decision.due = {};
  for (std::size_t i = 0; i < order.companions.size(); ++i) {
    const auto subject = desk::Subject::of(order.companions[i]);
    std::optional<RecordId> admit;
    if (!impl_->is_in(subject)) admit = outcome.companion_admits.emplace_back(touch.add(subject, Kind::admit).record.id);
    if (shares[i].value != 0) add_payment(touch, subject, shares[i], method, admit);
  }
  TRYV(impl_->write(touch));
  decision.verdict = before ? Verdict::already_in : Verdict::admitted;
  if (before) {
    outcome.admit = before->record;  // only now: what was paid in this touch has nothing to do with it
    decision.already_at_ms = before->at_ms;
    decision.already_desk = before->desk;
  }
  TRY(decision.companions, impl_->companions_to_come(decision));
  return app::Committed<app::DeskOutcome>(std::move(outcome));
}

Result<app::Committed<app::DeskOutcome>> Store::walk_in(const app::WalkInOrder& order) {
  TRYV(impl_->check_paired());
  const auto subject = desk::Subject::walk_in(Uuid::v7(*impl_->options.clock, *impl_->options.random));
  app::DeskOutcome outcome;
  Touch touch = impl_->begin_touch(desk::By::staff);
  touch.add(subject, Kind::walk_in).private_part = wire::PrivatePart{.name = order.name, .kana = order.kana};
  outcome.admit = touch.add(subject, Kind::admit).record.id;
  if (is_payment(order.payment)) outcome.payment = add_payment(touch, subject, *order.payment, desk::PayMethod::cash, outcome.admit);
  outcome.admitted_at_ms = touch.at_ms();
  TRYV(impl_->write(touch));
  desk::Attendee person;  // nobody of the roster: only what the greeting needs
  person.edition = impl_->pairing->answer.edition.id;
  person.kana = order.kana;
  person.shown_name = order.name.empty() ? order.kana : order.name;
  outcome.decision.verdict = Verdict::admitted;
  outcome.decision.subject = subject;
  outcome.decision.attendee = std::move(person);
  return app::Committed<app::DeskOutcome>(std::move(outcome));
}

Result<app::Committed<RecordId>> Store::undo(RecordId record) {
  TRYV(impl_->check_paired());
  const auto* target = impl_->fold.find(record);
  if (target == nullptr) return fail(ErrorCode::not_found, "store.undo", "no such record here");
  if (target->kind == Kind::undo) return fail(ErrorCode::invalid, "store.undo", "an undo is final");
  if (impl_->fold.is_undone(record)) return app::Committed<RecordId>(record);
  std::vector<const desk::DeskRecord*> undone = {target};
  for (const auto* other : impl_->fold.records_of(target->subject)) {
    const bool same_touch = other->kind == Kind::payment && other->ref == record && !impl_->fold.is_undone(other->id);
    if (same_touch) undone.push_back(other);
  }
  Touch touch = impl_->begin_touch(desk::By::staff);
  RecordId written;
  for (const auto* gone : undone) {
    auto& undo = touch.add(gone->subject, Kind::undo).record;
    undo.ref = gone->id;
    if (gone == target) written = undo.id;
  }
  TRYV(impl_->write(touch));
  return app::Committed<RecordId>(written);
}

Result<app::Committed<RecordId>> Store::resolve(const std::string& conflict, const std::string& decision) {
  TRYV(impl_->check_paired());
  Touch touch = impl_->begin_touch(desk::By::staff);
  auto& record = touch.add(desk::Subject::desk(impl_->log.id()), Kind::resolve).record;
  record.payload.conflict = conflict;
  if (!decision.empty()) record.payload.text = decision;
  const auto id = record.id;
  TRYV(impl_->write(touch));
  return app::Committed<RecordId>(id);
}

}  // namespace uke::kiosk::store
