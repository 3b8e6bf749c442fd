#include "server/events/store.h"

namespace uke::server::events {

EventFields fields_of(const EventRow& row) { return {.name = row.name, .name_en = row.name_en, .date_ms = row.date_ms, .zone = row.zone}; }

EditionFields fields_of(const EditionRow& row) {
  return {.name = row.name,
          .name_en = row.name_en,
          .place = row.place,
          .zone = row.zone,
          .starts_ms = row.starts_ms,
          .doors_open_ms = row.doors_open_ms,
          .doors_close_ms = row.doors_close_ms,
          .ends_ms = row.ends_ms,
          .capacity_onsite = row.capacity_onsite,
          .capacity_online = row.capacity_online,
          .door_fee = row.door_fee,
          .unpaid = row.unpaid,
          .exits_recorded = row.exits_recorded,
          .cancelled = row.cancelled,
          .greeting = row.greeting,
          .greeting_en = row.greeting_en};
}

Status insert_event(storage::WriteTx& tx, const EventRow& event) {
  TRYV(
      tx.exec("insert into events (id, event_no, name, name_en, date_ms, zone, created_ms, version)"
              " values (:id, :event_no, :name, :name_en, :date, :zone, :now, :version)",
              event.id, event.event_no, event.name, event.name_en, event.date_ms, event.zone, tx.now(), event.version));
  return {};
}

Result<std::optional<EventRow>> find_event(storage::ReadTx& tx, EventId id) {
  return tx.one<EventRow>("select id, event_no, name, name_en, date_ms, zone, version from events where id = :id", id);
}

Result<std::vector<EventRow>> list_events(storage::ReadTx& tx, EventId after, std::int64_t limit) {
  return tx.all<EventRow>(
      "select id, event_no, name, name_en, date_ms, zone, version from events where id > :after order by id limit :limit", after, limit);
}

Result<bool> update_event(storage::WriteTx& tx, EventId id, std::int64_t version, const EventFields& fields) {
  TRY(const auto changed, tx.exec("update events set name = :name, name_en = :name_en, date_ms = :date, zone = :zone, version = version + 1"
                                  " where id = :id and version = :version",
                                  fields.name, fields.name_en, fields.date_ms, fields.zone, id, version));
  return changed == 1;
}

Status insert_key(storage::WriteTx& tx, EventId event, const KeyRow& key) {
  TRYV(tx.exec("insert into event_keys (event_id, key_no, public_key, seed, created_ms) values (:event, :key_no, :public_key, :seed, :now)",
               event, key.key_no, key.public_key, key.seed, tx.now()));
  return {};
}

Result<std::vector<KeyRow>> list_keys(storage::ReadTx& tx, EventId event) {
  return tx.all<KeyRow>("select key_no, public_key, seed from event_keys where event_id = :event order by key_no", event);
}

Status insert_edition(storage::WriteTx& tx, const EditionRow& e) {
  TRYV(tx.exec(
      "insert into editions (id, event_id, hint, name, name_en, place, zone, starts_ms, doors_open_ms, doors_close_ms, ends_ms,"
      " capacity_onsite, capacity_online, door_fee, unpaid, exits_recorded, cancelled, greeting, greeting_en, version)"
      " values (:id, :event, :hint, :name, :name_en, :place, :zone, :starts, :doors_open, :doors_close, :ends,"
      " :onsite, :online, :fee, :unpaid, :exits, :cancelled, :greeting, :greeting_en, :version)",
      e.id, e.event, e.hint, e.name, e.name_en, e.place, e.zone, e.starts_ms, e.doors_open_ms, e.doors_close_ms, e.ends_ms,
      e.capacity_onsite, e.capacity_online, e.door_fee, e.unpaid, e.exits_recorded, e.cancelled, e.greeting, e.greeting_en, e.version));
  return {};
}

Result<std::optional<EditionRow>> find_edition(storage::ReadTx& tx, EditionId id) {
  return tx.one<EditionRow>(
      "select id, event_id, hint, name, name_en, place, zone, starts_ms, doors_open_ms, doors_close_ms, ends_ms, capacity_onsite,"
      " capacity_online, door_fee, unpaid, exits_recorded, cancelled, greeting, greeting_en, version from editions where id = :id",
      id);
}

Result<std::optional<EventId>> find_event_of(storage::ReadTx& tx, EditionId id) {
  return tx.one<EventId>("select event_id from editions where id = :id", id);
}

Result<std::vector<EditionRow>> list_editions(storage::ReadTx& tx, EventId event) {
  return tx.all<EditionRow>(
      "select id, event_id, hint, name, name_en, place, zone, starts_ms, doors_open_ms, doors_close_ms, ends_ms, capacity_onsite,"
      " capacity_online, door_fee, unpaid, exits_recorded, cancelled, greeting, greeting_en, version from editions"
      " where event_id = :event order by hint",
      event);
}

Result<std::int64_t> highest_hint(storage::ReadTx& tx, EventId event) {
  TRY(const auto hint, tx.one<std::int64_t>("select coalesce(max(hint), 0) from editions where event_id = :event", event));
  return hint.value_or(0);
}

Result<bool> update_edition(storage::WriteTx& tx, EditionId id, std::int64_t version, const EditionFields& f) {
  TRY(const auto changed,
      tx.exec("update editions set name = :name, name_en = :name_en, place = :place, zone = :zone, starts_ms = :starts,"
              " doors_open_ms = :doors_open, doors_close_ms = :doors_close, ends_ms = :ends, capacity_onsite = :onsite,"
              " capacity_online = :online, door_fee = :fee, unpaid = :unpaid, exits_recorded = :exits, cancelled = :cancelled,"
              " greeting = :greeting, greeting_en = :greeting_en, version = version + 1 where id = :id and version = :version",
              f.name, f.name_en, f.place, f.zone, f.starts_ms, f.doors_open_ms, f.doors_close_ms, f.ends_ms, f.capacity_onsite,
              f.capacity_online, f.door_fee, f.unpaid, f.exits_recorded, f.cancelled, f.greeting, f.greeting_en, id, version));
  return changed == 1;
}

Status insert_goods(storage::WriteTx& tx, EditionId edition, std::string_view id, std::string_view name, Yen price) {
  TRY(const auto last, tx.one<std::int64_t>("select coalesce(max(position), 0) from goods where edition_id = :edition", edition));
  TRYV(tx.exec("insert into goods (id, edition_id, name, price, position) values (:id, :edition, :name, :price, :position)", id, edition,
               name, price, last.value_or(0) + 1));
  return {};
}

}  // namespace uke::server::events
