#include "server/desk/live.h"

#include "server/desk/store.h"
#include "server/events/service.h"
#include "server/rsvps/store.h"
#include "server/storage/changes.h"

#include <limits>

namespace uke::server::desk {

Result<LiveDesk::Event*> LiveDesk::caught_up(storage::ReadTx& tx, EventId event_id) {
  auto& event = events_[event_id];
  const auto fold = [&](StoredRecord&& row) -> Status {
    const auto change_no = row.change_no;
    TRY(const auto record, to_desk_record(std::move(row)));
    event.fold.add(record);
    event.folded_to = change_no;
    return {};
  };
  TRYV(each_record_after(tx, event_id, event.folded_to, std::numeric_limits<std::int64_t>::max(), fold));
  return &event;
}

Result<Headcount> LiveDesk::headcount(storage::ReadTx& tx, EventId event_id, EditionId edition) {
  TRY(const auto cursor, storage::newest_cursor(tx, event_id));
  const std::lock_guard lock(mutex_);
  TRY(auto* const event, caught_up(tx, event_id));
  auto& counted = event->headcounts[edition];
  if (counted.at != cursor.number) {
    TRY(const auto answers, rsvps::answers_of(tx, edition));
    counted.headcount = count_heads(event->fold, edition, answers);
    counted.at = cursor.number;
  }
  return counted.headcount;
}

Result<std::vector<Conflict>> LiveDesk::conflicts(storage::ReadTx& tx, EventId event_id) {
  TRY(const auto cursor, storage::newest_cursor(tx, event_id));
  const std::lock_guard lock(mutex_);
  TRY(auto* const event, caught_up(tx, event_id));
  if (event->conflicts_at != cursor.number) {
    EventFacts facts;
    TRY(facts.people, rsvps::people_of(tx, event_id));
    TRY(const auto editions, events::list_editions(tx, event_id));
    for (const auto& edition : editions) facts.editions.push_back(events::for_desk(edition));
    event->conflicts = find_conflicts(event->fold, facts);
    event->conflicts_at = cursor.number;
  }
  return event->conflicts;
}

Result<std::int64_t> LiveDesk::top_step(storage::ReadTx& tx, EventId event_id, const Subject& subject) {
  const std::lock_guard lock(mutex_);
  TRY(auto* const event, caught_up(tx, event_id));
  return event->fold.attendance(subject).top_step;
}

void LiveDesk::note_contact(std::string_view kiosk, std::int64_t at_ms) {
  const std::lock_guard lock(contacts_mutex_);
  contacts_.insert_or_assign(std::string(kiosk), at_ms);
}

std::int64_t LiveDesk::last_contact_ms(std::string_view kiosk) const {
  const std::lock_guard lock(contacts_mutex_);
  const auto found = contacts_.find(kiosk);
  return found == contacts_.end() ? 0 : found->second;
}

}  // namespace uke::server::desk
