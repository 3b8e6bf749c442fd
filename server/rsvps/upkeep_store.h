// What there is to tend. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"

#include <vector>

namespace uke::server::rsvps {

[[nodiscard]] Result<std::vector<EditionId>> editions_with(storage::ReadTx& tx, desk::RsvpState state);
[[nodiscard]] Result<std::vector<AttendeeId>> holders_in_state(storage::ReadTx& tx, EditionId edition, desk::RsvpState state,
                                                               std::int64_t limit);
// Holders on the roster whose edition is not over by then, in order, after `after`.
[[nodiscard]] Result<std::vector<AttendeeId>> linked_holders(storage::ReadTx& tx, Time now, AttendeeId after, std::int64_t limit);

}  // namespace uke::server::rsvps
