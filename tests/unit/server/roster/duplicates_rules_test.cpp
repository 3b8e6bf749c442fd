// Merging and undoing as pure rules: whatever was merged, in whatever order it is undone, nothing of it stays.
#include "server/roster/duplicates_rules.h"
#include "shared/json/json.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"

#include <algorithm>
#include <array>

using namespace uke;
using namespace uke::server::roster;

namespace {

MemberFields named(std::string family, std::string given) {
  MemberFields fields;
  fields.family_name = std::move(family);
  fields.given_name = std::move(given);
  return fields;
}

// From few words, so that values coincide.
MemberFields somebody(test::Chance& chance) {
  static constexpr std::array<const char*, 5> kWords = {"", "一", "二", "三", "四"};
  const auto word = [&] { return std::string(kWords[static_cast<std::size_t>(chance.below(5))]); };
  auto fields = named("家" + word(), word());
  fields.kana = word();
  fields.former_name = word();
  fields.show_former_name = chance.below(2) == 0;
  fields.display_name = word();
  fields.email = word();
  fields.department = word();
  fields.joined_year = chance.below(3) * 10;
  fields.occupation = chance.below(2) == 0 ? Occupation::retired : Occupation::unknown;
  fields.note = chance.below(3) == 0 ? word() + (chance.below(2) == 0 ? "の\n続き" : "") : word();
  for (int i = chance.below(3); i > 0; --i) {
    const auto alias = "別" + word();
    if (std::ranges::find(fields.aliases, alias) == fields.aliases.end()) fields.aliases.push_back(alias);
  }
  return fields;
}

// A roster on which merges are made and undone as the service does it.
struct Roster {
  MergeWorld world;
  std::int64_t step = 1;

  MemberId add(MemberFields fields) {
    const auto id = test::an_id<MemberId>(world.members.size() + 1);
    world.members.emplace(id, std::move(fields));
    return id;
  }
  void merge(MemberId member, MemberId into, const std::vector<std::string>& taken) {
    auto& survivor = world.members.at(into);
    const auto after = merged_fields(survivor, world.members.at(member), taken);
    world.merges.push_back({member, into, {survivor, step}, {after, step + 1}});
    survivor = after;
    ++step;
  }
  bool is_merged(MemberId id) const { return std::ranges::find(world.merges, id, &Merge::member) != world.merges.end(); }
};

// Everybody as text, so that a failure says what differs.
std::string text_of(const std::map<MemberId, MemberFields>& members) {
  std::string text;
  for (const auto& [id, fields] : members) text += json::to_text(fields) + "\n";
  return text;
}

std::vector<std::string> some_fields(test::Chance& chance) {
  std::vector<std::string> taken;
  for (const auto& field : choosable_fields()) {
    if (chance.below(3) == 0) taken.push_back(field);
  }
  return taken;
}

MemberId merge_two(Roster& roster, test::Chance& chance, const std::vector<MemberId>& ids) {
  const auto any = [&] { return ids[static_cast<std::size_t>(chance.below(static_cast<int>(ids.size())))]; };
  for (;;) {
    const auto member = any();
    const auto into = any();
    if (member == into || roster.is_merged(member) || roster.is_merged(into)) continue;
    roster.merge(member, into, some_fields(chance));
    return member;
  }
}

}  // namespace

TEST_CASE("what_the_survivor_lacks_is_a_gap_and_an_undivided_name_is_none") {
  auto into = named("髙橋一郎", "");
  into.email = "i@example.jp";
  auto member = named("高橋", "一郎");
  member.kana = "たかはし いちろう";
  member.joined_year = 1984;
  member.email = "other@example.jp";
  CHECK(gaps(into, member) == std::vector<std::string>{"kana", "joined_year"});
}

TEST_CASE("names_that_do_not_go_on_become_aliases_and_notes_are_united") {
  auto into = named("山﨑", "美智子");
  into.note = "幹事";
  auto member = named("鈴木", "美智子");
  member.display_name = "Michiko Suzuki";
  member.aliases = {"みっちゃん"};
  member.note = "名古屋から";
  const auto merged = merged_fields(into, member, {});
  CHECK(whole_name(merged) == "山﨑 美智子");
  CHECK(merged.aliases == std::vector<std::string>{"鈴木 美智子", "Michiko Suzuki", "みっちゃん"});
  CHECK(merged.note == "幹事\n名古屋から");
  const auto turned = merged_fields(into, member, {"family_name", "display_name"});
  CHECK(whole_name(turned) == "鈴木 美智子");
  CHECK(turned.display_name == "Michiko Suzuki");
  CHECK(turned.aliases == std::vector<std::string>{"山﨑 美智子", "みっちゃん"});
}

TEST_CASE("a_name_in_another_spelling_of_the_same_kanji_is_no_alias") {
  CHECK(merged_fields(named("髙橋", "一郎"), named("高橋", "一郎"), {}).aliases.empty());
}

TEST_CASE("aliases_and_notes_that_find_no_room_stay_where_they_are") {
  auto into = named("佐藤", "花子");
  for (std::size_t i = 0; i < kAliasesMax; ++i) into.aliases.push_back("別名" + std::to_string(i));
  into.note = std::string(static_cast<std::size_t>(kNoteMax), 'x');
  auto member = named("田中", "花子");
  member.note = "y";
  const auto merged = merged_fields(into, member, {});
  CHECK(merged == into);
}

TEST_CASE("whatever_was_merged_is_as_before_when_all_of_it_is_undone_in_any_order") {
  test::Chance chance(20270220);
  for (int round = 0; round < 2000; ++round) {
    INFO("round " << round);
    Roster roster;
    std::vector<MemberId> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(roster.add(somebody(chance)));
    const auto before = roster.world.members;
    std::vector<MemberId> merged;
    const int merges = 1 + chance.below(5);
    for (int i = 0; i < merges; ++i) merged.push_back(merge_two(roster, chance, ids));
    while (!merged.empty()) {
      const auto at = merged.begin() + chance.below(static_cast<int>(merged.size()));
      undo_in(roster.world, *at);
      merged.erase(at);
    }
    CHECK(roster.world.merges.empty());
    CHECK(text_of(roster.world.members) == text_of(before));
  }
}

TEST_CASE("undoing_the_last_merge_is_the_identity_while_earlier_ones_stay") {
  test::Chance chance(3);
  for (int round = 0; round < 500; ++round) {
    Roster roster;
    std::vector<MemberId> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(roster.add(somebody(chance)));
    merge_two(roster, chance, ids);
    merge_two(roster, chance, ids);
    const auto before = roster.world;
    const auto last = merge_two(roster, chance, ids);
    undo_in(roster.world, last);
    CHECK(text_of(roster.world.members) == text_of(before.members));
    CHECK(roster.world.merges == before.merges);
  }
}

TEST_CASE("what_was_edited_after_a_merge_stays_when_it_is_undone") {
  Roster roster;
  const auto into = roster.add(named("山﨑", "美智子"));
  auto other = named("鈴木", "美智子");
  other.email = "old@example.jp";
  other.department = "経理課";
  other.note = "名古屋から";
  const auto member = roster.add(other);
  roster.merge(member, into, {"email", "department"});
  roster.world.members.at(into).email = "new@example.jp";
  roster.world.members.at(into).aliases.emplace_back("みっちゃん");
  undo_in(roster.world, member);
  const auto& now = roster.world.members.at(into);
  CHECK(now.email == "new@example.jp");
  CHECK(now.department.empty());
  CHECK(now.aliases == std::vector<std::string>{"みっちゃん"});
  CHECK(now.note.empty());
  CHECK(roster.world.members.at(member) == other);
}

TEST_CASE("an_alias_that_two_doubles_have_stays_until_both_are_apart") {
  Roster roster;
  const auto into = roster.add(named("山﨑", "美智子"));
  const auto first = roster.add(named("鈴木", "美智子"));
  const auto second = roster.add(named("鈴木", "美智子"));
  roster.merge(first, into, {});
  roster.merge(second, into, {});
  undo_in(roster.world, first);
  CHECK(roster.world.members.at(into).aliases == std::vector<std::string>{"鈴木 美智子"});
  undo_in(roster.world, second);
  CHECK(roster.world.members.at(into).aliases.empty());
}

TEST_CASE("undoing_the_lower_merge_of_a_chain_takes_its_names_from_the_top") {
  Roster roster;
  auto a_fields = named("鈴木", "美智子");
  a_fields.email = "a@example.jp";
  const auto a = roster.add(a_fields);
  const auto b = roster.add(named("山﨑", "美智子"));
  const auto c = roster.add(named("山崎", "みちこ"));
  roster.merge(a, b, {"email"});
  roster.merge(b, c, {"email"});
  CHECK(roster.world.members.at(c).email == "a@example.jp");
  undo_in(roster.world, a);
  CHECK(roster.world.members.at(c).email.empty());
  CHECK(roster.world.members.at(c).aliases == std::vector<std::string>{"山﨑 美智子"});
}
