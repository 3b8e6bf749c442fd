// Counting of places and the order of the line. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"
#include "shared/desk/record.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

// People who said yes, companions included.
[[nodiscard]] Result<std::int64_t> count_yes(storage::ReadTx& tx, EditionId edition, desk::Mode mode);
// Whoever was let in there and is not counted by count_yes() for the venue: walk-ins, people who cancelled, people of other editions.
[[nodiscard]] Result<std::int64_t> count_other_admitted(storage::ReadTx& tx, EditionId edition);
// People in line, companions included, those held for approval not.
[[nodiscard]] Result<std::int64_t> count_waiting(storage::ReadTx& tx, EditionId edition, desk::Mode mode);

[[nodiscard]] Status insert_admission(storage::WriteTx& tx, EditionId edition, const uke::desk::Subject& subject,
                                      std::optional<AttendeeId> attendee);
[[nodiscard]] Result<bool> is_admitted_at(storage::ReadTx& tx, EditionId edition, AttendeeId attendee);
// False where the attendee has no details yet.
[[nodiscard]] Result<bool> mark_admitted(storage::WriteTx& tx, AttendeeId attendee);
[[nodiscard]] Result<std::optional<AttendeeId>> find_of_event_by_ticket(storage::ReadTx& tx, EventId event, ticket::TicketNo no);

// Holders in line, first in line first, at most `limit`.
[[nodiscard]] Result<std::vector<AttendeeId>> line_ids(storage::ReadTx& tx, EditionId edition, desk::Mode mode, std::int64_t limit);
// Anybody but that one.
[[nodiscard]] Result<bool> somebody_waits(storage::ReadTx& tx, EditionId edition, desk::Mode mode, AttendeeId except);
// Behind everybody who waits anywhere.
[[nodiscard]] Result<std::int64_t> end_of_line_ms(storage::ReadTx& tx);
// Holders in line before that one.
[[nodiscard]] Result<std::int64_t> count_before(storage::ReadTx& tx, EditionId edition, desk::Mode mode, std::int64_t waiting_since_ms,
                                                AttendeeId id);

}  // namespace uke::server::rsvps
