// REST of one person's data. Admins only.
//
//   GET     /api/v1/members/{member}/data
//   DELETE  /api/v1/members/{member}?cancel_answers=true     with If-Match
#pragma once

#include "server/web/route.h"

namespace uke::server::privacy {

[[nodiscard]] web::Routes routes();

}  // namespace uke::server::privacy
