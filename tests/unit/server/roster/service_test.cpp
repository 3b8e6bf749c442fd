// Use cases of the roster on a real database: who may, states, versions, what is noted.
#include "tests/unit/server/roster/members.h"

#include <algorithm>

namespace uke::server::roster {

using namespace uke::test;

namespace {

Result<Member> set_state(RoomDatabase& database, const Member& member, MemberState state) {
  return database.write([&](storage::WriteTx& tx) { return set_member_state(tx, an_admin(), member.id, member.version, state); });
}

std::vector<std::string> actions(RoomDatabase& database) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return tx.all<std::string>("select action from audit_log order by id"); }));
}

}  // namespace

TEST_CASE("what_is_stored_of_a_member_is_what_was_given") {
  RoomDatabase database;
  const auto sponsor = make_member(database, a_member().named("佐藤", "一郎"));
  auto given = a_member().kana("やまだ はなこ").formerly("田中").shown_as("Hana").email("h@example.jp").at("大阪", "営業").of("大阪府");
  given.note("一行目\n二行目").alias("はな").alias("ハナ").sponsor(sponsor.id);
  auto& fields = given.fields();
  fields.show_former_name = true;
  fields.joined_year = 1988;
  fields.left_year = 2010;
  fields.employment = Employment::fixed_term;
  fields.occupation = Occupation::self_employed;
  fields.age_decade = 50;
  fields.introduced_by = "佐藤さん";
  const auto made = make_member(database, given);
  const auto read = must(database.read([&](uke::storage::ReadTx& tx) { return get_member(tx, an_admin(), made.id); }));
  CHECK(read.fields == fields);
  CHECK(read.state == MemberState::approved);
  CHECK(read.sponsor == sponsor.id);
  CHECK(read.approved_by == "幹事");
  CHECK(read.approved_ms == to_ms(database.clock.now()));
  CHECK(read.created_ms == read.approved_ms);
  CHECK(read.version == 1);
  CHECK_FALSE(read.was);
  CHECK_FALSE(read.merged_into);
}

TEST_CASE("approving_notes_which_organizer_did_it") {
  RoomDatabase database;
  auto nameless = an_admin();
  nameless.name.clear();
  const auto refused = database.write([&](storage::WriteTx& tx) { return create_member(tx, nameless, a_member()); });
  CHECK(refused.error().code == ErrorCode::conflict);
  const auto invited = make_member(database, a_member().state(MemberState::invited));
  CHECK(invited.approved_by.empty());
  database.clock.advance(Millis{5000});
  const auto approved = must(set_state(database, invited, MemberState::approved));
  CHECK(approved.approved_by == "幹事");
  CHECK(approved.approved_ms == to_ms(database.clock.now()));
}

TEST_CASE("leaving_being_removed_and_dying_are_undone_by_one_step_back") {
  for (const auto gone : {MemberState::left, MemberState::removed, MemberState::deceased}) {
    RoomDatabase database;
    const auto member = make_member(database, a_member().state(MemberState::invited));
    const auto away = must(set_state(database, member, gone));
    CHECK(away.was == MemberState::invited);
    const auto back = must(set_state(database, away, MemberState::invited));
    CHECK(back.state == MemberState::invited);
    CHECK_FALSE(back.was);
    CHECK(back.version == 3);
  }
}

TEST_CASE("the_undo_of_a_death_keeps_who_had_approved_and_nothing_else_follows_one") {
  RoomDatabase database;
  const auto member = make_member(database, a_member());
  database.clock.advance(Millis{60'000});
  const auto dead = must(set_state(database, member, MemberState::deceased));
  CHECK(set_state(database, dead, MemberState::invited).error().code == ErrorCode::conflict);
  const auto back = must(set_state(database, dead, MemberState::approved));
  CHECK(back.approved_ms == member.approved_ms);
  CHECK(set_state(database, back, MemberState::approved).error().code == ErrorCode::conflict);
}

TEST_CASE("of_two_editors_exactly_one_wins_and_the_other_is_stale") {
  RoomDatabase database;
  const auto member = make_member(database, a_member());
  int won = 0;
  for (int editor = 0; editor < 5; ++editor) {
    const auto result = database.write([&](storage::WriteTx& tx) -> Result<Member> {
      auto fields = member.fields;
      fields.department = "部署" + std::to_string(editor);
      return change_member(tx, an_admin(), member.id, member.version, fields);
    });
    if (result)
      ++won;
    else
      CHECK(result.error().code == ErrorCode::stale);
  }
  CHECK(won == 1);
  const auto read = must(database.read([&](uke::storage::ReadTx& tx) { return get_member(tx, an_admin(), member.id); }));
  CHECK(read.fields.department == "部署0");
  CHECK(read.version == 2);
  CHECK(set_state(database, member, MemberState::left).error().code == ErrorCode::stale);
}

TEST_CASE("saving_without_a_change_changes_nothing") {
  RoomDatabase database;
  const auto member = make_member(database, a_member());
  const auto same = must(database.write([&](storage::WriteTx& tx) { return change_member(tx, an_admin(), member.id, 1, member.fields); }));
  CHECK(same.version == 1);
  CHECK(actions(database) == std::vector<std::string>{"member.create"});
}

TEST_CASE("every_change_is_noted_with_what_was_before") {
  RoomDatabase database;
  const auto member = make_member(database, a_member().at("大阪", "営業"));
  auto fields = member.fields;
  fields.site = "福岡";
  database.clock.advance(Millis{1});
  const auto changed = must(database.write([&](storage::WriteTx& tx) { return change_member(tx, an_admin(), member.id, 1, fields); }));
  database.clock.advance(Millis{1});
  must(set_state(database, changed, MemberState::left));
  CHECK(actions(database) == std::vector<std::string>{"member.create", "member.change", "member.state"});
  const auto noted = must(database.read([&](uke::storage::ReadTx& tx) {
    return tx.all<std::string>("select changes from audit_log where thing_id = :id order by id", member.id);
  }));
  REQUIRE(noted.size() == 3);
  CHECK(noted[1] == R"([{"field":"site","before":"大阪","after":"福岡"}])");
  CHECK(noted[2] == R"([{"field":"state","before":"approved","after":"left"}])");
}

TEST_CASE("what_the_rules_of_members_refuse_is_never_stored") {
  RoomDatabase database;
  const auto refused = database.write([&](storage::WriteTx& tx) { return create_member(tx, an_admin(), a_member().named(" ", "\n")); });
  CHECK(refused.error().code == ErrorCode::invalid);
  CHECK(refused.error().detail == "family_name: required");
  CHECK(database.count("select count(*) from members") == 0);
}

TEST_CASE("only_admins_change_members_and_only_organizers_read_them") {
  RoomDatabase database;
  const auto member = make_member(database, a_member());
  auto treasurer = an_admin();
  treasurer.access = web::kTreasurer;
  for (const auto& actor : {treasurer, a_reception(), a_kiosk_of(EditionId{}), web::Actor{}}) {
    must(database.write([&](storage::WriteTx& tx) -> Status {
      CHECK(create_member(tx, actor, a_member()).error().code == ErrorCode::forbidden);
      CHECK(change_member(tx, actor, member.id, 1, member.fields).error().code == ErrorCode::forbidden);
      CHECK(set_member_state(tx, actor, member.id, 1, MemberState::left).error().code == ErrorCode::forbidden);
      CHECK(remove_member(tx, actor, member.id, 1).error().code == ErrorCode::forbidden);
      return {};
    }));
  }
  must(database.read([&](uke::storage::ReadTx& tx) -> Status {
    CHECK(get_member(tx, treasurer, member.id).has_value());
    CHECK(get_member(tx, a_kiosk_of(EditionId{}), member.id).error().code == ErrorCode::forbidden);
    CHECK(search_members(tx, web::Actor{}, MemberQuery{}, "", 10).error().code == ErrorCode::forbidden);
    CHECK(each_member(tx, web::Actor{}, MemberQuery{}, [](const Member&) -> Status { return {}; }).error().code == ErrorCode::forbidden);
    return {};
  }));
}

TEST_CASE("a_removed_member_leaves_nothing_behind_but_that_it_was_there") {
  RoomDatabase database;
  const auto member = make_member(database, a_member().alias("はな").shown_as("Hana"));
  const auto remove = [&](std::int64_t version) {
    return database.write([&](storage::WriteTx& tx) { return remove_member(tx, an_admin(), member.id, version); });
  };
  CHECK(remove(2).error().code == ErrorCode::conflict);
  database.clock.advance(Millis{1});
  must(remove(1));
  CHECK(database.count("select count(*) from members") == 0);
  CHECK(database.count("select count(*) from member_search") == 0);
  CHECK(database.count("select count(*) from member_aliases") == 0);
  CHECK(database.count("select count(*) from audit_log where changes <> '[]'") == 0);
  CHECK(actions(database) == std::vector<std::string>{"member.create", "member.remove"});
  CHECK(remove(1).error().code == ErrorCode::not_found);
}

TEST_CASE("who_is_named_elsewhere_is_not_removed") {
  RoomDatabase database;
  const auto sponsor = make_member(database, a_member());
  const auto other = make_member(database, a_member().named("佐藤", "一郎").sponsor(sponsor.id));
  const auto last = make_member(database, a_member().named("鈴木", "次郎"));
  make_double(database, other.id, last.id);
  for (const auto& member : {sponsor, other, last}) {
    const auto refused = database.write([&](storage::WriteTx& tx) { return remove_member(tx, an_admin(), member.id, 1); });
    CHECK(refused.error().code == ErrorCode::conflict);
  }
}

TEST_CASE("merges_are_followed_to_the_end_and_gathered_from_all_sides") {
  RoomDatabase database;
  std::vector<Member> members;
  for (const std::string name : {"一", "二", "三", "四"}) members.push_back(make_member(database, a_member().named(name, "")));
  make_double(database, members[0].id, members[1].id);
  make_double(database, members[1].id, members[2].id);
  make_double(database, members[3].id, members[2].id);
  must(database.read([&](uke::storage::ReadTx& tx) -> Status {
    for (const auto& member : members) {
      TRY(const auto current, current_of(tx, member.id));
      CHECK(current == members[2].id);
    }
    TRY(auto ids, all_ids_of(tx, members[2].id));
    CHECK(ids.front() == members[2].id);
    CHECK(ids.size() == 4);
    TRY(const auto alone, all_ids_of(tx, members[0].id));
    CHECK(alone.size() == 1);
    TRY(const auto merged, get_member(tx, an_admin(), members[0].id));
    CHECK(merged.merged_into == members[1].id);
    return {};
  }));
}

}  // namespace uke::server::roster
