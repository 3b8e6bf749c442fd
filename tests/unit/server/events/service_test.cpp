// Use cases of events on a real database: who may, what is stored, what kiosks are told.
#include "server/events/service.h"
#include "server/storage/changes.h"
#include "tests/unit/server/events/party.h"

#include <set>

namespace uke::server {

using namespace uke::test;

namespace {

std::multiset<std::string> noted(RoomDatabase& database, EventId event) {
  std::multiset<std::string> keys;
  for (const auto& change : must(database.read([&](uke::storage::ReadTx& tx) { return storage::changes_after(tx, event, 0, 1000); }))) {
    keys.insert(std::string(enum_name(change.kind)) + " " + change.key);
  }
  return keys;
}

}  // namespace

TEST_CASE("a_new_event_has_a_number_and_a_key_whose_halves_fit") {
  RoomDatabase database;
  const auto event = make_event(database);
  CHECK(event.event_no > 0);
  CHECK(event.event_no <= 0xffffffff);
  CHECK(event.version == 1);
  const auto signer = must(database.read([&](uke::storage::ReadTx& tx) { return events::signer_of(tx, event.id); }));
  const auto for_desk = must(database.read([&](uke::storage::ReadTx& tx) { return events::event_for_desk(tx, event.id); }));
  REQUIRE(for_desk);
  REQUIRE(for_desk->keys.size() == 1);
  CHECK(for_desk->keys[0].key == signer.key.public_key());
  CHECK(for_desk->event_no == event.event_no);
}

TEST_CASE("every_events_kiosks_hear_of_every_event_older_ones_included") {
  RoomDatabase database;
  const auto older = make_event(database, "2026");
  const auto newer = make_event(database, "2027");
  CHECK(noted(database, older.id) == std::multiset<std::string>{"event " + older.id.to_string(), "event " + newer.id.to_string()});
  CHECK(noted(database, newer.id) == noted(database, older.id));
}

TEST_CASE("what_is_stored_is_what_was_given") {
  RoomDatabase database;
  const auto event = make_event(database);
  auto fields = venue_fields("福岡会場");
  fields.name_en = "Fukuoka";
  fields.place = "天神会館";
  fields.capacity_onsite = 30;
  fields.capacity_online = 100;
  fields.unpaid = desk::UnpaidRule::remind;
  fields.exits_recorded = true;
  fields.cancelled = true;
  fields.greeting = "{name}さん、おかえりなさい";
  fields.greeting_en = "Welcome back, {name}";
  const auto made = make_edition(database, event.id, fields);
  const auto read = must(database.read([&](uke::storage::ReadTx& tx) { return events::get_edition(tx, a_reception(), made.id); }));
  CHECK(read.name == fields.name);
  CHECK(read.place == fields.place);
  CHECK(read.capacity_onsite == 30);
  CHECK(read.capacity_online == 100);
  CHECK(read.hint == 1);
  const auto seen = events::for_desk(read);
  CHECK(seen.unpaid == desk::UnpaidRule::remind);
  CHECK(seen.exits_recorded);
  CHECK(seen.cancelled);
  CHECK(seen.door_fee == Yen{5000});
  CHECK(seen.greeting_en == fields.greeting_en);
  CHECK(seen.doors_close_ms == fields.doors_close_ms);
}

TEST_CASE("an_event_has_at_most_fifteen_editions") {
  RoomDatabase database;
  const auto event = make_event(database);
  for (int i = 1; i <= 15; ++i) CHECK(make_edition(database, event.id, "会場" + std::to_string(i)).hint == i);
  const auto refused =
      database.write([&](storage::WriteTx& tx) { return events::create_edition(tx, an_admin(), event.id, venue_fields()); });
  CHECK(refused.error().code == ErrorCode::conflict);
}

TEST_CASE("the_second_of_two_editors_is_stale_and_changes_nothing") {
  RoomDatabase database;
  const auto event = make_event(database);
  const auto change = [&](std::int64_t version, const std::string& name) {
    return database.write(
        [&](storage::WriteTx& tx) { return events::change_event(tx, an_admin(), event.id, version, party_fields(name)); });
  };
  CHECK(must(change(1, "一番目")).version == 2);
  CHECK(change(1, "二番目").error().code == ErrorCode::stale);
  CHECK(must(database.read([&](uke::storage::ReadTx& tx) { return events::get_event(tx, an_admin(), event.id); })).name == "一番目");
  const auto edition = make_edition(database, event.id);
  const auto change_edition = [&](std::int64_t version) {
    return database.write(
        [&](storage::WriteTx& tx) { return events::change_edition(tx, an_admin(), edition.id, version, venue_fields("新")); });
  };
  CHECK(must(change_edition(1)).version == 2);
  CHECK(change_edition(1).error().code == ErrorCode::stale);
}

TEST_CASE("only_admins_change_events_and_kiosks_do_not_read_them_here") {
  RoomDatabase database;
  const auto event = make_event(database);
  const auto edition = make_edition(database, event.id);
  for (const auto& actor : {a_reception(), a_kiosk_of(edition.id), web::Actor{}}) {
    database
        .write([&](storage::WriteTx& tx) -> Status {
          CHECK(events::create_event(tx, actor, party_fields()).error().code == ErrorCode::forbidden);
          CHECK(events::change_event(tx, actor, event.id, 1, party_fields()).error().code == ErrorCode::forbidden);
          CHECK(events::create_edition(tx, actor, event.id, venue_fields()).error().code == ErrorCode::forbidden);
          CHECK(events::change_edition(tx, actor, edition.id, 1, venue_fields()).error().code == ErrorCode::forbidden);
          CHECK(events::add_goods(tx, actor, edition.id, "どら焼き", Yen{300}).error().code == ErrorCode::forbidden);
          return {};
        })
        .value();
  }
  database
      .read([&](uke::storage::ReadTx& tx) -> Status {
        CHECK(events::get_events(tx, a_reception(), EventId{}, 10).has_value());
        CHECK(events::get_events(tx, a_kiosk_of(edition.id), EventId{}, 10).error().code == ErrorCode::forbidden);
        CHECK(events::get_edition(tx, web::Actor{}, edition.id).error().code == ErrorCode::forbidden);
        return {};
      })
      .value();
}

TEST_CASE("what_the_rules_refuse_is_never_stored") {
  RoomDatabase database;
  const auto refused = database.write([&](storage::WriteTx& tx) { return events::create_event(tx, an_admin(), party_fields("")); });
  CHECK(refused.error().code == ErrorCode::invalid);
  CHECK(refused.error().detail == "name: must not be empty");
  CHECK(database.count("select count(*) from events") == 0);
}

TEST_CASE("changing_an_edition_tells_the_kiosks_of_its_event_only") {
  RoomDatabase database;
  const auto event = make_event(database, "2027");
  const auto other = make_event(database, "2026");
  const auto edition = make_edition(database, event.id);
  const auto before = must(database.read([&](uke::storage::ReadTx& tx) { return storage::newest_cursor(tx, other.id); })).number;
  must(database.write([&](storage::WriteTx& tx) { return events::change_edition(tx, an_admin(), edition.id, 1, venue_fields("新大阪")); }));
  CHECK(noted(database, event.id).contains("edition " + edition.id.to_string()));
  CHECK(must(database.read([&](uke::storage::ReadTx& tx) { return storage::newest_cursor(tx, other.id); })).number == before);
}

}  // namespace uke::server
