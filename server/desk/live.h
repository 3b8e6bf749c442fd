// The event's desk records folded in memory, caught up from the database before each use. It holds nothing that the database does not
// have: dropping it changes no answer.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/desk/attendance.h"
#include "shared/desk/conflict.h"
#include "shared/desk/headcount.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace uke::server::desk {

using namespace uke::desk;

// Thread-safe: one per process, used by all readers. Only ever given committed state: never call it inside a transaction that writes.
class LiveDesk {
 public:
  // The edition's headcount as of the newest committed change; counted once per change however many ask.
  [[nodiscard]] Result<Headcount> headcount(storage::ReadTx& tx, EventId event, EditionId edition);
  // All conflicts of the event, likewise.
  [[nodiscard]] Result<std::vector<Conflict>> conflicts(storage::ReadTx& tx, EventId event);
  // The highest step that any record of the subject's person has.
  [[nodiscard]] Result<std::int64_t> top_step(storage::ReadTx& tx, EventId event, const Subject& subject);
  // When a kiosk was last heard of; 0 = not since this server started.
  void note_contact(std::string_view kiosk, std::int64_t at_ms);
  [[nodiscard]] std::int64_t last_contact_ms(std::string_view kiosk) const;

 private:
  struct Event {
    EventFold fold;
    std::int64_t folded_to = 0;  // change number
    std::int64_t conflicts_at = -1;
    std::vector<Conflict> conflicts;
    struct Counted {
      std::int64_t at = -1;
      Headcount headcount;
    };
    std::map<EditionId, Counted> headcounts;
  };
  // Folds what is new in the snapshot of `tx`. Precondition: mutex_ is held.
  [[nodiscard]] Result<Event*> caught_up(storage::ReadTx& tx, EventId event);

  std::mutex mutex_;  // guards events_
  std::map<EventId, Event> events_;
  mutable std::mutex contacts_mutex_;  // of its own: the writer notes contacts and must not wait for somebody who counts
  std::map<std::string, std::int64_t, std::less<>> contacts_;
};

}  // namespace uke::server::desk
