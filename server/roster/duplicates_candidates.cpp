#include "server/roster/duplicates_candidates.h"

#include <algorithm>
#include <string_view>

namespace uke::server::roster {
namespace {

// Beyond that many of one key each meets only the next ones in order of their descriptions: a roster of namesakes costs no more.
constexpr std::size_t kMeetAllMax = 300;
constexpr std::size_t kMeetNext = 30;

std::int64_t weight(Reason reason) {
  switch (reason) {
    case Reason::email: return 8;
    case Reason::name:
    case Reason::former_name:
    case Reason::department_and_years: return 4;
    case Reason::alias: return 3;
    case Reason::kana: return 2;
  }
  return 0;
}

std::int64_t score_of(const Comparison& comparison) {
  std::int64_t score = comparison.likeness == Likeness::same ? 100 : 0;
  for (const auto reason : comparison.reasons) score += weight(reason);
  return score;
}

}  // namespace

MemberPair pair_of(MemberId one, MemberId other) { return one < other ? MemberPair{one, other} : MemberPair{other, one}; }

bool is_before(const Candidate& one, const Candidate& other) {
  if (one.score != other.score) return one.score > other.score;
  return one.pair < other.pair;
}

struct CandidateFinder::Found {
  CandidateList list;

  void keep(Candidate&& candidate) {
    ++list.total;
    list.items.push_back(std::move(candidate));
    if (list.items.size() >= 4 * kCandidatesMax) cut();
  }
  void cut() {
    std::ranges::sort(list.items, is_before);
    if (list.items.size() > kCandidatesMax) list.items.resize(kCandidatesMax);
  }
};

void CandidateFinder::add(MemberId id, const MemberFields& fields) {
  Person person{.id = id, .traits = traits_of(fields), .keys = {}};
  for (const auto& key : block_keys(person.traits)) person.keys.push_back(std::hash<std::string_view>{}(key));
  std::ranges::sort(person.keys);
  people_.push_back(std::move(person));
}

// Two people who share several keys are compared at the first of them only.
void CandidateFinder::compare_two(std::uint64_t key, const Person& one, const Person& other, const std::set<MemberPair>& apart,
                                  Found& found) const {
  for (auto a = one.keys.begin(), b = other.keys.begin(); *a < key && *b < key;) {
    if (*a == *b) return;
    *a < *b ? ++a : ++b;
  }
  auto comparison = compare(one.traits, other.traits);
  if (comparison.likeness == Likeness::none) return;
  const auto pair = pair_of(one.id, other.id);
  if (apart.contains(pair)) return;
  const auto score = score_of(comparison);
  found.keep({.pair = pair, .comparison = std::move(comparison), .score = score});
}

CandidateList CandidateFinder::find(const std::set<MemberPair>& apart) {
  // Namesakes who are most alike stand beside each other.
  std::ranges::sort(people_, [](const Person& a, const Person& b) {
    return std::tie(a.traits.joined_year, a.traits.department, a.traits.email, a.id) <
           std::tie(b.traits.joined_year, b.traits.department, b.traits.email, b.id);
  });
  std::vector<std::pair<std::uint64_t, std::uint32_t>> places;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    for (const auto key : people_[i].keys) places.emplace_back(key, static_cast<std::uint32_t>(i));
  }
  std::ranges::sort(places);

  Found found;
  for (std::size_t begin = 0; begin < places.size();) {
    auto end = begin;
    while (end < places.size() && places[end].first == places[begin].first) ++end;
    const auto meets = end - begin <= kMeetAllMax ? end - begin : kMeetNext;
    for (auto i = begin; i < end; ++i) {
      for (auto k = i + 1; k < end && k <= i + meets; ++k) {
        compare_two(places[i].first, people_[places[i].second], people_[places[k].second], apart, found);
      }
    }
    begin = end;
  }
  found.cut();
  people_.clear();
  people_.shrink_to_fit();
  return std::move(found.list);
}

}  // namespace uke::server::roster
