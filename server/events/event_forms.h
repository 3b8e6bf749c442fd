// The forms of an event and of a new edition. Internal to this room. Pure.
#pragma once

#include "server/events/details.h"
#include "server/events/sheet.h"
#include "server/events/store.h"

#include <optional>

namespace uke::server::events {

// --- an event as it is edited ---
struct EventForm {
  EventFields fields;
  EventDetails details;
};
[[nodiscard]] const Sheet& event_sheet();
[[nodiscard]] Raw raw_of(const EventRow& event, const EventDetails& details);
struct EventTyped {
  EventForm form;
  web::Faults faults;
};
// `before`: the time of day of its date stays.
[[nodiscard]] EventTyped event_typed(const Raw& raw, const EventRow& before);

// --- a new event with its first edition; a new edition of an event ---
[[nodiscard]] const Sheet& new_event_sheet();
[[nodiscard]] const Sheet& new_edition_sheet();
// The next 20 February, doors 17:30, 18:00 to 20:30.
[[nodiscard]] Raw new_event_defaults(Time now);
// On the day of the event.
[[nodiscard]] Raw new_edition_defaults(const EventRow& event);

struct NewTyped {
  EventFields event;
  EditionFields edition;
  web::Faults faults;
};
// An end that is earlier than its beginning is after midnight.
[[nodiscard]] NewTyped new_event_typed(const Raw& raw);
[[nodiscard]] NewTyped new_edition_typed(const Raw& raw);

}  // namespace uke::server::events
