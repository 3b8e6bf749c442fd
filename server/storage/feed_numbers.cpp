#include "server/storage/feed_numbers.h"

#include <fmt/format.h>

#include <algorithm>

namespace uke::server::storage {

Result<std::int64_t> FeedNumbers::next(uke::storage::WriteTx& tx, EventId event) {
  auto taken = std::find_if(events_.begin(), events_.end(), [&](const Taken& known) { return known.event == event; });
  if (taken == events_.end()) {
    TRY(const auto stored, tx.one<std::int64_t>("select number from feed_counters where event_id = :event", event));
    const std::int64_t before = stored.value_or(0);
    events_.push_back({event, before, before, before, fmt::format("{:08x}", tx.random().u64() >> 32)});
    taken = std::prev(events_.end());
  }
  ++taken->last;
  if (numbering_ == Numbering::at_once) TRYV(write(tx, *taken));
  return taken->last;
}

void FeedNumbers::keep() {
  for (auto& taken : events_) taken.kept = taken.last;
}

void FeedNumbers::give_back() {
  for (auto& taken : events_) taken.last = taken.kept;
}

Status FeedNumbers::flush(uke::storage::WriteTx& tx) {
  for (const auto& taken : events_) {
    if (taken.kept > taken.before) TRYV(write(tx, taken));
  }
  return {};
}

Status FeedNumbers::write(uke::storage::WriteTx& tx, const Taken& taken) {
  TRYV(
      tx.exec("insert into feed_counters (event_id, number) values (:event, :number) "
              "on conflict (event_id) do update set number = excluded.number",
              taken.event, taken.last));
  TRYV(
      tx.exec("insert into feed_batches (event_id, first_number, tag) values (:event, :first, :tag) "
              "on conflict (event_id, first_number) do nothing",
              taken.event, taken.before + 1, taken.tag));
  return {};
}

}  // namespace uke::server::storage
