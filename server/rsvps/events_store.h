// What the pages and jobs of events ask about answers. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

// People who come (companions included) through each speaker's link of the edition's programme, by the id of the programme item.
[[nodiscard]] Result<std::map<std::string, std::int64_t>> counts_by_via(storage::ReadTx& tx, EditionId edition);

// Who ordered it, after `after` in the order of their ids.
[[nodiscard]] Result<std::vector<AttendeeId>> who_ordered(storage::ReadTx& tx, std::string_view goods, AttendeeId after,
                                                          std::int64_t limit);

}  // namespace uke::server::rsvps
