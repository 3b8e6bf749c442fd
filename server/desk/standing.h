// Where one person stands at one door, from the server's tables: what decide() needs, and its answer. Internal to this room.
#pragma once

#include "server/rsvps/service.h"
#include "server/storage/write_tx.h"
#include "shared/desk/verdict.h"

#include <map>
#include <optional>
#include <vector>

namespace uke::server::desk {

using namespace uke::desk;

// What a View answers from.
struct Tables {
  std::map<std::int64_t, Event> events;  // by number
  std::map<EditionId, Edition> editions;
  std::optional<Attendee> person;  // whose ticket it is, at whichever edition of the event
  EventFold fold;                  // of the person and their companions
};
// Unlike a kiosk's, it knows people of other editions by name and fee. `tables` must outlive it.
[[nodiscard]] View view_of(const Tables& tables);

// Of the event; with the person's and the companions' records.
[[nodiscard]] Result<Tables> read_tables(storage::ReadTx& tx, EventId event, const std::optional<rsvps::Rsvp>& rsvp);

// Answer and goods, the companions with theirs.
[[nodiscard]] Result<std::optional<rsvps::Rsvp>> find_rsvp(storage::ReadTx& tx, AttendeeId attendee);

// The admission by which somebody is inside at `at`, whichever desk wrote it: under their name, or under their ticket's number.
[[nodiscard]] std::optional<Admission> admission_at(const EventFold& fold, const Attendee& person, EditionId at);
// Whether any live admission at `at` is theirs, inside or not.
[[nodiscard]] bool ever_came(const EventFold& fold, const Attendee& person, EditionId at);
// What they have still to pay.
[[nodiscard]] Yen still_due(const EventFold& fold, const Attendee& person);
// Those who come along and were not let in anywhere yet.
[[nodiscard]] std::vector<Attendee> companions_to_come(const EventFold& fold, const rsvps::Rsvp& rsvp);

}  // namespace uke::server::desk
