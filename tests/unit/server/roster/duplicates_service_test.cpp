// Duplicates on a real database: candidates, merging, undoing, "not the same person", who may, and what is noted.
#include "server/roster/duplicates_service.h"
#include "tests/support/builders.h"
#include "tests/support/chance.h"
#include "tests/unit/server/roster/members.h"

#include <algorithm>

namespace uke::server::roster {

using namespace uke::test;

namespace {

Result<Member> try_merge(RoomDatabase& database, const MergeCommand& command, const web::Actor& actor = an_admin()) {
  return database.write([&](storage::WriteTx& tx) { return merge_members(tx, actor, command); });
}
MergeCommand command_of(const Member& member, const Member& into) {
  return {.into = into.id, .member = member.id, .into_version = into.version, .member_version = member.version, .from_member = {}};
}
Member merge(RoomDatabase& database, const Member& member, const Member& into) {
  return must(try_merge(database, command_of(member, into)));
}
Result<Member> try_undo(RoomDatabase& database, MemberId member, const web::Actor& actor = an_admin()) {
  return database.write([&](storage::WriteTx& tx) { return undo_merge(tx, actor, member); });
}
Member now_of(RoomDatabase& database, MemberId id) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return get_member(tx, an_admin(), id); }));
}
CandidateList candidates(RoomDatabase& database) {
  CandidateCache cache;
  return *must(database.read([&](uke::storage::ReadTx& tx) { return cache.get(tx, an_admin()); }));
}
Status say(RoomDatabase& database, const Member& one, const Member& other, const web::Actor& actor = an_admin()) {
  return database.write([&](storage::WriteTx& tx) { return say_apart(tx, actor, one.id, other.id); });
}

struct TwoMichikos {
  Member yamazaki;
  Member suzuki;
};
TwoMichikos two_michikos(RoomDatabase& database) {
  return {make_member(database, a_member().named("山﨑", "美智子").formerly("鈴木").email("m@example.jp").note("幹事")),
          make_member(database, a_member().named("鈴木", "美智子").kana("すずき みちこ").email("M@example.jp").note("名古屋から"))};
}

}  // namespace

TEST_CASE("two_rows_of_one_person_are_candidates_with_reasons_until_they_are_merged") {
  RoomDatabase database;
  const auto [yamazaki, suzuki] = two_michikos(database);
  make_member(database, a_member().named("新田", "光"));
  const auto found = candidates(database);
  REQUIRE(found.items.size() == 1);
  CHECK(found.items[0].pair == pair_of(suzuki.id, yamazaki.id));
  CHECK(found.items[0].comparison.likeness == Likeness::same);
  CHECK(found.items[0].comparison.reasons == std::vector<Reason>{Reason::former_name, Reason::email});
  merge(database, suzuki, yamazaki);
  CHECK(candidates(database).items.empty());
}

TEST_CASE("a_merge_fills_gaps_unites_names_and_notes_and_is_found_under_both_names") {
  RoomDatabase database;
  const auto [yamazaki, suzuki] = two_michikos(database);
  const auto merged = merge(database, suzuki, yamazaki);
  CHECK(merged.version == yamazaki.version + 1);
  CHECK(merged.fields.kana == "すずき みちこ");
  CHECK(merged.fields.email == "m@example.jp");
  CHECK(merged.fields.note == "幹事\n名古屋から");
  CHECK(merged.fields.aliases == std::vector<std::string>{"鈴木 美智子"});
  CHECK(names_found(database, "鈴木美智子") == std::vector<std::string>{"山﨑 美智子"});
  CHECK(now_of(database, suzuki.id).merged_into == yamazaki.id);
  CHECK(must(database.read([&](uke::storage::ReadTx& tx) { return all_ids_of(tx, yamazaki.id); })) ==
        std::vector<MemberId>{yamazaki.id, suzuki.id});
}

TEST_CASE("the_values_that_an_organizer_chose_go_on_and_no_others") {
  RoomDatabase database;
  const auto [yamazaki, suzuki] = two_michikos(database);
  auto command = command_of(suzuki, yamazaki);
  command.from_member = std::vector<std::string>{"email"};
  const auto merged = must(try_merge(database, command));
  CHECK(merged.fields.email == "M@example.jp");
  CHECK(merged.fields.kana.empty());
}

TEST_CASE("undoing_a_merge_restores_both_and_what_was_edited_since_stays") {
  RoomDatabase database;
  const auto [yamazaki, suzuki] = two_michikos(database);
  const auto merged = merge(database, suzuki, yamazaki);
  auto edited = merged.fields;
  edited.region = "福岡県";
  must(database.write([&](storage::WriteTx& tx) { return change_member(tx, an_admin(), merged.id, merged.version, edited); }));
  const auto back = must(try_undo(database, suzuki.id));
  CHECK_FALSE(back.merged_into);
  CHECK(back.fields == suzuki.fields);
  auto expected = yamazaki.fields;
  expected.region = "福岡県";
  CHECK(now_of(database, yamazaki.id).fields == expected);
  CHECK(candidates(database).items.size() == 1);
  CHECK(try_undo(database, suzuki.id).error().code == ErrorCode::not_found);
}

TEST_CASE("merges_of_a_whole_roster_undone_in_any_order_leave_what_was_there") {
  RoomDatabase database;
  Chance chance(2027);
  std::vector<MemberId> ids;
  std::vector<MemberFields> before;
  for (int i = 0; i < 8; ++i) {
    auto builder = a_member().named("家" + std::to_string(chance.below(3)), std::to_string(chance.below(3)));
    if (chance.below(2) == 0) builder.email("a" + std::to_string(chance.below(2)) + "@example.jp");
    if (chance.below(2) == 0) builder.note("覚え書き" + std::to_string(chance.below(3)));
    ids.push_back(make_member(database, builder).id);
    before.push_back(now_of(database, ids.back()).fields);
  }
  for (int round = 0; round < 20; ++round) {
    std::vector<MemberId> merged;
    for (int i = 0; i < 5; ++i) {
      const auto member = now_of(database, ids[static_cast<std::size_t>(chance.below(8))]);
      const auto into = now_of(database, ids[static_cast<std::size_t>(chance.below(8))]);
      if (member.id == into.id || member.merged_into || into.merged_into) continue;
      merge(database, member, into);
      merged.push_back(member.id);
    }
    while (!merged.empty()) {
      const auto at = merged.begin() + chance.below(static_cast<int>(merged.size()));
      must(try_undo(database, *at));
      merged.erase(at);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) CHECK(now_of(database, ids[i]).fields == before[i]);
  }
}

TEST_CASE("refuses_to_merge_a_merged_member_a_member_with_itself_and_stale_versions") {
  RoomDatabase database;
  const auto [yamazaki, suzuki] = two_michikos(database);
  const auto third = make_member(database, a_member().named("山崎", "美智子"));
  CHECK(try_merge(database, command_of(yamazaki, yamazaki)).error().code == ErrorCode::conflict);
  auto stale = command_of(suzuki, yamazaki);
  stale.member_version = 7;
  CHECK(try_merge(database, stale).error().code == ErrorCode::stale);
  stale = command_of(suzuki, yamazaki);
  stale.into_version = 7;
  CHECK(try_merge(database, stale).error().code == ErrorCode::stale);
  merge(database, suzuki, yamazaki);
  CHECK(try_merge(database, command_of(suzuki, third)).error().code == ErrorCode::conflict);
  CHECK(try_merge(database, command_of(third, suzuki)).error().code == ErrorCode::conflict);
  auto unknown = command_of(third, now_of(database, yamazaki.id));
  unknown.from_member = std::vector<std::string>{"aliases"};
  CHECK(try_merge(database, unknown).error().code == ErrorCode::invalid);
  unknown.member = an_id<MemberId>(999);
  CHECK(try_merge(database, unknown).error().code == ErrorCode::not_found);
}

TEST_CASE("what_would_come_out_must_be_acceptable") {
  RoomDatabase database;
  auto early = a_member().named("佐藤", "健");
  early.fields().left_year = 1990;
  auto late = a_member().named("佐藤", "健");
  late.fields().joined_year = 2001;
  const auto into = make_member(database, early);
  const auto refused = try_merge(database, command_of(make_member(database, late), into));
  CHECK(refused.error().code == ErrorCode::invalid);
  CHECK(refused.error().detail == "left_year: out_of_range");
  CHECK(now_of(database, into.id).version == into.version);
}

TEST_CASE("another_person_is_remembered_for_the_pair_and_can_be_taken_back") {
  RoomDatabase database;
  const auto [yamazaki, suzuki] = two_michikos(database);
  must(say(database, yamazaki, suzuki));
  must(say(database, suzuki, yamazaki));
  CHECK(database.count("select count(*) from members_apart") == 1);
  CHECK(candidates(database).items.empty());
  auto edited = suzuki.fields;
  edited.region = "福岡県";
  must(database.write([&](storage::WriteTx& tx) { return change_member(tx, an_admin(), suzuki.id, suzuki.version, edited); }));
  CHECK(candidates(database).items.empty());
  must(database.write([&](storage::WriteTx& tx) { return take_back_apart(tx, an_admin(), suzuki.id, yamazaki.id); }));
  CHECK(candidates(database).items.size() == 1);
  CHECK(say(database, suzuki, suzuki).error().code == ErrorCode::conflict);
}

TEST_CASE("candidates_that_were_kept_are_looked_for_again_after_every_change") {
  RoomDatabase database;
  CandidateCache cache;
  const auto get = [&] { return must(database.read([&](uke::storage::ReadTx& tx) { return cache.get(tx, an_admin()); })); };
  const auto [yamazaki, suzuki] = two_michikos(database);
  const auto first = get();
  CHECK(get() == first);
  CHECK(first->items.size() == 1);
  merge(database, suzuki, yamazaki);
  CHECK(get()->items.empty());
  must(try_undo(database, suzuki.id));
  CHECK(get()->items.size() == 1);
  must(say(database, yamazaki, suzuki));
  CHECK(get()->items.empty());
}

TEST_CASE("only_admins_see_and_merge_duplicates") {
  RoomDatabase database;
  const auto [yamazaki, suzuki] = two_michikos(database);
  CHECK(try_merge(database, command_of(suzuki, yamazaki), a_reception()).error().code == ErrorCode::forbidden);
  CHECK(try_undo(database, suzuki.id, a_reception()).error().code == ErrorCode::forbidden);
  CHECK(say(database, yamazaki, suzuki, a_reception()).error().code == ErrorCode::forbidden);
  CandidateCache cache;
  const auto refused = database.read([&](uke::storage::ReadTx& tx) { return cache.get(tx, a_reception()); });
  CHECK(refused.error().code == ErrorCode::forbidden);
}

TEST_CASE("merges_are_listed_with_who_made_them_and_the_log_says_what_changed") {
  RoomDatabase database;
  const auto [yamazaki, suzuki] = two_michikos(database);
  merge(database, suzuki, yamazaki);
  const auto entries = must(database.read([&](uke::storage::ReadTx& tx) { return merges_of(tx, an_admin(), yamazaki.id); }));
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].member.id == suzuki.id);
  CHECK(entries[0].by_name == "幹事");
  CHECK(entries[0].at_ms == to_ms(database.clock.now()));
  CHECK(database.count("select count(*) from audit_log where action = 'member.merge' and changes like '%merged_from%'") == 1);
  CHECK(database.count("select count(*) from audit_log where action = 'member.merge' and changes like '%merged_into%'") == 1);
  must(try_undo(database, suzuki.id));
  CHECK(database.count("select count(*) from audit_log where action = 'member.unmerge'") == 2);
}

}  // namespace uke::server::roster
