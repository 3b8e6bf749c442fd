#include "tests/unit/shared/desk/plain_fold.h"

#include <algorithm>

namespace uke::test {

using namespace uke::desk;

bool PlainFold::live(const DeskRecord& record) const {
  return record.kind == Kind::undo ||
         std::ranges::none_of(records_, [&](const auto& other) { return other.kind == Kind::undo && other.ref == record.id; });
}

std::vector<Subject> PlainFold::joined(const Subject& subject) const {
  std::vector<Subject> group = {subject};
  const auto in_group = [&](const Subject& other) { return std::ranges::find(group, other) != group.end(); };
  for (std::size_t before = 0; before != group.size();) {
    before = group.size();
    for (const auto& link : records_) {
      const auto ends_link = [&](const auto& other) { return other.kind == Kind::unlink && other.ref == link.id && live(other); };
      if (link.kind != Kind::link || !live(link) || std::ranges::any_of(records_, ends_link)) continue;
      if (in_group(link.subject) && !in_group(*link.payload.to)) group.push_back(*link.payload.to);
      if (in_group(*link.payload.to) && !in_group(link.subject)) group.push_back(link.subject);
    }
  }
  return group;
}

Subject PlainFold::person(const Subject& subject) const { return std::ranges::min(joined(subject)); }

Subject PlainFold::owner(const DeskRecord& record) const {
  constexpr Kind kFixed[] = {Kind::undo, Kind::walk_in, Kind::cash_count, Kind::link, Kind::unlink, Kind::reassign, Kind::resolve};
  if (std::ranges::find(kFixed, record.kind) != std::end(kFixed)) return record.subject;
  const DeskRecord* last = nullptr;
  for (const auto& other : records_) {
    if (other.kind != Kind::reassign || other.ref != record.id || !live(other)) continue;
    if (last == nullptr || in_order(*last, other)) last = &other;
  }
  return last != nullptr ? *last->payload.to : record.subject;
}

Attendance PlainFold::attendance(const Subject& subject) const {
  const auto group = joined(subject);
  const auto in_group = [&](const Subject& other) { return std::ranges::find(group, other) != group.end(); };
  std::vector<DeskRecord> mine;
  Attendance sum;
  for (const auto& record : records_) {
    const bool owned = in_group(owner(record));
    if (owned || in_group(record.subject)) sum.top_step = std::max(sum.top_step, record.step);
    if (owned && live(record)) mine.push_back(record);
  }
  std::ranges::sort(mine, in_order);
  for (const auto& record : mine) {
    if (record.kind == Kind::admit) {
      sum.presence = Presence::inside;
      sum.edition = record.edition;
      sum.admissions.push_back(
          {.record = record.id, .log = record.log, .edition = record.edition, .at_ms = record.at_ms, .desk = record.desk});
    }
    if (record.kind == Kind::exit && sum.ever_admitted()) sum.presence = Presence::left;
    if (record.kind == Kind::payment) {
      sum.paid += *record.payload.amount;
      sum.payments.push_back(record.id);
    }
    if (record.kind == Kind::hand_over) sum.handed_over[*record.payload.goods] += *record.payload.quantity;
  }
  return sum;
}

}  // namespace uke::test
