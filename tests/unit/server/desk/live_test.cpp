// Headcount and conflicts as a function of what is committed.
#include "server/desk/service.h"
#include "tests/unit/server/desk/door.h"

namespace uke::server::desk {
namespace {

std::string admit(Door& door, AttendeeId person, std::int64_t seq, std::uint64_t log) {
  DeskRecord record = a_record().at(door.osaka.id).about(Subject::of(person)).seq(seq).step(1).admit();
  record.log = an_id<LogId>(log);
  record.desk = "受付" + std::to_string(log - 899);
  return Door::item(record);
}

EditionHeadcount count(Door& door, LiveDesk& live, EditionId edition) {
  return must(door.database.read([&](uke::storage::ReadTx& tx) { return get_headcount(tx, a_reception(), live, edition); }));
}
std::vector<Conflict> conflicts(Door& door, LiveDesk& live) {
  return must(door.database.read([&](uke::storage::ReadTx& tx) { return get_conflicts(tx, a_reception(), live, door.osaka.id); }));
}

}  // namespace

TEST_CASE("a_headcount_follows_the_records_and_a_fresh_fold_counts_the_same") {
  Door door;
  LiveDesk live;
  const auto hanako = door.person(door.osaka.id, "花子");
  door.person(door.osaka.id, "太郎");
  CHECK(count(door, live, door.osaka.id).expected_onsite == 2);
  CHECK(count(door, live, door.osaka.id).arrived == 0);
  door.upload({admit(door, hanako.id, 1, 900)});
  CHECK(count(door, live, door.osaka.id).arrived == 1);
  CHECK(count(door, live, door.osaka.id).not_come == 1);
  CHECK(count(door, live, door.fukuoka.id).arrived == 0);
  LiveDesk fresh;
  CHECK(static_cast<const Headcount&>(count(door, fresh, door.osaka.id)) == count(door, live, door.osaka.id));
}

TEST_CASE("two_desks_that_did_not_know_of_each_other_are_a_conflict_until_it_is_resolved") {
  Door door;
  LiveDesk live;
  const auto hanako = door.person(door.osaka.id);
  door.upload({admit(door, hanako.id, 1, 900), admit(door, hanako.id, 1, 901)});
  const auto open = conflicts(door, live);
  REQUIRE(open.size() == 1);
  CHECK(open[0].kind == ConflictKind::double_admit);
  CHECK_FALSE(open[0].resolved);
  const auto prepare = [&](const web::Actor& actor, const std::string& id) {
    return door.database.read(
        [&](uke::storage::ReadTx& tx) { return prepare_resolution(tx, actor, live, door.osaka.id, id, {.text = "同じ方でした"}); });
  };
  CHECK(prepare(door.kiosk, open[0].id).error().code == ErrorCode::forbidden);
  CHECK(prepare(a_reception(), "0").error().code == ErrorCode::not_found);
  const auto resolution = must(prepare(a_reception(), open[0].id));
  CHECK(resolution.record.step == 2);
  const auto record = must(door.database.write([&](storage::WriteTx& tx) { return write_resolution(tx, a_reception(), resolution); }));
  CHECK(record.seq == 1);
  REQUIRE(conflicts(door, live).size() == 1);
  CHECK(conflicts(door, live)[0].resolved);
}

TEST_CASE("a_conflict_without_a_person_is_resolved_in_the_name_of_the_servers_log") {
  Door door;
  LiveDesk live;
  auto small = venue_fields();
  small.capacity_onsite = 1;
  must(door.database.write([&](storage::WriteTx& tx) { return events::change_edition(tx, an_admin(), door.osaka.id, 1, small); }));
  const auto first = door.person(door.osaka.id, "花子");
  const auto second = door.person(door.osaka.id, "太郎");
  door.upload({admit(door, first.id, 1, 900), admit(door, second.id, 2, 900)});
  const auto open = conflicts(door, live);
  REQUIRE(open.size() == 1);
  CHECK(open[0].kind == ConflictKind::over_capacity);
  const auto resolution = must(door.database.read(
      [&](uke::storage::ReadTx& tx) { return prepare_resolution(tx, an_admin(), live, door.osaka.id, open[0].id, {.text = ""}); }));
  must(door.database.write([&](storage::WriteTx& tx) { return write_resolution(tx, an_admin(), resolution); }));
  CHECK(conflicts(door, live)[0].resolved);
}

TEST_CASE("a_kiosk_reads_the_headcount_of_its_own_edition_only") {
  Door door;
  LiveDesk live;
  const auto ask = [&](EditionId edition) {
    return door.database.read([&](uke::storage::ReadTx& tx) { return get_headcount(tx, door.kiosk, live, edition); });
  };
  CHECK(ask(door.osaka.id).has_value());
  CHECK(ask(door.fukuoka.id).error().code == ErrorCode::forbidden);
}

TEST_CASE("kiosks_are_listed_with_what_arrived_and_what_waits") {
  Door door;
  LiveDesk live;
  door.upload({Door::item(door.record(1)), "{}"});
  live.note_contact(door.kiosk.id, 42);
  const auto states =
      must(door.database.read([&](uke::storage::ReadTx& tx) { return get_kiosk_states(tx, a_reception(), live, door.osaka.id); }));
  REQUIRE(states.size() == 1);
  CHECK(states[0].name == "受付1");
  CHECK(states[0].have.begin()->second == 1);
  CHECK(states[0].parked == 1);
  CHECK(states[0].last_contact_ms == 42);
  CHECK(states[0].device_name == "minipc");
}

}  // namespace uke::server::desk
