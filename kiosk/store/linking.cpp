// A ticket that was admitted before this desk had heard of it belongs to its attendee: once both are known, the log says so. Without
// that a person admitted as a ticket at one desk and by name at another would be two.
#include "kiosk/store/impl.h"

#include <algorithm>

namespace uke::kiosk::store {

// Whoever unlinked them by hand is not contradicted.
bool Store::Impl::was_linked(const desk::Subject& ticket, const desk::Subject& attendee) const {
  if (fold.person(ticket) == fold.person(attendee)) return true;
  return std::ranges::any_of(fold.records_of(ticket), [&](const desk::DeskRecord* record) {
    return record->kind == desk::Kind::link && record->subject == ticket && record->payload.to == attendee;
  });
}

void Store::Impl::link(Touch& touch, const desk::Subject& ticket, const desk::Subject& attendee) const {
  if (!was_linked(ticket, attendee)) touch.add(ticket, desk::Kind::link).record.payload.to = attendee;
}

Status Store::Impl::link_tickets(const std::vector<desk::Subject>& subjects) {
  if (!pairing || subjects.empty()) return {};
  Touch touch = begin_touch(desk::By::self);
  for (const auto& subject : subjects) {
    const auto ticket = subject.unlisted();
    if (!ticket) continue;
    TRY(const auto attendee, roster.by_ticket(*ticket));
    if (attendee) {
      link(touch, subject, desk::Subject::of(attendee->id));
      continue;
    }
    TRY(const auto elsewhere, roster.other_ticket(*ticket));
    if (elsewhere) link(touch, subject, desk::Subject::of(elsewhere->id));
  }
  return write(touch);
}

Status Store::Impl::link_changed(const std::vector<wire::Change>& changes) {
  std::vector<desk::Subject> subjects;
  const auto consider = [&](desk::Subject subject) {
    const bool known = fold.attendance(subject).top_step > 0;
    if (known && std::ranges::find(subjects, subject) == subjects.end()) subjects.push_back(std::move(subject));
  };
  for (const auto& change : changes) {
    if (!change.data) continue;
    if (change.kind == wire::ChangeKind::attendee) {
      if (const auto a = json::parse<desk::Attendee>(change.data->text)) consider(desk::Subject::of(a->ticket));
    } else if (change.kind == wire::ChangeKind::other_ticket) {
      if (const auto t = json::parse<desk::OtherTicket>(change.data->text)) consider(desk::Subject::of(t->ticket));
    } else if (change.kind == wire::ChangeKind::record) {
      const auto record = json::parse<desk::DeskRecord>(change.data->text);
      if (record && record->subject.unlisted()) consider(record->subject);
    }
  }
  return link_tickets(subjects);
}

Status Store::Impl::link_all() {
  std::vector<desk::Subject> subjects;
  for (const auto& person : fold.people()) {
    if (person.unlisted()) subjects.push_back(person);
  }
  return link_tickets(subjects);
}

}  // namespace uke::kiosk::store
