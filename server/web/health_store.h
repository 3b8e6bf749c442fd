// When the database was last written to by a check. SQL and nothing else; called inside a transaction. Internal to this room.
#pragma once

#include "server/storage/write_tx.h"

#include <optional>

namespace uke::server::web {

[[nodiscard]] Result<std::optional<Time>> last_check(storage::ReadTx& tx);
[[nodiscard]] Status note_check(storage::WriteTx& tx);

}  // namespace uke::server::web
