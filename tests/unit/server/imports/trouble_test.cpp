#include "tests/support/made_up_list.h"
#include "tests/unit/server/imports/import_room.h"

namespace uke::server::imports {

using test::ImportRoom;
using test::list;
using test::must;
using test::named;
using test::outcome_of;

TEST_CASE("a_crash_in_the_middle_of_reading_loses_and_doubles_nothing") {
  ImportRoom room;
  const auto text = test::csv_of(test::make_up_people(1000, 4));
  for (int crash_after = 0; crash_after < 7; ++crash_after) {
    const auto id = room.bring(text);
    room.steps_until_crash = crash_after;
    (void)room.work(read_import, id);
    room.steps_until_crash = -1;
    must(room.work(read_import, id));
    CHECK(room.get(id).state == ImportState::ready);
    CHECK(room.rows(id).size() == 1000);
  }
}

TEST_CASE("a_crash_in_the_middle_of_writing_or_undoing_goes_on_where_it_was") {
  ImportRoom room;
  const auto read = room.read(test::csv_of(test::make_up_people(400, 6)));
  const auto expected = static_cast<std::size_t>(room.counts(read.id).to_add);
  must(room.db.write([&](auto& tx) { return apply_import(tx, test::an_admin(), read.id, read.version, By::job); }));
  for (int crash_after = 1; room.get(read.id).state == ImportState::applying; ++crash_after) {
    room.steps_until_crash = crash_after;
    (void)room.work(run_application, read.id);
    room.steps_until_crash = -1;
  }
  CHECK(room.members().size() == expected);
  const auto done = room.get(read.id);
  must(room.db.write([&](auto& tx) { return undo_import(tx, test::an_admin(), done.id, done.version, By::job); }));
  for (int crash_after = 1; room.get(read.id).state == ImportState::undoing; ++crash_after) {
    room.steps_until_crash = crash_after;
    (void)room.work(run_undo, read.id);
    room.steps_until_crash = -1;
  }
  CHECK(room.members().empty());
}

TEST_CASE("undo_keeps_what_somebody_changed_since_and_whom_others_name") {
  ImportRoom room;
  auto old = named("佐藤", "太郎", "さとう たろう");
  old.email = "t@example.jp";
  (void)room.add(old);
  const auto done =
      room.apply(room.read("氏名,ふりがな,メール,部署\n山田 花子,やまだ はなこ,h@example.jp,\n佐藤 太郎,さとう "
                           "たろう,t@example.jp,人事部\n鈴木 次郎,すずき じろう,j@example.jp,\n"
                           "田中 三郎,たなか さぶろう,s@example.jp,\n"));
  MemberId named_elsewhere;
  for (const auto& member : room.members()) {
    auto fields = member.fields;
    fields.note = "電話した";
    if (fields.family_name == "山田" || fields.family_name == "佐藤") (void)room.change(member, fields);
    if (fields.family_name == "鈴木") named_elsewhere = member.id;
  }
  room.place.is_known = [named_elsewhere](auto&, MemberId id) -> Result<bool> { return id == named_elsewhere; };
  const auto undone = room.undo(done);
  const auto counts = room.counts(undone.id);
  CHECK(counts.removed == 1);
  CHECK(counts.kept == 3);
  CHECK(room.members().size() == 3);
}

TEST_CASE("what_changed_between_preview_and_confirmation_is_not_written_over") {
  ImportRoom room;
  auto known = named("山田", "花子", "やまだ はなこ");
  known.email = "h@example.jp";
  const auto member = room.add(known);
  const auto read =
      room.read("氏名,ふりがな,メール,部署\n山田 花子,やまだ はなこ,h@example.jp,人事部\n佐藤 太郎,さとう たろう,t@example.jp,営業部\n");
  CHECK(room.counts(read.id).changes == 1);
  auto fields = member.fields;
  fields.site = "東京本社";
  (void)room.change(member, fields);
  auto other = named("佐藤", "太郎", "さとう たろう");
  other.email = "t@example.jp";
  other.department = "営業部";
  (void)room.add(other);
  const auto done = room.apply(read);
  const auto rows = room.rows(done.id);
  CHECK(outcome_of(rows.at(0)) == "doubtful changed_since");
  CHECK(rows.at(1).outcome == Outcome::same);  // somebody added him meanwhile
  CHECK(room.members().size() == 2);
}

TEST_CASE("two_imports_of_one_list_make_its_people_once") {
  ImportRoom room;
  const auto text = test::csv_of(test::make_up_people(100, 8));
  const auto one = room.read(text);
  const auto two = room.read(text);
  CHECK(room.counts(two.id).new_person == room.counts(one.id).new_person);
  (void)room.apply(one);
  const auto people = room.people();
  const auto done = room.apply(two);
  CHECK(room.people() == people);
  CHECK(room.counts(done.id).created == 0);
}

TEST_CASE("steps_that_the_state_does_not_allow_are_conflicts_and_old_pages_are_stale") {
  ImportRoom room;
  const auto read = room.read(list("roster-utf8-bom.csv"));
  const auto error = [&](auto step) { return room.db.write([&](auto& tx) { return step(tx); }).error().code; };
  CHECK(error([&](auto& tx) { return undo_import(tx, test::an_admin(), read.id, read.version, By::job); }) == ErrorCode::conflict);
  CHECK(error([&](auto& tx) { return apply_import(tx, test::an_admin(), read.id, read.version - 1, By::job); }) == ErrorCode::stale);
  CHECK(error([&](auto& tx) { return apply_import(tx, test::a_reception(), read.id, read.version, By::job); }) == ErrorCode::forbidden);
  CHECK(error([&](auto& tx) { return apply_import(tx, test::an_admin(), ImportId{}, 1, By::job); }) == ErrorCode::not_found);
  const auto done = room.apply(read);
  CHECK(error([&](auto& tx) { return apply_import(tx, test::an_admin(), done.id, done.version, By::job); }) == ErrorCode::conflict);
  CHECK(error([&](auto& tx) { return discard_import(tx, test::an_admin(), done.id, done.version); }) == ErrorCode::conflict);
  CHECK(room.decide(done.id, {.seq = 1, .decision = Decision::skip, .member = {}}).error().code == ErrorCode::conflict);
  must(room.work(run_application, done.id));  // a job that runs once too often
  CHECK(room.members().size() == 10);
}

TEST_CASE("after_a_month_file_rows_and_undo_are_gone") {
  ImportRoom room;
  const auto waiting = room.read(list("roster-cp932.csv"));
  const auto done = room.apply(room.read(list("roster-utf8-bom.csv")));
  must(room.tidy());
  CHECK(room.rows(done.id).size() == 10);
  room.db.clock.advance(std::chrono::hours{24 * 31});
  must(room.tidy());
  must(room.tidy());
  CHECK(room.db.count("select count(*) from import_rows") == 0);
  CHECK(kept_files(room.place.folder).empty());
  CHECK(room.db.read([&](auto& tx) { return get_import(tx, test::an_admin(), waiting.id); }).error().code == ErrorCode::not_found);
  const auto old = room.get(done.id);
  CHECK(room.db.write([&](auto& tx) { return undo_import(tx, test::an_admin(), old.id, old.version, By::job); }).error().code ==
        ErrorCode::conflict);
}

}  // namespace uke::server::imports
