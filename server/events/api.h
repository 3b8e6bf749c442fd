// REST of events and editions.
//
//   GET, POST      /api/v1/events                   GET, PUT  /api/v1/events/{event}
//   GET, POST      /api/v1/events/{event}/editions  GET, PUT  /api/v1/editions/{edition}
#pragma once

#include "server/web/route.h"

namespace uke::server::events {

[[nodiscard]] web::Routes routes();

}  // namespace uke::server::events
