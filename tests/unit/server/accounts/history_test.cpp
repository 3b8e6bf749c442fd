// The audit log and the log of lists handed out.
#include "server/accounts/history.h"
#include "tests/unit/server/accounts/room_database.h"

namespace uke::server {

using namespace uke::test;

namespace {

struct Person {
  std::string name;
  std::int64_t year = 0;
  bool well = true;
};
BOOST_DESCRIBE_STRUCT(Person, (), (name, year, well))

struct Entry {
  std::string actor;
  std::string action;
  std::string kind;
  std::string id;
  std::string changes;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (actor, action, kind, id, changes))

std::vector<Entry> entries(RoomDatabase& database) {
  return must(database.read([](uke::storage::ReadTx& tx) {
    return tx.all<Entry>("select actor_name, action, thing_kind, thing_id, changes from audit_log order by id");
  }));
}

}  // namespace

TEST_CASE("only_what_differs_is_a_change_and_it_reads_as_people_write_it") {
  using accounts::Change;
  CHECK(accounts::changes_between(Person{"髙橋", 1987, true}, Person{"高橋", 1987, false}) ==
        std::vector<Change>{{"name", "髙橋", "高橋"}, {"well", "true", "false"}});
  CHECK(accounts::changes_between(Person{}, Person{}).empty());
}

TEST_CASE("an_entry_says_who_did_what_to_which_thing_and_what_it_was_before") {
  RoomDatabase database;
  must(database.write([](storage::WriteTx& tx) {
    return accounts::audit(tx, an_admin(), "member.change", {"member", "m1"}, {{"kana", "たかはし", "たかはし いちろう"}});
  }));
  database.clock.advance(Millis{1});  // ids sort by the millisecond
  must(database.write([](storage::WriteTx& tx) { return accounts::audit(tx, an_admin(), "pairing_code.create", "e1"); }));
  const auto all = entries(database);
  REQUIRE(all.size() == 2);
  CHECK(all[0].actor == "幹事");
  CHECK(all[0].kind == "member");
  CHECK(all[0].changes == R"([{"field":"kana","before":"たかはし","after":"たかはし いちろう"}])");
  CHECK(all[1].kind == "pairing_code");
  CHECK(all[1].changes == "[]");
}

TEST_CASE("forgetting_a_person_empties_the_changes_about_them_and_about_nobody_else") {
  RoomDatabase database;
  must(database.write([&](storage::WriteTx& tx) -> Status {
    TRYV(accounts::audit(tx, an_admin(), "member.change", {"member", "m1"}, {{"kana", "a", "b"}}));
    database.clock.advance(Millis{1});
    TRYV(accounts::audit(tx, an_admin(), "member.change", {"member", "m2"}, {{"kana", "c", "d"}}));
    database.clock.advance(Millis{1});
    TRYV(accounts::audit(tx, an_admin(), "event.change", {"event", "m1"}, {{"name", "e", "f"}}));
    return accounts::forget_changes(tx, {"member", "m1"});
  }));
  const auto all = entries(database);
  REQUIRE(all.size() == 3);
  CHECK(all[0].changes == "[]");
  CHECK(all[1].changes != "[]");
  CHECK(all[2].changes != "[]");
}

TEST_CASE("a_list_handed_out_is_in_both_logs") {
  RoomDatabase database;
  must(database.write([](storage::WriteTx& tx) {
    return accounts::note_handout(tx, an_admin(), {.what = "roster.xlsx", .filter = "state=approved", .purpose = "案内状", .people = 12});
  }));
  CHECK(database.count("select people from handouts where what = 'roster.xlsx' and actor_name = '幹事'") == 12);
  CHECK(entries(database).at(0).action == "handout.create");
}

}  // namespace uke::server
