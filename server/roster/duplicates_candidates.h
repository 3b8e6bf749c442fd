// Who of many may be one person, without comparing everybody with everybody: only people who share a key (block_keys) meet. Pure; one
// finder belongs to one thread. About 1 KB of memory a person while it lives; 50,000 people take about a second.
#pragma once

#include "server/roster/likeness_traits.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <utility>
#include <vector>

namespace uke::server::roster {

inline constexpr std::size_t kCandidatesMax = 500;  // pairs that are kept, the most alike

// Two members, the smaller id first.
using MemberPair = std::pair<MemberId, MemberId>;
[[nodiscard]] MemberPair pair_of(MemberId one, MemberId other);

struct Candidate {
  MemberPair pair;
  Comparison comparison;
  std::int64_t score = 0;  // the more, the more alike; `same` is above every `doubtful`
};
// The order of the list; the same on every call.
[[nodiscard]] bool is_before(const Candidate& one, const Candidate& other);
struct CandidateList {
  std::vector<Candidate> items;  // most alike first
  std::int64_t total = 0;        // of all pairs that were found
};

class CandidateFinder {
 public:
  void add(MemberId id, const MemberFields& fields);
  // Without the pairs that somebody said are different people. Ends the finder's use.
  [[nodiscard]] CandidateList find(const std::set<MemberPair>& apart);

 private:
  struct Person {
    MemberId id;
    Traits traits;
    std::vector<std::uint64_t> keys;  // sorted hashes of block_keys
  };
  struct Found;
  void compare_two(std::uint64_t key, const Person& one, const Person& other, const std::set<MemberPair>& apart, Found& found) const;

  std::vector<Person> people_;
};

}  // namespace uke::server::roster
