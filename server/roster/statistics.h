// Counts of members by what is known of them. Called inside a transaction.
//
// Errors: `forbidden` (organizers only).
#pragma once

#include "server/roster/statistics_rules.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <optional>
#include <vector>

namespace uke::server::roster {

struct Statistics {
  std::int64_t members = 0;  // merged doubles are none
  std::vector<Breakdown> attributes;
};
// Of one state, or of everybody. 50,000 members take about 0.1 s: for a reader, not for the writer.
[[nodiscard]] Result<Statistics> get_statistics(storage::ReadTx& tx, const web::Actor& actor, std::optional<MemberState> state);

}  // namespace uke::server::roster
