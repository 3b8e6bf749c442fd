// What imports need from the rest of the house.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/base/ids.h"

namespace uke::server {

// Whether an application made or changed the member, or an answer to an event names them: then an undone import leaves them there.
[[nodiscard]] Result<bool> is_known_beside_the_roster(storage::ReadTx& tx, MemberId member);

}  // namespace uke::server
