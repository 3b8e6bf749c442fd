// Properties of the fold on made-up evenings. A failure prints its seed; put it into `kFirstSeed` to replay it alone.
#include "tests/support/catch.h"
#include "tests/unit/shared/desk/evening.h"
#include "tests/unit/shared/desk/plain_fold.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace uke;
using namespace uke::desk;
using namespace uke::test;

namespace {

constexpr std::uint64_t kFirstSeed = 1;
constexpr std::uint64_t kEvenings = 120;

EventFold folded(const std::vector<DeskRecord>& records) {
  EventFold fold;
  for (const auto& record : records) fold.add(record);
  return fold;
}

void on_evenings(const EveningPlan& plan, const auto& check) {
  for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + kEvenings; ++seed) {
    auto with_seed = plan;
    with_seed.seed = seed;
    INFO("seed " << seed);
    SeededRandom random(seed * 7919);
    check(spend_evening(with_seed), random);
  }
}

std::vector<std::size_t> counts_of(const Evening& evening) {
  std::vector<std::size_t> counts(14);
  for (const auto& record : evening.records) ++counts[static_cast<std::size_t>(record.kind)];
  return counts;
}

}  // namespace

TEST_CASE("the_made_up_evenings_hold_what_the_properties_are_about") {
  std::set<ConflictKind> kinds;
  std::vector<std::size_t> records(14);
  bool some_resolved = false;
  on_evenings({}, [&](const Evening& evening, SeededRandom&) {
    const auto counts = counts_of(evening);
    for (std::size_t i = 0; i < counts.size(); ++i) records[i] += counts[i];
    for (const auto& conflict : find_conflicts(folded(evening.records), evening.facts)) {
      kinds.insert(conflict.kind);
      some_resolved = some_resolved || conflict.resolved;
    }
  });
  CHECK(kinds.size() == 7);
  CHECK(some_resolved);
  for (const auto kind : {Kind::admit, Kind::exit, Kind::undo, Kind::link, Kind::unlink, Kind::reassign, Kind::resolve, Kind::payment}) {
    INFO(enum_name(kind));
    CHECK(records[static_cast<std::size_t>(kind)] > kEvenings);
  }
}

TEST_CASE("any_order_and_any_repetition_give_the_same_attendance_headcount_and_conflicts") {
  on_evenings({}, [](const Evening& evening, SeededRandom& random) {
    const auto expected = meaning(folded(evening.records), evening);
    for (int i = 0; i < 4; ++i) REQUIRE(meaning(folded(shuffled_with_repetitions(evening.records, random)), evening) == expected);
  });
}

TEST_CASE("any_split_among_devices_gives_the_same_once_they_have_exchanged_everything") {
  on_evenings({}, [](const Evening& evening, SeededRandom& random) {
    std::vector<std::vector<DeskRecord>> parts(1 + random.below(5));
    for (const auto& record : evening.records) parts[random.below(parts.size())].push_back(record);
    const auto expected = meaning(folded(evening.records), evening);
    for (std::size_t first = 0; first < parts.size(); ++first) {
      EventFold fold;  // a device that starts with its own part, was looked at, and hears of the others' afterwards
      for (std::size_t i = 0; i < parts.size(); ++i) {
        for (const auto& record : parts[(first + i) % parts.size()]) fold.add(record);
        static_cast<void>(meaning(fold, evening));
      }
      REQUIRE(meaning(fold, evening) == expected);
    }
  });
}

TEST_CASE("the_fold_agrees_with_the_plain_one_at_every_moment") {
  on_evenings({.actions = 60}, [](const Evening& evening, SeededRandom& random) {
    EventFold fold;
    std::vector<DeskRecord> so_far;
    for (const auto& record : shuffled_with_repetitions(evening.records, random)) {
      if (fold.add(record)) so_far.push_back(record);
      const PlainFold plain(so_far);
      const auto& subject = evening.subjects[random.below(evening.subjects.size())];
      const auto& fast = fold.attendance(subject);
      const auto slow = plain.attendance(subject);
      REQUIRE(fold.person(subject) == plain.person(subject));
      REQUIRE(std::tie(fast.presence, fast.edition, fast.paid, fast.payments, fast.handed_over, fast.top_step) ==
              std::tie(slow.presence, slow.edition, slow.paid, slow.payments, slow.handed_over, slow.top_step));
      REQUIRE(std::ranges::equal(fast.admissions, slow.admissions, {}, &Admission::record, &Admission::record));
    }
  });
}

TEST_CASE("resolutions_survive_refolding_and_hold_until_a_new_record_comes") {
  on_evenings({}, [](const Evening& evening, SeededRandom& random) {
    auto records = evening.records;
    auto resolve = records.front();
    resolve.kind = Kind::resolve;
    for (const auto& conflict : find_conflicts(folded(records), evening.facts)) {
      resolve.id.uuid.bytes[0] = static_cast<std::uint8_t>(resolve.id.uuid.bytes[0] + 1);
      resolve.payload.conflict = conflict.id;
      records.push_back(resolve);
    }
    const auto left = find_conflicts(folded(shuffled_with_repetitions(records, random)), evening.facts);
    REQUIRE(std::ranges::all_of(left, &Conflict::resolved));
    REQUIRE(left.size() == records.size() - evening.records.size());
  });
}

TEST_CASE("desks_that_always_know_everything_never_raise_a_double_admit") {
  on_evenings({.sync_percent = 100, .corrections = false}, [](const Evening& evening, SeededRandom&) {
    for (const auto& conflict : find_conflicts(folded(evening.records), evening.facts)) {
      REQUIRE(conflict.kind != ConflictKind::double_admit);
    }
  });
}

TEST_CASE("of_two_admits_without_an_exit_between_the_ignorant_ones_are_in_conflict_and_the_knowing_ones_are_not") {
  std::size_t ignorant_pairs = 0;
  on_evenings({.actions = 200, .sync_percent = 30, .corrections = false}, [&](const Evening& evening, SeededRandom&) {
    const auto fold = folded(evening.records);
    std::set<std::pair<RecordId, RecordId>> in_conflict;
    for (const auto& conflict : find_conflicts(fold, evening.facts)) {
      if (conflict.kind != ConflictKind::double_admit) continue;
      for (std::size_t i = 1; i < conflict.records.size(); ++i) in_conflict.emplace(conflict.records[i], conflict.records[i - 1]);
    }
    for (const auto& subject : fold.people()) {
      std::map<EditionId, const DeskRecord*> last;
      for (const auto* record : fold.records_of(subject)) {
        if (record->kind == Kind::exit) last.clear();
        if (record->kind != Kind::admit) continue;
        const auto* before = std::exchange(last[record->edition], record);
        if (before == nullptr || before->log == record->log) continue;
        const std::pair pair(record->id, before->id);
        const bool knew = evening.known_admits.contains(pair);
        REQUIRE((knew || in_conflict.contains(pair)));
        // Who was at another edition in between may be let in again by a desk that knows, and the steps do not always prove it.
        if (last.size() == 1) REQUIRE_FALSE((knew && in_conflict.contains(pair)));
        ignorant_pairs += in_conflict.count(pair);
      }
    }
  });
  CHECK(ignorant_pairs > kEvenings);
}

TEST_CASE("desks_that_are_cut_off_raise_exactly_one_double_admit_for_each_person_whom_several_let_in") {
  on_evenings({.sync_percent = 0, .corrections = false, .exits = false}, [](const Evening& evening, SeededRandom&) {
    std::map<std::pair<std::string, EditionId>, std::set<LogId>> desks;
    for (const auto& record : evening.records) {
      if (record.kind == Kind::admit) desks[{record.subject.text, record.edition}].insert(record.log);
    }
    std::map<std::pair<std::string, EditionId>, std::size_t> expected;
    for (const auto& [where, logs] : desks) {
      if (logs.size() > 1) expected[where] = logs.size();
    }
    std::map<std::pair<std::string, EditionId>, std::size_t> found;
    const auto fold = folded(evening.records);
    for (const auto& conflict : find_conflicts(fold, evening.facts)) {
      if (conflict.kind == ConflictKind::double_admit) found[{conflict.subject->text, conflict.edition}] += conflict.records.size();
    }
    REQUIRE(found == expected);
    const auto here = evening.facts.editions[0].id;
    const auto arrived = std::ranges::count_if(desks, [&](const auto& entry) { return entry.first.second == here; });
    REQUIRE(count_heads(fold, here, evening.answers).arrived == arrived);
  });
}
