// What was done to a member: the audit log's entries about the row and the rows merged into it. Called inside a transaction.
#pragma once

#include "server/accounts/history.h"
#include "server/roster/service.h"

#include <cstdint>
#include <string>
#include <vector>

namespace uke::server::roster {

struct HistoryEntry {
  std::int64_t at_ms = 0;
  std::string actor_name;
  std::string action;  // member.change
  std::vector<accounts::Change> changes;
};
BOOST_DESCRIBE_STRUCT(HistoryEntry, (), (at_ms, actor_name, action, changes))

// Newest first, at most `limit`. Admins only: it says what was before. `not_found` for an unknown member.
[[nodiscard]] Result<std::vector<HistoryEntry>> history_of(storage::ReadTx& tx, const web::Actor& actor, MemberId id, std::int64_t limit);

}  // namespace uke::server::roster
