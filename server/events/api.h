// REST of events and editions.
//
//   GET, POST      /api/v1/events                   GET, PUT  /api/v1/events/{event}
//   GET, POST      /api/v1/events/{event}/editions  GET, PUT  /api/v1/editions/{edition}  (?tell=true: attendees are told)
//   GET, PUT       /api/v1/events/{event}/details   POST      …/link  …/copies
//   GET, PUT       /api/v1/editions/{edition}/details
//   PUT, DELETE    /api/v1/editions/{edition}/cancellation
//   GET, POST      /api/v1/editions/{edition}/fee-categories  …/goods  …/programme      PUT, DELETE  …/{item}
#pragma once

#include "server/web/route.h"

namespace uke::server::events {

[[nodiscard]] web::Routes routes();

}  // namespace uke::server::events
