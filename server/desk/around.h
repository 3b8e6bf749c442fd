// What the desk log says about a few persons, read from the rows that this transaction sees. LiveDesk knows everybody, but only what is
// committed; who writes must also see what the same batch wrote before.
#pragma once

#include "server/desk/rules.h"
#include "server/storage/write_tx.h"
#include "shared/desk/attendance.h"

#include <span>

namespace uke::server::desk {

// All records that bear on these subjects: links and reassigns of the event are followed. A fold that answers for them, and for nobody
// else.
[[nodiscard]] Result<EventFold> fold_around(storage::ReadTx& tx, EventId event, std::span<const Subject> subjects);

}  // namespace uke::server::desk
