#include "server/desk/web_desk.h"

#include "server/accounts/service.h"
#include "server/desk/standing.h"
#include "server/desk/web_touch.h"
#include "server/events/service.h"

#include <algorithm>
#include <set>

namespace uke::server::desk {
namespace {

constexpr std::string_view kPayFirst = "pay_first";

bool names(const std::vector<std::string>& overrides, std::string_view verdict) {
  return std::ranges::find(overrides, verdict) != overrides.end();
}

// What one tap of a phone wrote: admissions of the same moment in the same log, and payments that name them.
void gather_tap(Seen& seen, const Tables& tables, const DeskRecord& admit) {
  const auto paid_with = [&](const DeskRecord& one) {
    for (const auto* record : tables.fold.live_records_of(one.subject)) {
      if (record->kind == Kind::payment && record->ref == one.id) seen.taken += record->payload.amount.value_or(Yen{});
    }
  };
  paid_with(admit);
  for (const auto& companion : seen.rsvp->companions) {
    const auto with = admission_at(tables.fold, rsvps::for_desk(companion, {}, ""), *seen.at);
    const auto* record = with ? tables.fold.find(with->record) : nullptr;
    if (record == nullptr || record->log != admit.log || record->at_ms != admit.at_ms) continue;
    seen.together.push_back(companion.id);
    paid_with(*record);
  }
}

Seen seen_of(Decision decision, std::optional<rsvps::Rsvp> rsvp, std::optional<EditionId> at, const Tables& tables) {
  Seen seen{.decision = std::move(decision), .rsvp = std::move(rsvp), .at = at};
  if (!seen.rsvp) return seen;
  seen.decision.companions = companions_to_come(tables.fold, *seen.rsvp);
  const auto before = at ? admission_at(tables.fold, *tables.person, *at) : std::nullopt;
  if (!before) return seen;
  seen.admitted = before->record;
  const auto* record = tables.fold.find(before->record);
  seen.by_us = record != nullptr && record->by == By::web;
  if (seen.by_us) gather_tap(seen, tables, DeskRecord(*record));
  return seen;
}

// A ticket whose owner is not in the database (issued before a backup was restored): the door that it names.
EditionId edition_of_hint(const Tables& tables, std::uint8_t hint) {
  for (const auto& [id, edition] : tables.editions) {
    if (edition.hint == hint) return id;
  }
  return {};
}

Result<std::optional<EventId>> event_of_number(storage::ReadTx& tx, std::uint32_t number) {
  TRY(const auto events, events::events_for_desk(tx));
  for (const auto& event : events) {
    if (event.event_no == number) return std::optional{event.id};
  }
  return std::optional<EventId>{};
}

Status acceptable(const CheckIn& command) {
  const auto refuse = [](const char* what) { return fail(ErrorCode::invalid, "desk.check_in", what); };
  if (command.paid.value < 0 || command.paid > kAmountMax) return refuse("paid: is out of range");
  if (command.reason.size() > kTextBytesMax) return refuse("reason: is too long");
  if (command.overrides.size() > kOverridesMax) return refuse("overrides: are too many");
  return {};
}

Result<rsvps::Rsvp> rsvp_at(storage::ReadTx& tx, AttendeeId attendee, EventId event) {
  TRY(auto rsvp, find_rsvp(tx, attendee));
  if (!rsvp || rsvp->attendee.event != event) return fail(ErrorCode::not_found, "desk.rsvp_at", "no such answer at this event");
  return std::move(*rsvp);
}

Result<std::vector<Attendee>> company(const rsvps::Rsvp& rsvp, const std::vector<AttendeeId>& with) {
  std::vector<Attendee> list;
  for (const auto id : std::set<AttendeeId>(with.begin(), with.end())) {
    const auto row = std::ranges::find(rsvp.companions, id, &rsvps::AttendeeRow::id);
    if (row == rsvp.companions.end()) return fail(ErrorCode::invalid, "desk.check_in", "with: is nobody who comes with this person");
    list.push_back(rsvps::for_desk(*row, {}, ""));
  }
  return list;
}

// The verdict that still stands in the way; nothing if the tap may admit.
std::optional<Verdict> in_the_way(const CheckIn& command, const Decision& decision, const Edition& at) {
  const auto verdict = decision.verdict;
  if (verdict == Verdict::admitted || verdict == Verdict::already_in) return std::nullopt;
  const bool settled = command.paid.value > 0 || names(command.overrides, kPayFirst);
  if (verdict == Verdict::pay_first) return settled ? std::nullopt : std::optional(verdict);
  if (!names(command.overrides, enum_name(verdict))) return verdict;
  const bool asks_for_money = decision.due.value > 0 && at.unpaid == UnpaidRule::pay_first;
  return asks_for_money && !settled ? std::optional(Verdict::pay_first) : std::nullopt;
}

// As the kiosk writes them: only what was really set aside.
Result<Payload> admit_payload(const CheckIn& command, const Decision& decision) {
  Payload payload;
  const bool set_aside = decision.verdict != Verdict::admitted && decision.verdict != Verdict::pay_first;
  if (set_aside) payload.overrides.emplace_back(enum_name(decision.verdict));
  const bool settled_before = decision.due.value > 0 && names(command.overrides, kPayFirst) && command.paid.value == 0;
  if (settled_before) payload.overrides.emplace_back(kPayFirst);
  if (!command.reason.empty() && !payload.overrides.empty()) payload.reason = command.reason;
  if (decision.verdict == Verdict::cancelled && command.reason.empty()) {
    return fail(ErrorCode::invalid, "desk.check_in", "reason: is missing");
  }
  if (!payload.reason && settled_before) payload.reason = "already_paid";
  return payload;
}

}  // namespace

Result<Seen> look_at_ticket(storage::ReadTx& tx, const web::Actor& actor, std::string_view scanned, std::optional<EditionId> at) {
  TRYV(accounts::require(actor, web::kOrganizers));
  const auto text = ticket::find_token(scanned);
  const auto token = text ? ticket::parse_token(*text) : Result<ticket::Token>(fail(ErrorCode::invalid, "desk.look_at_ticket", "no token"));
  if (!token) return Seen{.decision = {}, .rsvp = {}, .at = at};
  TRY(const auto of_ticket, event_of_number(tx, token->payload.event_no));
  TRY(auto row, rsvps::find_by_ticket(tx, token->payload.no));
  if (row && row->event != of_ticket) row.reset();
  if (!at && row) at = row->edition;
  Here here;
  if (at) {
    TRY(here.event, events::event_of(tx, *at));
  } else {
    here.event = of_ticket.value_or(EventId{});
  }
  std::optional<rsvps::Rsvp> rsvp;
  if (row && row->event == here.event) {
    TRY(rsvp, find_rsvp(tx, row->id));
  }
  TRY(auto tables, read_tables(tx, here.event, rsvp));
  if (!at && of_ticket) {
    const auto hinted = edition_of_hint(tables, token->payload.edition_hint);
    if (!hinted.is_nil()) at = hinted;
  }
  here.edition = at.value_or(EditionId{});
  auto decision = decide(scanned, view_of(tables), here, tx.now());
  if (!decision.attendee) rsvp.reset();
  return seen_of(std::move(decision), std::move(rsvp), at, tables);
}

Result<Seen> look_at_attendee(storage::ReadTx& tx, const web::Actor& actor, AttendeeId attendee, EditionId at) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto event, events::event_of(tx, at));
  TRY(auto rsvp, rsvp_at(tx, attendee, event));
  TRY(auto tables, read_tables(tx, event, rsvp));
  auto decision = decide_attendee(*tables.person, view_of(tables), {.event = event, .edition = at}, tx.now());
  return seen_of(std::move(decision), std::move(rsvp), at, tables);
}

Result<Seen> check_in(storage::WriteTx& tx, const web::Actor& actor, const CheckIn& command) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(acceptable(command));
  TRY(const auto event, events::event_of(tx, command.at));
  TRY(auto rsvp, rsvp_at(tx, command.attendee, event));
  TRY(const auto with, company(rsvp, command.with));
  TRY(auto tables, read_tables(tx, event, rsvp));
  auto& fold = tables.fold;
  auto decision = decide_attendee(*tables.person, view_of(tables), {.event = event, .edition = command.at}, tx.now());
  if (const auto verdict = in_the_way(command, decision, tables.editions.at(command.at))) {
    decision.verdict = *verdict;
    return seen_of(std::move(decision), std::move(rsvp), command.at, tables);
  }
  const bool was_in = decision.verdict == Verdict::already_in;
  WebTouch touch(tx, fold, event, command.at, actor, By::web);
  std::optional<RecordId> admitted;
  if (!was_in) {
    TRY(const auto payload, admit_payload(command, decision));
    TRY(admitted, touch.admit(command.attendee, payload));
  }
  // One sum for all of them; each one's record says what they paid, and whatever is over is the first person's. Who is in already may be
  // the same tap sent again: then no more is taken than what is open.
  Yen rest = command.paid;
  for (const auto& companion : with) {
    const auto share = std::clamp(rest - decision.due, Yen{}, still_due(fold, companion));
    rest = rest - share;
    std::optional<RecordId> admit;
    if (!admission_at(fold, companion, command.at)) {
      TRY(admit, touch.admit(companion.id, {}));
    }
    TRYV(touch.payment(companion.id, share, admit));
  }
  if (was_in) rest = std::min(rest, decision.due);
  TRYV(touch.payment(command.attendee, rest, admitted));
  if (touch.written() > 0) {
    TRYV(accounts::audit(tx, actor, "rsvp.check_in", {.kind = "rsvp", .id = command.attendee.to_string()}, {}));
  }
  decision.due = names(command.overrides, kPayFirst) ? Yen{} : std::max(Yen{}, decision.due - rest);
  if (!was_in) decision.verdict = Verdict::admitted;
  return seen_of(std::move(decision), std::move(rsvp), command.at, tables);
}

Status undo_check_in(storage::WriteTx& tx, const web::Actor& actor, AttendeeId attendee) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto rsvp, find_rsvp(tx, attendee));
  if (!rsvp) return fail(ErrorCode::not_found, "desk.undo_check_in", "no such answer");
  const auto event = rsvp->attendee.event;
  TRY(auto tables, read_tables(tx, event, rsvp));
  const DeskRecord* last = nullptr;
  for (const auto* record : tables.fold.live_records_of(Subject::of(attendee))) {
    if (record->kind == Kind::admit && record->by == By::web) last = record;
  }
  if (last == nullptr) return fail(ErrorCode::conflict, "desk.undo_check_in", "no admission by a phone stands");
  WebTouch touch(tx, tables.fold, event, last->edition, actor, By::web);
  TRYV(touch.undo(DeskRecord(*last)));
  return accounts::audit(tx, actor, "rsvp.undo_check_in", {.kind = "rsvp", .id = attendee.to_string()}, {});
}

}  // namespace uke::server::desk
