// A made-up evening for property tests: desks that know only a part of what the others did, each writing records with the steps that
// its own knowledge gives. The same seed gives the same evening.
#pragma once

#include "shared/desk/conflict.h"
#include "tests/support/fakes.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace uke::test {

// What may happen on the evening.
struct EveningPlan {
  std::uint64_t seed = 0;
  std::size_t actions = 120;
  std::uint64_t sync_percent = 15;  // how often a desk exchanges with the server instead of doing something; 100: before and after
  bool corrections = true;          // undo, reassign, link, unlink, resolve
  bool exits = true;
};

struct Evening {
  std::vector<desk::DeskRecord> records;  // of all desks, in the order in which they were written
  std::vector<desk::Subject> subjects;
  desk::EventFacts facts;
  std::vector<desk::Answer> answers;                     // to the first edition
  std::set<std::pair<RecordId, RecordId>> known_admits;  // an admit, and another that its desk knew when it wrote it
};

[[nodiscard]] Evening spend_evening(const EveningPlan& plan);

// Everything that the records mean, as one text to compare: people, attendance, headcounts, conflicts.
[[nodiscard]] std::string meaning(const desk::EventFold& fold, const Evening& evening);

// In random order, some of them more than once.
[[nodiscard]] std::vector<desk::DeskRecord> shuffled_with_repetitions(const std::vector<desk::DeskRecord>& records, SeededRandom& random);

}  // namespace uke::test
