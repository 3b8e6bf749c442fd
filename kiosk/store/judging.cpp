// Decide and write: what a scan or a touch of reception answers, and the records that make it so.
#include "kiosk/store/impl.h"
#include "kiosk/store/touch.h"

#include <algorithm>

namespace uke::kiosk::store {
namespace {

using desk::Kind;
using desk::Verdict;

desk::By by(desk::DeskMode mode) { return mode == desk::DeskMode::staffed ? desk::By::staff : desk::By::self; }

// What keeps repeated refusals apart: the ticket where there is one, else what was scanned.
std::string code_of(const desk::Decision& decision, std::string_view scanned) {
  return decision.ticket ? decision.ticket->to_string() : std::string(scanned);
}

}  // namespace

Status Store::Impl::check_paired() const {
  if (pairing) return {};
  return fail(ErrorCode::conflict, "store.judge", "this kiosk is not paired");
}

const desk::Event* Store::Impl::event(std::uint32_t event_no) const {
  const auto found = roster.events().find(event_no);
  if (found != roster.events().end()) return &found->second;
  return pairing && pairing->answer.event.event_no == event_no ? &pairing->answer.event : nullptr;
}

const desk::Edition* Store::Impl::edition(EditionId id) const {
  const auto found = roster.editions().find(id);
  if (found != roster.editions().end()) return &found->second;
  return pairing && pairing->answer.edition.id == id ? &pairing->answer.edition : nullptr;
}

const desk::Edition* Store::Impl::edition_by_hint(std::uint8_t hint) const {
  for (const auto& [id, edition] : roster.editions()) {
    if (edition.hint == hint) return &edition;
  }
  return pairing && pairing->answer.edition.hint == hint ? &pairing->answer.edition : nullptr;
}

desk::View Store::Impl::view() {
  view_error.reset();
  // A View has no way to report an error; it is kept here, and no judgement made with it is used.
  const auto kept = [this]<class T>(Result<std::optional<T>> found) {
    if (found) return std::move(*found);
    view_error = found.error();
    return std::optional<T>{};
  };
  return {.event = [this](std::uint32_t no) { return event(no); },
          .edition = [this](EditionId id) { return edition(id); },
          .edition_by_hint = [this](std::uint8_t hint) { return edition_by_hint(hint); },
          .attendee = [this, kept](desk::TicketNo ticket) { return kept(roster.by_ticket(ticket)); },
          .other_ticket = [this, kept](desk::TicketNo ticket) { return kept(roster.other_ticket(ticket)); },
          .attendance = [this](const desk::Subject& subject) { return fold.attendance(subject); }};
}

desk::Here Store::Impl::here(desk::DeskMode mode) const {
  return {.event = pairing->answer.event.id, .edition = pairing->answer.edition.id, .mode = mode};
}

Result<std::vector<desk::Attendee>> Store::Impl::companions_to_come(const desk::Decision& decision) {
  if (!decision.attendee) return std::vector<desk::Attendee>{};
  TRY(auto companions, roster.companions_of(decision.attendee->id));
  std::erase_if(companions, [&](const desk::Attendee& companion) {
    const auto state = companion.state;
    const bool comes = state == desk::RsvpState::yes || state == desk::RsvpState::maybe;
    return !comes || fold.attendance(desk::Subject::of(companion.id)).ever_admitted();
  });
  return companions;
}

// A ticket that nobody here has heard of is reception's to confirm, once: who was let in here with it comes back in like anybody else.
bool Store::Impl::awaits_reception(const desk::Decision& decision) const {
  if (!decision.unlisted) return false;
  const auto& admissions = fold.attendance(*decision.subject).admissions;
  return std::ranges::find(admissions, pairing->answer.edition.id, &desk::Admission::edition) == admissions.end();
}

Result<app::DeskOutcome> Store::Impl::settle(desk::Decision decision, desk::DeskMode mode, std::string_view code) {
  if (view_error) {
    // A roster that cannot be read is thrown away: better a desk that knows only signatures than one that stands still.
    const auto error = *view_error;
    if (error.code == ErrorCode::corrupt) TRYV(drop_roster());
    return std::unexpected(error);
  }
  TRY(decision.companions, companions_to_come(decision));
  app::DeskOutcome outcome;
  outcome.decision = std::move(decision);
  const auto verdict = outcome.decision.verdict;
  Touch touch = begin_touch(by(mode));
  if (verdict == Verdict::admitted && !awaits_reception(outcome.decision)) {
    outcome.admit = touch.add(*outcome.decision.subject, Kind::admit).record.id;
    outcome.admitted_at_ms = touch.at_ms();
  } else if (verdict == Verdict::already_in) {
    const auto before = standing_admission(*outcome.decision.subject, outcome.decision.ticket);
    if (before) outcome.admit = before->record;
  } else if (desk::is_refusal(verdict) && refusals.may_write(code, verdict, options.clock->uptime())) {
    auto& refusal = touch.add(outcome.decision.subject.value_or(desk::Subject::desk(log.id())), Kind::refuse).record;
    refusal.payload.verdict = std::string(enum_name(verdict));
    outcome.refusal = refusal.id;
  }
  TRYV(write(touch));
  if (outcome.refusal) refusals.written(code, verdict, options.clock->uptime());
  return outcome;
}

Touch Store::Impl::begin_touch(desk::By by) {
  return Touch(log, fold, *options.clock, *options.random, {.edition = pairing->answer.edition.id, .name = desk_name(), .by = by});
}

Status Store::Impl::write(Touch& touch) {
  if (touch.empty()) return {};
  auto status = touch.commit();
  note_write(status);
  return status;
}

Result<app::Committed<app::DeskOutcome>> Store::judge(std::string_view scanned, app::ScanSource, desk::DeskMode mode) {
  TRYV(impl_->check_paired());
  const auto view = impl_->view();
  auto decision = desk::decide(scanned, view, impl_->here(mode), impl_->door_time());
  const auto code = code_of(decision, scanned);
  TRY(auto outcome, impl_->settle(std::move(decision), mode, code));
  return app::Committed<app::DeskOutcome>(std::move(outcome));
}

Result<app::Committed<app::DeskOutcome>> Store::judge_person(AttendeeId attendee, desk::DeskMode mode) {
  TRYV(impl_->check_paired());
  TRY(const auto person, impl_->roster.find(attendee));
  if (!person) return fail(ErrorCode::not_found, "store.judge_person", "no such attendee here");
  const auto view = impl_->view();
  auto decision = desk::decide_attendee(*person, view, impl_->here(mode), impl_->door_time());
  const auto code = code_of(decision, "");
  TRY(auto outcome, impl_->settle(std::move(decision), mode, code));
  return app::Committed<app::DeskOutcome>(std::move(outcome));
}

}  // namespace uke::kiosk::store
