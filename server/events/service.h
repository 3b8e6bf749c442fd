// Use cases of events and editions: authorisation, rules, rows, and telling the kiosks. Called inside a transaction.
//
// Errors: `forbidden` for who may not, `not_found`, `stale` when somebody else changed the row first, `invalid` with the first field
// that rules.h refuses.
#pragma once

#include "server/events/rules.h"
#include "server/events/store.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <optional>
#include <vector>

namespace uke::server::events {

// With a number and a first signing key of its own. Every kiosk learns of it, so that it can name whose ticket it sees.
[[nodiscard]] Result<EventRow> create_event(storage::WriteTx& tx, const web::Actor& actor, const EventFields& fields);
[[nodiscard]] Result<EventRow> change_event(storage::WriteTx& tx, const web::Actor& actor, EventId id, std::int64_t version,
                                            const EventFields& fields);
[[nodiscard]] Result<EventRow> get_event(storage::ReadTx& tx, const web::Actor& actor, EventId id);
[[nodiscard]] Result<std::vector<EventRow>> get_events(storage::ReadTx& tx, const web::Actor& actor, EventId after, std::int64_t limit);

// `conflict` for a sixteenth edition.
[[nodiscard]] Result<EditionRow> create_edition(storage::WriteTx& tx, const web::Actor& actor, EventId event, const EditionFields& fields);
[[nodiscard]] Result<EditionRow> change_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version,
                                                const EditionFields& fields);
[[nodiscard]] Result<EditionRow> get_edition(storage::ReadTx& tx, const web::Actor& actor, EditionId id);
[[nodiscard]] Result<std::vector<EditionRow>> get_editions(storage::ReadTx& tx, const web::Actor& actor, EventId event);

// Something that can be ordered; returns its id.
[[nodiscard]] Result<std::string> add_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view name,
                                            Yen price);

// --- for other rooms: no authorisation of their own ---

// `not_found` for an unknown edition.
[[nodiscard]] Result<EventId> event_of(storage::ReadTx& tx, EditionId edition);
[[nodiscard]] Result<EditionRow> edition_of(storage::ReadTx& tx, EditionId edition);

// As kiosks see them.
[[nodiscard]] desk::Edition for_desk(const EditionRow& edition);
[[nodiscard]] Result<std::optional<desk::Event>> event_for_desk(storage::ReadTx& tx, EventId id);
[[nodiscard]] Result<std::vector<desk::Event>> events_for_desk(storage::ReadTx& tx);

// What signs this event's new tickets: the key with the highest number. `internal` if the event has none.
struct Signer {
  std::uint32_t event_no = 0;
  std::uint8_t key_no = 0;
  ticket::SigningKey key;
};
[[nodiscard]] Result<Signer> signer_of(storage::ReadTx& tx, EventId event);

}  // namespace uke::server::events
