// Who of a whole roster may be one person: everybody whom comparing all pairs would find, in the order of likeness, without comparing all
// pairs.
#include "server/roster/duplicates_candidates.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"

#include <array>

using namespace uke;
using namespace uke::server::roster;

namespace {

MemberId member(std::uint64_t n) { return test::an_id<MemberId>(n); }

MemberFields somebody(test::Chance& chance) {
  static constexpr std::array<const char*, 6> kFamilies = {"髙橋", "高橋", "佐藤", "鈴木", "山﨑", "さとう"};
  static constexpr std::array<const char*, 6> kGivens = {"一郎", "一朗", "花子", "はなこ", "健", ""};
  static constexpr std::array<const char*, 4> kMails = {"a@example.jp", "B@example.jp", "b@example.jp", ""};
  const auto any = [&](const auto& list) { return list[static_cast<std::size_t>(chance.below(static_cast<int>(list.size())))]; };
  MemberFields fields;
  fields.family_name = any(kFamilies);
  fields.given_name = any(kGivens);
  fields.former_name = chance.below(4) == 0 ? any(kFamilies) : "";
  fields.email = any(kMails);
  fields.joined_year = 1980 + chance.below(4);
  fields.department = chance.below(2) == 0 ? "経理課" : "";
  return fields;
}

std::set<MemberPair> pairs_of(const CandidateList& list) {
  std::set<MemberPair> pairs;
  for (const auto& candidate : list.items) pairs.insert(candidate.pair);
  return pairs;
}

}  // namespace

TEST_CASE("finds_whom_comparing_all_pairs_would_find_each_once") {
  test::Chance chance(5);
  for (int round = 0; round < 50; ++round) {
    std::vector<MemberFields> people;
    for (int i = 0; i < 25; ++i) people.push_back(somebody(chance));
    CandidateFinder finder;
    std::set<MemberPair> expected;
    for (std::size_t i = 0; i < people.size(); ++i) {
      finder.add(member(i), people[i]);
      for (std::size_t k = 0; k < i; ++k) {
        if (compare(people[i], people[k]).likeness != Likeness::none) expected.insert(pair_of(member(i), member(k)));
      }
    }
    const auto found = finder.find({});
    CHECK(found.items.size() == expected.size());
    CHECK(found.total == std::ssize(expected));
    CHECK(pairs_of(found) == expected);
  }
}

TEST_CASE("the_most_alike_come_first_and_those_said_to_be_different_never") {
  MemberFields ichiro;
  ichiro.family_name = "髙橋";
  ichiro.given_name = "一郎";
  auto doubtful = ichiro;
  doubtful.department = "広報部";
  ichiro.email = "i@example.jp";
  const auto find = [&](const std::set<MemberPair>& apart) {
    CandidateFinder finder;
    finder.add(member(1), ichiro);
    finder.add(member(2), doubtful);
    finder.add(member(3), ichiro);
    return finder.find(apart);
  };
  const auto found = find({});
  REQUIRE(found.items.size() == 3);
  CHECK(found.items[0].pair == pair_of(member(3), member(1)));
  CHECK(found.items[0].comparison.likeness == Likeness::same);
  CHECK(found.items[1].comparison.likeness == Likeness::doubtful);
  CHECK(pairs_of(find({pair_of(member(1), member(3))})) ==
        std::set<MemberPair>{pair_of(member(1), member(2)), pair_of(member(2), member(3))});
}

TEST_CASE("a_roster_of_namesakes_is_bounded_in_work_and_in_what_is_kept") {
  CandidateFinder finder;
  MemberFields fields;
  fields.family_name = "佐藤";
  fields.given_name = "花子";
  for (std::uint64_t i = 0; i < 5000; ++i) finder.add(member(i), fields);
  const auto found = finder.find({});
  CHECK(found.items.size() == kCandidatesMax);
  CHECK(found.total > std::ssize(found.items));
  CHECK(found.total < 5000 * 40);
}
