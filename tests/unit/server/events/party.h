// Events and editions for tests, made through the services.
#pragma once

#include "server/events/service.h"
#include "tests/support/builders.h"
#include "tests/unit/server/accounts/room_database.h"

namespace uke::test {

inline server::events::EventFields party_fields(std::string name = "創立記念パーティー2027") {
  return {std::move(name), "Anniversary Party", kEvening, "Asia/Tokyo"};
}

inline server::events::EditionFields venue_fields(std::string name = "大阪会場") {
  server::events::EditionFields fields;
  fields.name = std::move(name);
  fields.zone = "Asia/Tokyo";
  fields.starts_ms = kEvening;
  fields.doors_open_ms = kEvening - 30 * kMinute;
  fields.doors_close_ms = kEvening + 180 * kMinute;
  fields.ends_ms = kEvening + 240 * kMinute;
  fields.door_fee = Yen{5000};
  return fields;
}

inline server::events::EventRow make_event(RoomDatabase& database, const std::string& name = "創立記念パーティー2027") {
  return must(
      database.write([&](server::storage::WriteTx& tx) { return server::events::create_event(tx, an_admin(), party_fields(name)); }));
}

inline server::events::EditionRow make_edition(RoomDatabase& database, EventId event, const server::events::EditionFields& fields) {
  return must(database.write([&](server::storage::WriteTx& tx) { return server::events::create_edition(tx, an_admin(), event, fields); }));
}
inline server::events::EditionRow make_edition(RoomDatabase& database, EventId event, const std::string& name = "大阪会場") {
  return make_edition(database, event, venue_fields(name));
}

}  // namespace uke::test
