// The kiosk feed: the only way to tell kiosks that something changed. One counter per event; a number is taken inside the transaction of
// the single writer, so numbers appear in commit order. The feed keeps the latest change of each row, not a history.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/base/ids.h"
#include "shared/wire/messages.h"

#include <cstdint>
#include <optional>
#include <string>

namespace uke::server::storage {

// The topic that long polls of an event's kiosks watch.
[[nodiscard]] std::string feed_topic(EventId event);

// Takes the event's next change number for a row that stores it itself (desk_records.change_no) and touches the topic.
[[nodiscard]] Result<std::int64_t> next_change(WriteTx& tx, EventId event);

// Notes that the row `key` of `kind` changed (or vanished: its reader then finds nothing) and touches the topic.
[[nodiscard]] Status note_change(WriteTx& tx, EventId event, wire::ChangeKind kind, std::string_view key);

struct Cursor {
  std::int64_t number = 0;
  std::string tag;  // of the batch that holds `number`; "" for the beginning
};

struct NotedChange {
  wire::ChangeKind kind = wire::ChangeKind::event;
  std::string key;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(NotedChange, (), (kind, key, number))

// The newest cursor of the event. {0, ""} where nothing was ever noted.
[[nodiscard]] Result<Cursor> newest_cursor(ReadTx& tx, EventId event);
// The cursor that names `number` (with the tag of the batch that holds it).
[[nodiscard]] Result<Cursor> cursor_at(ReadTx& tx, EventId event, std::int64_t number);
// "conflict" when the cursor's tag is not the one stored: the history was changed by a restore, the kiosk starts again from 0.
[[nodiscard]] Status check_cursor(ReadTx& tx, EventId event, const Cursor& cursor);
// Noted rows with a number in (after, after_all], at most `limit`, in order. Desk records are not among them (they carry their own number).
[[nodiscard]] Result<std::vector<NotedChange>> changes_after(ReadTx& tx, EventId event, std::int64_t after, std::int64_t limit);

}  // namespace uke::server::storage
