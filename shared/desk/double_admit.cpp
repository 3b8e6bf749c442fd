#include "shared/desk/double_admit.h"

#include <algorithm>
#include <map>

namespace uke::desk {
namespace {

using Records = std::vector<const DeskRecord*>;

// Nobody has so many records in one evening; beyond, the search for proofs would take long and nothing counts as proven.
constexpr std::size_t kProvableRecordsMax = 256;

// Whether writers of one person's records are proven to have known the record `fact`.
class Proof {
 public:
  Proof(const Records& all, const DeskRecord& fact) : all_(all), fact_(fact) {}

  bool knew(const DeskRecord& writing) {
    if (all_.size() > kProvableRecordsMax) return false;
    if (writing.log == fact_.log) return writing.seq >= fact_.seq;  // its own log; and whoever heard of that heard of the fact before
    const auto [known, fresh] = known_.try_emplace(writing.id, false);
    if (fresh && heard_of_it(writing)) known_[writing.id] = true;
    return known_[writing.id];
  }

 private:
  // Looks for a record of the same desk, no later than `writing`, whose step shows what the desk had heard.
  bool heard_of_it(const DeskRecord& writing) {
    Records own;
    for (const auto* record : all_) {
      if (record->log == writing.log && record->seq <= writing.seq) own.push_back(record);
    }
    std::ranges::sort(own, {}, &DeskRecord::seq);
    std::int64_t own_top = 0;
    for (const auto* record : own) {
      if (record->step > own_top + 1 && record->step <= writing.step && implied_by_step(writing, record->step - 1)) return true;
      own_top = std::max(own_top, record->step);
    }
    return false;
  }

  // The desk had heard of one of the others' records of this step. Steps fall with each question, so this ends.
  bool implied_by_step(const DeskRecord& writing, std::int64_t step) {
    bool any = false;
    for (const auto* record : all_) {
      if (record->step != step || record->log == writing.log) continue;
      if (!knew(*record)) return false;
      any = true;
    }
    return any;
  }

  const Records& all_;
  const DeskRecord& fact_;
  std::map<RecordId, bool> known_;
};

class Person {
 public:
  Person(const EventFold& fold, const Subject& person) : fold_(fold), all_(fold.records_of(person)), live_(fold.live_records_of(person)) {}

  [[nodiscard]] const Records& live() const { return live_; }

  // `later` follows `earlier` among the live admits at one edition.
  [[nodiscard]] bool in_ignorance(const DeskRecord& earlier, const DeskRecord& later) const {
    if (earlier.log == later.log || left_between(earlier, later)) return false;
    const auto first = fold_.owner_of(earlier.id);
    const auto second = fold_.owner_of(later.id);
    if (first != second && first->attendee() && second->attendee()) return false;  // that is same_person
    // Steps of two subjects can be compared only by a desk that knew they are one person.
    const auto joined_before = [&](const auto* record) { return record->kind == Kind::link && record->step < later.step; };
    if (earlier.subject != later.subject && std::ranges::none_of(live_, joined_before)) return true;
    return !Proof(all_, earlier).knew(later);
  }

 private:
  [[nodiscard]] bool left_between(const DeskRecord& earlier, const DeskRecord& later) const {
    return std::ranges::any_of(
        live_, [&](const auto* record) { return record->kind == Kind::exit && in_order(earlier, *record) && in_order(*record, later); });
  }

  const EventFold& fold_;
  Records all_;
  Records live_;
};

}  // namespace

std::vector<std::vector<const DeskRecord*>> double_admits(const EventFold& fold, const Subject& subject) {
  const Person person(fold, subject);
  std::vector<EditionId> editions;
  for (const auto* record : person.live()) {
    if (record->kind == Kind::admit && std::ranges::find(editions, record->edition) == editions.end()) editions.push_back(record->edition);
  }
  std::vector<Records> groups;
  for (const auto& edition : editions) {
    Records group;
    const auto close_group = [&] {
      if (group.size() > 1) groups.push_back(group);
      group.clear();
    };
    for (const auto* record : person.live()) {
      if (record->kind != Kind::admit || record->edition != edition) continue;
      if (!group.empty() && !person.in_ignorance(*group.back(), *record)) close_group();
      group.push_back(record);
    }
    close_group();
  }
  return groups;
}

}  // namespace uke::desk
