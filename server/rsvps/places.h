// Places of an edition and the line for them. Occupied = onsite yes ∪ ever admitted, walk-ins included; online: online yes.
// Called inside a transaction; for other rooms, without authorisation of its own.
#pragma once

#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"
#include "shared/desk/record.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

struct Places {
  std::int64_t capacity = 0;  // 0 = no limit
  std::int64_t occupied = 0;
  std::int64_t waiting = 0;  // people in line, companions included, those held for approval not
};
// Places::occupied alone: what decides.
[[nodiscard]] Result<std::int64_t> count_occupied(storage::ReadTx& tx, EditionId edition, desk::Mode mode);
[[nodiscard]] Result<Places> places_of(storage::ReadTx& tx, EditionId edition, desk::Mode mode);

// Who waits, first in line first (holders; their companions wait with them).
[[nodiscard]] Result<std::vector<AttendeeRow>> line_of(storage::ReadTx& tx, EditionId edition, desk::Mode mode);

// Lets those in line have the free places, strictly in order (a group that does not fit blocks the line), until the doors open; tells
// kiosks and notes what people are to be told. After everything that frees a place; events' pages and API call it after a change of
// capacity. Returns how many people got a place; of more than kPromotedAtOnce the job kPromoteJob goes on.
inline constexpr std::int64_t kPromotedAtOnce = 60;
inline constexpr std::string_view kPromoteJob = "rsvps.promote";
[[nodiscard]] Result<std::int64_t> promote_waiting(storage::WriteTx& tx, EditionId edition);

// Of desk, for every record that it stores: one that admits somebody takes a place where it was written, for good (an undone admission
// keeps it, too). Others, and those of practice, do nothing.
[[nodiscard]] Status note_admitted(storage::WriteTx& tx, EventId event, const uke::desk::DeskRecord& record);

}  // namespace uke::server::rsvps
