// REST of this room, for organizers.
//
//   GET        /api/v1/applications                            GET, PATCH /api/v1/applications/{application}
//   POST       /api/v1/applications/{application}/approve      …/decline      …/reopen
//   GET, POST  /api/v1/invitations                             GET, DELETE /api/v1/invitations/{invitation}   POST …/restore
//   GET, POST, DELETE  /api/v1/checking-list                   GET /api/v1/checking-list/not-on-the-roster
#pragma once

#include "server/web/route.h"

#include <string>

namespace uke::server::applications {

// `url`: how the outside names this server; "" = whatever name the request used.
[[nodiscard]] web::Routes routes(const std::string& url);

[[nodiscard]] web::Routes application_routes();
[[nodiscard]] web::Routes invitation_routes(const std::string& url);
[[nodiscard]] web::Routes checking_routes();

}  // namespace uke::server::applications
