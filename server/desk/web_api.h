// REST of the web's desk: check-ins and what was ticked on paper.
#pragma once

#include "server/desk/rules.h"  // the words of the door
#include "server/web/route.h"

namespace uke::server::desk {

[[nodiscard]] web::Routes web_desk_routes();

}  // namespace uke::server::desk
