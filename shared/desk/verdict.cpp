#include "shared/desk/verdict.h"

#include <algorithm>

namespace uke::desk {
namespace {

// What the rules need to know of the person in front of the desk, whoever told it.
struct Case {
  Attendance attendance;
  std::optional<Edition> here;
  EditionId edition;                   // where this desk is
  const Edition* elsewhere = nullptr;  // the edition that the answer is for, if it is known and another one
  bool for_elsewhere = false;
  Mode answer_mode = Mode::onsite;
  DeskMode desk_mode = DeskMode::staffed;
};

bool was_let_in_here(const Case& c) {
  return std::ranges::any_of(c.attendance.admissions, [&](const auto& admission) { return admission.edition == c.edition; });
}

bool is_inside_here(const Case& c) { return c.attendance.presence == Presence::inside && c.attendance.edition == c.edition; }

bool is_cancelled(const Case& c, const std::optional<RsvpState>& state) {
  if (was_let_in_here(c) && std::ranges::any_of(c.attendance.admissions, &Admission::overridden_cancel)) return false;
  if (c.here && c.here->cancelled) return true;
  return state == RsvpState::cancelled || state == RsvpState::no || state == RsvpState::waiting;
}

Verdict judge_newcomer(const Case& c, Yen due, std::int64_t now_ms) {
  const bool attended = c.desk_mode != DeskMode::unattended;
  if (c.for_elsewhere) return Verdict::other_edition;
  if (c.here && c.here->doors_open_ms > 0 && now_ms < c.here->doors_open_ms) return Verdict::not_yet;
  if (c.here && c.here->doors_close_ms > 0 && now_ms >= c.here->doors_close_ms && attended) return Verdict::over;
  if (c.answer_mode == Mode::online) return Verdict::online_ticket;
  if (due.value > 0 && attended && c.here && c.here->unpaid == UnpaidRule::pay_first) return Verdict::pay_first;
  return Verdict::admitted;
}

Verdict judge(const Case& c, const Decision& so_far, std::int64_t now_ms) {
  if (is_inside_here(c)) return Verdict::already_in;
  if (is_cancelled(c, so_far.state)) return Verdict::cancelled;
  if (was_let_in_here(c)) return Verdict::admitted;
  return judge_newcomer(c, so_far.due, now_ms);
}

// Fills in what each verdict shows.
void finish(Decision& decision, const Case& c, Time now) {
  decision.verdict = judge(c, decision, to_ms(now));
  if (decision.verdict == Verdict::already_in) {
    decision.already_at_ms = c.attendance.admissions.back().at_ms;
    decision.already_desk = c.attendance.admissions.back().desk;
  }
  if (decision.verdict == Verdict::not_yet) decision.doors_open_ms = c.here->doors_open_ms;
  if (decision.verdict == Verdict::other_edition && c.elsewhere != nullptr) {
    decision.other_name = c.elsewhere->name;
    decision.other_name_en = c.elsewhere->name_en;
  }
}

Case a_case(const View& view, const Here& here, Attendance attendance) {
  Case c;
  c.attendance = std::move(attendance);
  c.edition = here.edition;
  c.desk_mode = here.mode;
  if (const auto* edition = view.edition(here.edition)) c.here = *edition;
  return c;
}

// Records written while the ticket was unlisted may not be linked with its attendee yet.
Attendance attendance_of(const View& view, const Subject& subject, TicketNo ticket) {
  auto known = view.attendance(subject);
  auto as_ticket = view.attendance(Subject::of(ticket));
  const bool linked = as_ticket.payments == known.payments && as_ticket.admissions.size() == known.admissions.size() &&
                      std::ranges::equal(as_ticket.admissions, known.admissions, {}, &Admission::record, &Admission::record);
  if (linked) return known;
  auto& all = known.presence == Presence::inside || !as_ticket.ever_admitted() ? known : as_ticket;
  auto& rest = &all == &known ? as_ticket : known;
  all.admissions.insert(all.admissions.begin(), rest.admissions.begin(), rest.admissions.end());
  all.paid += rest.paid;
  all.payments.insert(all.payments.end(), rest.payments.begin(), rest.payments.end());
  all.top_step = std::max(all.top_step, rest.top_step);
  return all;
}

Yen still_due(Yen owed, Yen prepaid, const Attendance& attendance) { return std::max(Yen{}, owed - prepaid - attendance.paid); }

Yen door_fee(const Case& c) { return c.here ? c.here->door_fee : Yen{}; }

Decision decide_other_ticket(const OtherTicket& other, const View& view, const Here& here, Time now) {
  Decision decision;
  decision.subject = Subject::of(other.id);
  decision.ticket = other.ticket;
  decision.state = other.state;
  auto c = a_case(view, here, attendance_of(view, *decision.subject, other.ticket));
  c.for_elsewhere = other.edition != here.edition;
  c.elsewhere = view.edition(other.edition);
  decision.due = still_due(door_fee(c), {}, c.attendance);
  finish(decision, c, now);
  return decision;
}

Decision decide_unlisted(const ticket::Payload& payload, const View& view, const Here& here, Time now) {
  Decision decision;
  decision.subject = Subject::of(payload.no);
  decision.ticket = payload.no;
  decision.unlisted = true;
  auto c = a_case(view, here, view.attendance(*decision.subject));
  c.for_elsewhere = payload.edition_hint != 0 && c.here && c.here->hint != payload.edition_hint;
  c.elsewhere = view.edition_by_hint(payload.edition_hint);
  decision.due = still_due(door_fee(c), {}, c.attendance);
  finish(decision, c, now);
  return decision;
}

Decision refuse(Verdict verdict) {
  Decision decision;
  decision.verdict = verdict;
  return decision;
}

Decision other_event(const Event& event) {
  auto decision = refuse(Verdict::other_event);
  decision.other_name = event.name;
  decision.other_name_en = event.name_en;
  decision.other_date_ms = event.date_ms;
  decision.other_zone = event.zone;
  return decision;
}

bool vouched_for(const ticket::Token& token, const Event& event) {
  const auto key = std::ranges::find(event.keys, std::int64_t{token.payload.key_no}, &EventKey::key_no);
  return key != event.keys.end() && ticket::verify(token, key->key);
}

}  // namespace

Decision decide(std::string_view scanned, const View& view, const Here& here, Time now) {
  const auto text = ticket::find_token(scanned);
  if (!text) return refuse(Verdict::unreadable);
  const auto token = ticket::parse_token(*text);
  if (!token) return refuse(Verdict::unreadable);
  const auto& payload = token->payload;
  const Event* event = view.event(payload.event_no);
  if (event == nullptr || !vouched_for(*token, *event)) return refuse(Verdict::forged);
  if (event->id != here.event) return other_event(*event);
  if (const auto attendee = view.attendee(payload.no)) return decide_attendee(*attendee, view, here, now);
  if (const auto other = view.other_ticket(payload.no)) return decide_other_ticket(*other, view, here, now);
  return decide_unlisted(payload, view, here, now);
}

Decision decide_attendee(const Attendee& attendee, const View& view, const Here& here, Time now) {
  Decision decision;
  decision.subject = Subject::of(attendee.id);
  decision.attendee = attendee;
  decision.ticket = attendee.ticket;
  decision.state = attendee.state;
  auto c = a_case(view, here, attendance_of(view, *decision.subject, attendee.ticket));
  c.for_elsewhere = attendee.edition != here.edition;
  c.elsewhere = view.edition(attendee.edition);
  c.answer_mode = attendee.mode;
  const Yen owed = attendee.mode == Mode::online ? std::max(door_fee(c), attendee.fee) : attendee.fee;
  decision.due = still_due(owed, attendee.prepaid, c.attendance);
  finish(decision, c, now);
  return decision;
}

bool can_override(Verdict verdict) {
  switch (verdict) {
    case Verdict::cancelled:
    case Verdict::other_edition:
    case Verdict::not_yet:
    case Verdict::over:
    case Verdict::online_ticket:
    case Verdict::pay_first: return true;
    default: return false;
  }
}

bool is_refusal(Verdict verdict) {
  switch (verdict) {
    case Verdict::already_in:
    case Verdict::pay_first:
    case Verdict::admitted: return false;
    default: return true;
  }
}

}  // namespace uke::desk
