// What the use cases of this room share with each other about details. Internal to this room; no authorisation, no audit.
#pragma once

#include "server/events/details.h"
#include "server/storage/write_tx.h"

namespace uke::server::events {

// The first row of an event's details, with a slug that is drawn now.
[[nodiscard]] Result<EventDetails> make_event_link(storage::WriteTx& tx, EventId id, EventDetails details);

// The edition's name, times or place changed: calendars of those who answered are older now.
[[nodiscard]] Status edition_was_changed(storage::WriteTx& tx, EditionId id);

}  // namespace uke::server::events
