// Rows of events, event_keys, editions and goods. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/events/rules.h"
#include "server/storage/write_tx.h"
#include "shared/desk/roster.h"

#include <optional>
#include <string_view>
#include <vector>

namespace uke::server::events {

struct EventRow {
  EventId id;
  std::int64_t event_no = 0;
  std::string name;
  std::string name_en;
  std::int64_t date_ms = 0;
  std::string zone;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(EventRow, (), (id, event_no, name, name_en, date_ms, zone, version))

struct EditionRow {
  EditionId id;
  EventId event;
  std::int64_t hint = 0;
  std::string name;
  std::string name_en;
  std::string place;
  std::string zone;
  std::int64_t starts_ms = 0;
  std::int64_t doors_open_ms = 0;
  std::int64_t doors_close_ms = 0;
  std::int64_t ends_ms = 0;
  std::int64_t capacity_onsite = 0;
  std::int64_t capacity_online = 0;
  Yen door_fee;
  desk::UnpaidRule unpaid = desk::UnpaidRule::pay_first;
  bool exits_recorded = false;
  bool cancelled = false;
  std::string greeting;
  std::string greeting_en;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(EditionRow, (),
                      (id, event, hint, name, name_en, place, zone, starts_ms, doors_open_ms, doors_close_ms, ends_ms, capacity_onsite,
                       capacity_online, door_fee, unpaid, exits_recorded, cancelled, greeting, greeting_en, version))

// What an organizer may say about them, as it is.
[[nodiscard]] EventFields fields_of(const EventRow& row);
[[nodiscard]] EditionFields fields_of(const EditionRow& row);

struct KeyRow {
  std::int64_t key_no = 0;
  ticket::PublicKey public_key;
  ticket::SigningKey seed;
};
BOOST_DESCRIBE_STRUCT(KeyRow, (), (key_no, public_key, seed))

// `conflict` when the event number is taken.
[[nodiscard]] Status insert_event(storage::WriteTx& tx, const EventRow& event);
[[nodiscard]] Result<std::optional<EventRow>> find_event(storage::ReadTx& tx, EventId id);
// In order of their ids (roughly of creation), after `after` (nil = from the beginning).
[[nodiscard]] Result<std::vector<EventRow>> list_events(storage::ReadTx& tx, EventId after, std::int64_t limit);
// False where the row has another version by now, or is gone.
[[nodiscard]] Result<bool> update_event(storage::WriteTx& tx, EventId id, std::int64_t version, const EventFields& fields);

[[nodiscard]] Status insert_key(storage::WriteTx& tx, EventId event, const KeyRow& key);
[[nodiscard]] Result<std::vector<KeyRow>> list_keys(storage::ReadTx& tx, EventId event);

[[nodiscard]] Status insert_edition(storage::WriteTx& tx, const EditionRow& edition);
[[nodiscard]] Result<std::optional<EditionRow>> find_edition(storage::ReadTx& tx, EditionId id);
[[nodiscard]] Result<std::optional<EventId>> find_event_of(storage::ReadTx& tx, EditionId id);
// In order of their hints.
[[nodiscard]] Result<std::vector<EditionRow>> list_editions(storage::ReadTx& tx, EventId event);
[[nodiscard]] Result<std::int64_t> highest_hint(storage::ReadTx& tx, EventId event);
[[nodiscard]] Result<bool> update_edition(storage::WriteTx& tx, EditionId id, std::int64_t version, const EditionFields& fields);

[[nodiscard]] Status insert_goods(storage::WriteTx& tx, EditionId edition, std::string_view id, std::string_view name, Yen price);

}  // namespace uke::server::events
