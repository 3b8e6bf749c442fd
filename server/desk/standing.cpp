#include "server/desk/standing.h"

#include "server/desk/around.h"
#include "server/events/service.h"

#include <algorithm>

namespace uke::server::desk {
namespace {

template <class Map, class Key>
auto* pointer_to(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

Attendee plain(const rsvps::AttendeeRow& row) { return rsvps::for_desk(row, {}, ""); }

}  // namespace

View view_of(const Tables& tables) {
  return {.event = [&tables](std::uint32_t no) { return pointer_to(tables.events, std::int64_t{no}); },
          .edition = [&tables](EditionId id) { return pointer_to(tables.editions, id); },
          .edition_by_hint = [&tables](std::uint8_t hint) -> const Edition* {
            for (const auto& [id, edition] : tables.editions) {
              if (edition.hint == hint) return &edition;
            }
            return nullptr;
          },
          .attendee = [&tables](TicketNo no) { return tables.person && tables.person->ticket == no ? tables.person : std::nullopt; },
          .other_ticket = [](TicketNo) { return std::optional<OtherTicket>{}; },
          .attendance = [&tables](const Subject& subject) { return tables.fold.attendance(subject); }};
}

Result<Tables> read_tables(storage::ReadTx& tx, EventId event, const std::optional<rsvps::Rsvp>& rsvp) {
  Tables tables;
  TRY(auto events, events::events_for_desk(tx));
  for (auto& one : events) tables.events.emplace(one.event_no, std::move(one));
  TRY(const auto editions, events::list_editions(tx, event));
  for (const auto& edition : editions) tables.editions.emplace(edition.id, events::for_desk(edition));
  if (!rsvp) return tables;
  TRY(tables.person, rsvps::attendee_for_desk(tx, rsvp->attendee.id));
  std::vector<Subject> subjects = {Subject::of(rsvp->attendee.id), Subject::of(rsvp->attendee.ticket)};
  for (const auto& companion : rsvp->companions) {
    subjects.push_back(Subject::of(companion.id));
    subjects.push_back(Subject::of(companion.ticket));
  }
  TRY(tables.fold, fold_around(tx, event, subjects));
  return tables;
}

Result<std::optional<rsvps::Rsvp>> find_rsvp(storage::ReadTx& tx, AttendeeId attendee) {
  TRY(auto row, rsvps::find_attendee(tx, attendee));
  if (!row) return std::optional<rsvps::Rsvp>{};
  rsvps::Rsvp rsvp{.attendee = std::move(*row), .goods = {}, .companions = {}};
  TRY(rsvp.goods, rsvps::goods_of(tx, attendee));
  TRY(rsvp.companions, rsvps::companions_of(tx, attendee));
  return std::optional{std::move(rsvp)};
}

std::optional<Admission> admission_at(const EventFold& fold, const Attendee& person, EditionId at) {
  for (const auto& subject : {Subject::of(person.id), Subject::of(person.ticket)}) {
    const auto& attendance = fold.attendance(subject);
    if (attendance.presence == Presence::inside && attendance.edition == at) return attendance.admissions.back();
  }
  return std::nullopt;
}

bool ever_came(const EventFold& fold, const Attendee& person, EditionId at) {
  const auto came = [&](const Subject& subject) {
    return std::ranges::any_of(fold.attendance(subject).admissions, [&](const Admission& one) { return one.edition == at; });
  };
  return came(Subject::of(person.id)) || came(Subject::of(person.ticket));
}

Yen still_due(const EventFold& fold, const Attendee& person) {
  const auto by_name = Subject::of(person.id);
  const auto by_ticket = Subject::of(person.ticket);
  Yen paid = person.prepaid + fold.attendance(by_name).paid;
  if (fold.person(by_name) != fold.person(by_ticket)) paid += fold.attendance(by_ticket).paid;
  return std::max(Yen{}, person.fee - paid);
}

std::vector<Attendee> companions_to_come(const EventFold& fold, const rsvps::Rsvp& rsvp) {
  std::vector<Attendee> list;
  for (const auto& row : rsvp.companions) {
    const bool comes = row.state == RsvpState::yes || row.state == RsvpState::maybe;
    if (comes && !fold.attendance(Subject::of(row.id)).ever_admitted()) list.push_back(plain(row));
  }
  return list;
}

}  // namespace uke::server::desk
