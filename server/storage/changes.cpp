#include "server/storage/changes.h"

namespace uke::server::storage {

std::string feed_topic(EventId event) { return "feed/" + event.to_string(); }

Result<std::int64_t> next_change(WriteTx& tx, EventId event) {
  tx.touch(feed_topic(event));
  return tx.numbers().next(tx, event);
}

Status note_change(WriteTx& tx, EventId event, wire::ChangeKind kind, std::string_view key) {
  TRY(const auto number, next_change(tx, event));
  TRYV(
      tx.exec("insert into feed_changes (event_id, kind, key, number) values (:event, :kind, :key, :number) "
              "on conflict (event_id, kind, key) do update set number = excluded.number",
              event, kind, key, number));
  return {};
}

Result<Cursor> newest_cursor(ReadTx& tx, EventId event) {
  TRY(const auto number, tx.one<std::int64_t>("select number from feed_counters where event_id = :event", event));
  return cursor_at(tx, event, number.value_or(0));
}

Result<Cursor> cursor_at(ReadTx& tx, EventId event, std::int64_t number) {
  if (number == 0) return Cursor{};
  TRY(auto tag, tx.one<std::string>("select tag from feed_batches where event_id = :event and first_number <= :number "
                                    "order by first_number desc limit 1",
                                    event, number));
  if (!tag) return fail(ErrorCode::corrupt, "storage.cursor_at", "no batch holds change " + std::to_string(number));
  return Cursor{number, std::move(*tag)};
}

Status check_cursor(ReadTx& tx, EventId event, const Cursor& cursor) {
  const auto changed = [] { return fail(ErrorCode::conflict, "storage.check_cursor", "the cursor belongs to another history"); };
  if (cursor.number == 0) return cursor.tag.empty() ? Status{} : changed();
  TRY(const auto newest, tx.one<std::int64_t>("select number from feed_counters where event_id = :event", event));
  if (cursor.number < 0 || cursor.number > newest.value_or(0)) return changed();
  TRY(const auto stored, cursor_at(tx, event, cursor.number));
  return stored.tag == cursor.tag ? Status{} : changed();
}

Result<std::vector<NotedChange>> changes_after(ReadTx& tx, EventId event, std::int64_t after, std::int64_t limit) {
  return tx.all<NotedChange>(
      "select kind, key, number from feed_changes where event_id = :event and number > :after "
      "order by number limit :limit",
      event, after, limit);
}

}  // namespace uke::server::storage
