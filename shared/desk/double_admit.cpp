#include "shared/desk/double_admit.h"

#include <algorithm>

namespace uke::desk {
namespace {

using Records = std::vector<const DeskRecord*>;

// The highest step of other desks' records that the writer of `record` is proven to have known.
std::int64_t foreign_step_known(const Records& all, const DeskRecord& record) {
  Records own;
  for (const auto* other : all) {
    if (other->log == record.log && other->seq <= record.seq) own.push_back(other);
  }
  std::ranges::sort(own, {}, &DeskRecord::seq);
  std::int64_t own_top = 0;
  std::int64_t foreign = 0;
  for (const auto* before : own) {
    if (before->step > own_top + 1) foreign = std::max(foreign, before->step - 1);
    own_top = std::max(own_top, before->step);
  }
  return foreign;
}

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
    return !knew(later, earlier);
  }

 private:
  [[nodiscard]] bool left_between(const DeskRecord& earlier, const DeskRecord& later) const {
    return std::ranges::any_of(
        live_, [&](const auto* record) { return record->kind == Kind::exit && in_order(earlier, *record) && in_order(*record, later); });
  }

  [[nodiscard]] bool knew(const DeskRecord& later, const DeskRecord& earlier) const {
    // Steps of two subjects can be compared only by a desk that knew they are one person.
    const auto joined_before = [&](const auto* record) { return record->kind == Kind::link && record->step < later.step; };
    if (earlier.subject != later.subject && std::ranges::none_of(live_, joined_before)) return false;
    return foreign_step_known(all_, later) >= earlier.step;
  }

  const EventFold& fold_;
  Records all_;
  Records live_;
};

}  // namespace

std::vector<std::vector<const DeskRecord*>> double_admits(const EventFold& fold, const Subject& person) {
  const Person desk_view(fold, person);
  std::vector<Records> groups;
  std::vector<EditionId> editions;
  for (const auto* record : desk_view.live()) {
    if (record->kind == Kind::admit && std::ranges::find(editions, record->edition) == editions.end()) editions.push_back(record->edition);
  }
  for (const auto& edition : editions) {
    Records group;
    const auto close_group = [&] {
      if (group.size() > 1) groups.push_back(group);
      group.clear();
    };
    for (const auto* record : desk_view.live()) {
      if (record->kind != Kind::admit || record->edition != edition) continue;
      if (!group.empty() && !desk_view.in_ignorance(*group.back(), *record)) close_group();
      group.push_back(record);
    }
    close_group();
  }
  return groups;
}

}  // namespace uke::desk
