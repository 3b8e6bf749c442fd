// REST of duplicates and statistics. Admins only; statistics are for all organizers.
//
//   GET   /api/v1/members/duplicates                 POST    /api/v1/members/duplicates/not-the-same
//   POST  /api/v1/members/merges                     DELETE  /api/v1/members/merges/{member}
//   GET   /api/v1/members/statistics?state=
#pragma once

#include "server/roster/duplicates_service.h"
#include "server/web/route.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace uke::server::roster {

// The names of editions at which both will be there: one person with two tickets. Of a room to the right (server/rooms.cpp).
using SharedEditions = std::function<Result<std::vector<std::string>>(storage::ReadTx&, MemberId one, MemberId other)>;

[[nodiscard]] web::Routes duplicates_routes(std::shared_ptr<CandidateCache> cache, SharedEditions shared);

}  // namespace uke::server::roster
