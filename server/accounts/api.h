// REST of organizers, their sessions and tokens, and of the logs.
//
//   GET, POST     /api/v1/organizers                          PATCH  /api/v1/organizers/{organizer}
//   POST, DELETE  /api/v1/organizers/{organizer}/welcome-link
//   GET           /api/v1/sessions      DELETE  /api/v1/sessions/{session}     of the token's own account
//   GET, POST     /api/v1/tokens        DELETE  /api/v1/tokens/{token}         of the token's own account
//   GET           /api/v1/audit         GET     /api/v1/handouts
#pragma once

#include "server/web/route.h"

namespace uke::server::accounts {

[[nodiscard]] web::Routes routes();

[[nodiscard]] web::Routes organizers_routes();
[[nodiscard]] web::Routes own_routes();
[[nodiscard]] web::Routes history_routes();

}  // namespace uke::server::accounts
