// Counting members: everybody once, under one spelling, and titles that say no more than the numbers do.
#include "server/roster/statistics.h"
#include "tests/support/chance.h"
#include "tests/unit/server/roster/members.h"

namespace uke::server::roster {

using namespace uke::test;

namespace {

Statistics statistics_of(RoomDatabase& database, std::optional<MemberState> state = {}) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return get_statistics(tx, a_reception(), state); }));
}

Finding finding(std::vector<Tally> raw, Attribute attribute = Attribute::age_decade) { return finding_of(breakdown_of(attribute, raw)); }

using Kind = Finding::Kind;

}  // namespace

TEST_CASE("every_attribute_counts_every_member_once") {
  RoomDatabase database;
  Chance chance(1);
  std::vector<MemberId> ids;
  for (int i = 0; i < 60; ++i) {
    auto builder = a_member().named("家", std::to_string(i)).state(chance.below(2) == 0 ? MemberState::approved : MemberState::provisional);
    builder.at(chance.below(3) == 0 ? "" : "事業所" + std::to_string(chance.below(3)),
               chance.below(5) == 0 ? "" : "部" + std::to_string(i));
    builder.fields().age_decade = chance.below(7) * 10;
    builder.fields().joined_year = chance.below(3) == 0 ? 0 : 1960 + chance.below(60);
    builder.fields().occupation = chance.below(2) == 0 ? Occupation::retired : Occupation::unknown;
    ids.push_back(make_member(database, builder).id);
  }
  make_double(database, ids[0], ids[1]);
  const auto all = statistics_of(database);
  CHECK(all.members == 59);
  REQUIRE(all.attributes.size() == kAttributes.size());
  std::int64_t of_states = 0;
  for (const auto state : {MemberState::approved, MemberState::provisional}) {
    const auto some = statistics_of(database, state);
    of_states += some.members;
    for (const auto& breakdown : some.attributes) CHECK(breakdown.members() == some.members);
  }
  CHECK(of_states == 59);
  for (const auto& breakdown : all.attributes) {
    INFO(enum_name(breakdown.attribute));
    CHECK(breakdown.members() == 59);
  }
  CHECK(all.attributes[static_cast<std::size_t>(Attribute::department)].values.size() == kTopValues);
  CHECK(all.attributes[static_cast<std::size_t>(Attribute::department)].others ==
        all.attributes[static_cast<std::size_t>(Attribute::department)].other_values);
  CHECK(statistics_of(database, MemberState::deceased).members == 0);
}

TEST_CASE("sums_hold_for_any_counts") {
  Chance chance(2);
  for (int round = 0; round < 200; ++round) {
    std::vector<Tally> raw;
    std::int64_t people = 0;
    for (int i = chance.below(60); i > 0; --i) {
      raw.push_back({chance.below(4) == 0 ? "" : "部署" + std::to_string(chance.below(40)), 1 + chance.below(9)});
      people += raw.back().count;
    }
    for (const auto attribute : kAttributes) CHECK(breakdown_of(attribute, raw).members() == people);
  }
}

TEST_CASE("spellings_of_one_value_are_counted_together_under_the_most_frequent_one") {
  const auto counted = breakdown_of(Attribute::department, {{"ソフト開発部", 3}, {"ｿﾌﾄ開発部", 1}, {"経理課", 5}, {"", 2}});
  CHECK(counted.values == std::vector<Tally>{{"経理課", 5}, {"ソフト開発部", 4}});
  CHECK(counted.unknown == 2);
}

TEST_CASE("numbers_and_words_of_a_list_keep_their_order") {
  CHECK(breakdown_of(Attribute::age_decade, {{"60", 9}, {"0", 1}, {"50", 1}}).values == std::vector<Tally>{{"50", 1}, {"60", 9}});
  CHECK(breakdown_of(Attribute::occupation, {{"other", 9}, {"unknown", 1}, {"retired", 1}}).values ==
        std::vector<Tally>{{"retired", 1}, {"other", 9}});
  CHECK(breakdown_of(Attribute::state, {{"deceased", 1}, {"provisional", 1}}).values ==
        std::vector<Tally>{{"provisional", 1}, {"deceased", 1}});
}

TEST_CASE("joined_years_stand_together_by_five") {
  RoomDatabase database;
  for (const auto year : {1984, 1985, 1989, 1990, 0}) {
    auto builder = a_member();
    builder.fields().joined_year = year;
    make_member(database, builder);
  }
  const auto years = statistics_of(database).attributes[static_cast<std::size_t>(Attribute::joined_year)];
  CHECK(years.values == std::vector<Tally>{{"1980", 1}, {"1985", 2}, {"1990", 1}});
  CHECK(years.unknown == 1);
}

TEST_CASE("a_title_says_no_more_than_the_numbers") {
  CHECK(finding({}).kind == Kind::nothing);
  CHECK(finding({{"0", 100}}).kind == Kind::nothing);
  CHECK(finding({{"50", 3}, {"0", 100}}).kind == Kind::few);
  CHECK(finding({{"50", 10}}).kind == Kind::all);
  CHECK(finding({{"50", 50}, {"60", 30}, {"70", 20}}).kind == Kind::half);
  CHECK(finding({{"50", 48}, {"60", 52}}).kind == Kind::half);
  CHECK(finding({{"50", 50}, {"60", 50}}).kind == Kind::tie);
  CHECK(finding({{"50", 53}, {"60", 47}}).kind == Kind::most);
  CHECK(finding({{"50", 47}, {"60", 30}, {"70", 23}}).kind == Kind::largest);
  const auto largest = finding({{"50", 2}, {"60", 1}, {"70", 1}, {"40", 1}, {"0", 9}});
  CHECK(largest.value == "50");
  CHECK(largest.share == 40);
  CHECK(largest.known == 5);
  CHECK(largest.of_known_only);
}

TEST_CASE("kiosks_and_strangers_get_no_statistics") {
  RoomDatabase database;
  for (const auto& actor : {web::Actor{}, a_kiosk_of(EditionId{})}) {
    const auto refused = database.read([&](uke::storage::ReadTx& tx) { return get_statistics(tx, actor, {}); });
    CHECK(refused.error().code == ErrorCode::forbidden);
  }
}

}  // namespace uke::server::roster
