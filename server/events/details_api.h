// The parts of events::routes() about details, links, copies and cancellations, and about fees, goods and programme. Internal to this
// room.
#pragma once

#include "server/web/route.h"

namespace uke::server::events {

[[nodiscard]] web::Routes details_routes();
[[nodiscard]] web::Routes item_routes();

}  // namespace uke::server::events
