// REST of imports.
//
//   POST   /api/v1/members/import                  GET    /api/v1/members/imports
//   GET    /api/v1/members/imports/{import}        PATCH, DELETE  the same
//   GET    /api/v1/members/imports/{import}/rows
//   POST   /api/v1/members/imports/{import}/apply  POST   /api/v1/members/imports/{import}/undo
#pragma once

#include "server/imports/work.h"
#include "server/web/route.h"

namespace uke::server::imports {

[[nodiscard]] web::Routes routes(const Place& place);

}  // namespace uke::server::imports
