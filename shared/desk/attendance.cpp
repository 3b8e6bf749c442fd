#include "shared/desk/attendance.h"

#include "shared/desk/fold_live.h"

#include <algorithm>
#include <unordered_set>

namespace uke::desk {
namespace {

Admission to_admission(const DeskRecord& admit) {
  return {.record = admit.id,
          .log = admit.log,
          .edition = admit.edition,
          .at_ms = admit.at_ms,
          .desk = admit.desk,
          .overridden_cancel = std::ranges::find(admit.payload.overrides, "cancelled") != admit.payload.overrides.end()};
}

void take(Attendance& sum, const DeskRecord& record) {
  const auto& payload = record.payload;
  switch (record.kind) {
    case Kind::admit:
      sum.admissions.push_back(to_admission(record));
      sum.edition = record.edition;
      sum.presence = Presence::inside;
      break;
    case Kind::exit:
      if (sum.presence == Presence::inside) sum.presence = Presence::left;
      break;
    case Kind::payment:
      if (!payload.amount || payload.method == PayMethod::later) break;
      sum.paid += *payload.amount;
      sum.payments.push_back(record.id);
      break;
    case Kind::hand_over:
      if (payload.goods && payload.quantity) sum.handed_over[*payload.goods] += *payload.quantity;
      break;
    default: break;
  }
  sum.top_step = std::max(sum.top_step, record.step);
}

}  // namespace

Attendance fold_live(std::span<const DeskRecord* const> live) {
  Attendance sum;
  for (const auto* record : live) take(sum, *record);
  return sum;
}

Attendance fold_attendance(std::span<const DeskRecord* const> records) {
  std::unordered_set<RecordId> undone;
  std::vector<const DeskRecord*> live;
  std::int64_t top_step = 0;
  for (const auto* record : records) {
    if (record->practice) continue;
    if (record->kind == Kind::undo && record->ref) undone.insert(*record->ref);
    live.push_back(record);
    top_step = std::max(top_step, record->step);
  }
  std::erase_if(live, [&](const auto* record) { return record->kind != Kind::undo && undone.contains(record->id); });
  std::ranges::sort(live, [](const auto* a, const auto* b) { return in_order(*a, *b); });
  const auto repeated = std::ranges::unique(live, {}, [](const auto* record) { return record->id; });
  live.erase(repeated.begin(), repeated.end());
  auto sum = fold_live(live);
  sum.top_step = top_step;
  return sum;
}

}  // namespace uke::desk
