#include "tests/support/made_up_list.h"
#include "tests/unit/server/imports/import_room.h"

#include <sys/stat.h>

namespace uke::server::imports {

using test::ImportRoom;
using test::list;
using test::must;
using test::named;
using test::outcome_of;

TEST_CASE("a_list_is_read_shown_and_written_only_when_somebody_says_so") {
  ImportRoom room;
  const auto read = room.read(list("roster-utf8-bom.csv"));
  CHECK(read.state == ImportState::ready);
  CHECK(read.total == 10);
  CHECK(room.counts(read.id).new_person == 10);
  CHECK(room.members().empty());
  const auto done = room.apply(read);
  CHECK(done.state == ImportState::done);
  CHECK(room.counts(done.id).created == 10);
  const auto members = room.members();
  REQUIRE(members.size() == 10);
  for (const auto& member : members) {
    CHECK(member.state == roster::MemberState::approved);
    CHECK(member.approved_by == "幹事");
    CHECK(member.origin == roster::Origin::import);
  }
}

TEST_CASE("the_file_is_for_its_owner_only_and_goes_when_the_import_is_done") {
  ImportRoom room;
  const auto read = room.read(list("roster-cp932.csv"));
  CHECK(read.encoding == tables::Encoding::cp932);
  struct stat info{};
  REQUIRE(::stat(file_of(room.place.folder, read.id).c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  (void)room.apply(read);
  CHECK(kept_files(room.place.folder).empty());
}

TEST_CASE("the_same_file_again_changes_nothing") {
  ImportRoom room;
  (void)room.apply(room.read(list("roster-utf8-bom.csv")));
  const auto before = room.people();
  const auto again = room.read(list("roster-utf8-bom.csv"));
  CHECK(room.counts(again.id).same == 10);
  const auto audited = room.db.count("select count(*) from audit_log where thing_kind = 'member'");
  (void)room.apply(again);
  CHECK(room.people() == before);
  CHECK(room.db.count("select count(*) from audit_log where thing_kind = 'member'") == audited);
}

TEST_CASE("another_groups_list_meets_the_people_who_are_there") {
  ImportRoom room;
  (void)room.apply(room.read(list("roster-utf8-bom.csv")));
  const auto other = room.read(list("other-group.csv"));
  const auto rows = room.rows(other.id);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].outcome == Outcome::changes);  // 高橋 一郎 is 髙橋 一郎; the note is new
  CHECK(rows[3].outcome == Outcome::new_person);
  (void)room.apply(other);
  for (const auto& member : room.members()) {
    if (member.fields.email != "ichiro@example.jp") continue;
    CHECK(member.fields.family_name == "髙橋");  // as it was
    CHECK(member.fields.note == "若手の会 発起人");
  }
}

TEST_CASE("overwriting_is_a_choice") {
  ImportRoom room;
  auto known = named("山田", "花子", "やまだ はなこ");
  known.email = "h@example.jp";
  known.department = "営業部";
  (void)room.add(known);
  const std::string text = "氏名,ふりがな,メール,部署\n山田 花子,やまだ はなこ,h@example.jp,人事部\n";
  CHECK(room.counts(room.read(text).id).same == 1);
  NewImport command;
  command.overwrite = true;
  const auto read = room.read(text, command);
  CHECK(room.counts(read.id).changes == 1);
  (void)room.apply(read);
  CHECK(room.members().at(0).fields.department == "人事部");
}

TEST_CASE("doubtful_rows_are_left_out_until_somebody_decides") {
  ImportRoom room;
  const auto known = room.add(named("山田", "花子"));
  const std::string text = "氏名,部署\n山田 花子,営業部\n";
  const auto read = room.read(text);
  const auto row = room.rows(read.id).at(0);
  CHECK(outcome_of(row) == "doubtful like");
  CHECK(must(candidates_of(row)).at(0).member == known.id);
  SECTION("nobody does") {
    (void)room.apply(read);
    CHECK(room.members().size() == 1);
  }
  SECTION("another person") {
    must(room.decide(read.id, {.seq = 1, .decision = Decision::add, .member = {}}));
    (void)room.apply(read);
    CHECK(room.members().size() == 2);
    CHECK(room.counts(room.read(text).id).same == 1);
  }
  SECTION("the one who is there") {
    must(room.decide(read.id, {.seq = 1, .decision = Decision::member, .member = known.id}));
    (void)room.apply(read);
    REQUIRE(room.members().size() == 1);
    CHECK(room.members()[0].fields.department == "営業部");
  }
  SECTION("nonsense is refused") {
    CHECK(room.decide(read.id, {.seq = 9, .decision = Decision::add, .member = {}}).error().code == ErrorCode::invalid);
    CHECK(room.decide(read.id, {.seq = 1, .decision = Decision::member, .member = {}}).error().code == ErrorCode::invalid);
    CHECK(room.decide(read.id, {.seq = 1, .decision = Decision::member, .member = MemberId{}}).error().code == ErrorCode::invalid);
  }
  SECTION("all at once") {
    must(room.db.write([&](auto& tx) { return skip_all_undecided(tx, test::an_admin(), read.id); }));
    CHECK(room.counts(read.id).undecided == 0);
  }
}

TEST_CASE("rows_that_say_nothing_acceptable_are_errors_with_their_line_and_reason") {
  ImportRoom room;
  const auto read = room.read("氏名,メール,入社年\n,a@example.jp,\n山田 花子,not an address,1984\n" + std::string(500, 'x') +
                              ",,\n佐藤\xff 太郎,,\n田中 一,,1800\n鈴木 次郎,,1990\n");
  std::vector<std::string> found;
  for (const auto& row : room.rows(read.id, Outcome::error)) found.push_back(std::to_string(row.line) + " " + row.reason);
  CHECK(found == std::vector<std::string>{"2 fault:family_name:required", "3 fault:email:not_email", "4 fault:family_name:too_long",
                                          "5 broken", "6 fault:joined_year:out_of_range"});
  (void)room.apply(read);
  CHECK(room.members().size() == 1);
}

TEST_CASE("one_person_twice_in_a_file_is_one_member_with_what_both_rows_say") {
  ImportRoom room;
  const auto read =
      room.read("氏名,メール,部署\n山田 花子,h@example.jp,\n佐藤 太郎,,\n山田　花子,h@example.jp,営業部\n山田 花子,h@example.jp,\n");
  const auto rows = room.rows(read.id);
  CHECK(rows.at(2).outcome == Outcome::changes);
  CHECK(rows.at(2).earlier_seq == 1);
  CHECK(rows.at(3).outcome == Outcome::same);
  const auto done = room.apply(read);
  CHECK(room.members().size() == 2);
  CHECK(room.people().begin()->department + room.people().rbegin()->department == "営業部");
  (void)room.undo(done);
  CHECK(room.members().empty());
}

TEST_CASE("an_import_and_its_undo_leave_members_and_search_as_they_were") {
  ImportRoom room;
  test::Chance chance(3);
  auto people = test::make_up_people(120, 5);
  for (int i = 0; i < 60; ++i) {
    const auto& p = people[static_cast<std::size_t>(i)];
    auto fields = named(p.family, p.given, p.kana);
    fields.email = p.email;
    if (chance.below(2) == 0) fields.department = p.department;
    (void)room.add(fields);
  }
  const auto before = room.people();
  const auto search = room.search_rows();
  const auto overwrite = GENERATE(false, true);
  NewImport command;
  command.overwrite = overwrite;
  const auto read = room.read(test::csv_of(people), command);
  const auto counts = room.counts(read.id);
  CHECK(counts.new_person > 40);
  CHECK(counts.changes > 10);
  const auto done = room.apply(read);
  CHECK_FALSE(room.people() == before);
  const auto undone = room.undo(done);
  CHECK(undone.state == ImportState::undone);
  CHECK(room.people() == before);
  CHECK(room.search_rows() == search);
  CHECK(room.counts(undone.id).kept == 0);
}

TEST_CASE("importing_twice_is_importing_once") {
  const auto seed = GENERATE(1U, 2U, 3U);
  ImportRoom room;
  const auto text = test::csv_of(test::make_up_people(300, seed));
  (void)room.apply(room.read(text));
  const auto once = room.people();
  const auto again = room.read(text);
  const auto counts = room.counts(again.id);
  CHECK(counts.new_person == 0);
  CHECK(counts.changes == 0);
  (void)room.apply(again);
  CHECK(room.people() == once);
}

TEST_CASE("rows_in_any_order_make_the_same_members") {
  auto people = test::make_up_people(150, 9);
  for (int i = 0; i < 20; ++i) {  // some stand twice, each time with another half of what is known
    const auto at = static_cast<std::size_t>(i * 3 + 1);
    auto twin = people[at];
    if (twin.email.empty()) continue;
    people[at].site.clear();
    twin.department.clear();
    people.push_back(twin);
  }
  std::multiset<roster::MemberFields> expected;
  for (std::uint64_t round = 0; round < 4; ++round) {
    ImportRoom room;
    test::Chance chance(round + 1);
    for (std::size_t i = people.size(); round > 0 && i > 1; --i) {
      std::swap(people[i - 1], people[static_cast<std::size_t>(chance.below(static_cast<int>(i)))]);
    }
    (void)room.apply(room.read(test::csv_of(people)));
    if (round == 0) expected = room.people();
    CHECK(room.people() == expected);
  }
  CHECK(expected.size() == 150);
}

TEST_CASE("a_member_who_was_merged_is_met_under_both_names") {
  ImportRoom room;
  const auto kept = room.add(named("山田", "花子", "やまだ はなこ"));
  auto double_fields = named("ハナコ・ヤマダ", "");
  double_fields.email = "hana@example.jp";
  const auto doubled = room.add(double_fields);
  must(room.db.write([&](storage::WriteTx& tx) -> Status {
    TRYV(tx.exec(
        "insert into member_merges (member_id, into_id, at_ms, by_id, by_name, before, after) values (:id, :into, 0, '', '', '{}', '{}')",
        doubled.id, kept.id));
    TRYV(tx.exec("delete from member_search where member_id = :id", doubled.id));
    return {};
  }));
  const auto read = room.read("氏名,メール\nハナコ・ヤマダ,hana@example.jp\n");
  const auto row = room.rows(read.id).at(0);
  CHECK(row.member == kept.id);
}

TEST_CASE("what_is_no_list_fails_with_the_reason_and_can_be_discarded") {
  ImportRoom room;
  const auto failed = [&](const std::string& bytes) {
    const auto import = room.read(bytes);
    CHECK(import.state == ImportState::failed);
    return import.error;
  };
  CHECK(failed("") == "invalid");
  CHECK(failed("氏名,メール\n") == "invalid");  // headings only
  CHECK(failed("\x89PNG\r\n\x1a\n") == "unsupported");
  CHECK(failed("氏名,\"メール\n山田,x\n") == "corrupt");
  const auto import = room.read("");
  must(room.db.write([&](auto& tx) { return discard_import(tx, test::an_admin(), import.id, import.version); }));
  CHECK(room.db.read([&](auto& tx) { return get_import(tx, test::an_admin(), import.id); }).error().code == ErrorCode::not_found);
  must(room.tidy());
  CHECK(room.db.count("select count(*) from imports where state = 'discarded'") == 0);
}

TEST_CASE("corrections_read_the_file_again") {
  ImportRoom room;
  const auto read = room.read("山田 花子,営業部\n佐藤 太郎,人事部\n");
  CHECK(must(columns_of(read)).at(1).meaning == Meaning::none);
  Choice choice;
  choice.meanings = std::vector{Meaning::whole_name, Meaning::department};
  const auto corrected =
      must(room.db.write([&](auto& tx) { return correct_import(tx, test::an_admin(), read.id, read.version, choice, false); }));
  CHECK(corrected.state == ImportState::reading);
  must(room.work(read_import, read.id));
  CHECK(must(fields_of(room.rows(read.id).at(0))).department == "営業部");
  CHECK(room.rows(read.id).size() == 2);
  choice.separator = "|";
  CHECK(room.db.write([&](auto& tx) { return correct_import(tx, test::an_admin(), read.id, corrected.version + 1, choice, false); })
            .error()
            .code == ErrorCode::invalid);
  choice.separator = ";";
  choice.meanings.reset();
  must(room.db.write([&](auto& tx) { return correct_import(tx, test::an_admin(), read.id, corrected.version + 1, choice, false); }));
  must(room.work(read_import, read.id));
  CHECK(must(columns_of(room.get(read.id))).size() == 1);
}

}  // namespace uke::server::imports
