// Marks of possible doubles. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"

#include <vector>

namespace uke::server::rsvps {

// Answers that are marked as possible doubles of that one, oldest first.
[[nodiscard]] Result<std::vector<AttendeeId>> doubles_of(storage::ReadTx& tx, AttendeeId id);

}  // namespace uke::server::rsvps
