// Changes of the feed as rows of a roster. Free functions over a transaction.
#pragma once

#include "shared/storage/tx.h"
#include "shared/wire/messages.h"

#include <string>
#include <string_view>

namespace uke::kiosk::store {

using storage::ReadTx;
using storage::WriteTx;

// `invalid` where the change's data cannot be read; then nothing was written. Desk records are passed over.
[[nodiscard]] Status apply_change(WriteTx& tx, const wire::Change& change);

[[nodiscard]] Status set_meta(WriteTx& tx, std::string_view name, std::string_view value);

}  // namespace uke::kiosk::store
