// Which records the server has: the bookkeeping behind LogBook::unsent and LogBook::acknowledge. Free functions over a transaction.
#pragma once

#include "kiosk/store/records.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace uke::kiosk::store {

[[nodiscard]] Result<std::vector<json::Raw>> unsent_items(ReadTx& tx, std::size_t records_max, std::size_t bytes_max);

// Strikes what was stored or parked off the unsent ones. Returns the records that the server refused because it knows another record of
// that log and number.
[[nodiscard]] Result<std::vector<RecordId>> take_results(WriteTx& tx, std::span<const wire::UploadResult> results);

// Remembers what the server has; what it lost of a log that it names is unsent again.
[[nodiscard]] Status take_have(WriteTx& tx, const wire::Have& have);

// The records held of that log above `seq`, but not the parked ones.
[[nodiscard]] Status unsend_above(WriteTx& tx, std::string_view log, std::int64_t seq);

// All records held, those of other desks included, but not the parked ones.
[[nodiscard]] Status unsend_everything(WriteTx& tx);

}  // namespace uke::kiosk::store
