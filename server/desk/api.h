// REST of the desk: pairing, upload, download, headcount, conflicts, kiosks.
//
//   POST /api/v1/pair                                  POST /api/v1/editions/{edition}/pairing-codes
//   POST /api/v1/desk-records                          GET  /api/v1/desk-changes?after=&wait=&limit=
//   GET  /api/v1/editions/{edition}/headcount          GET  /api/v1/editions/{edition}/kiosks
//   GET  /api/v1/editions/{edition}/conflicts          POST /api/v1/editions/{edition}/conflicts/{conflict}/resolve
//   POST /api/v1/kiosks/{kiosk}/revoke                 GET  /api/v1/parked-records
//   POST /api/v1/editions/{edition}/check-ins          GET, DELETE /api/v1/editions/{edition}/check-ins/{attendee}
//   POST /api/v1/editions/{edition}/paper-entries      DELETE      /api/v1/editions/{edition}/paper-entries/{attendee}
#pragma once

#include "server/desk/live.h"
#include "server/tickets/site.h"
#include "server/web/route.h"

#include <memory>

namespace uke::server::desk {

// Those of web_api.h, too. `live` is shared with the pages: one fold for everybody who counts.
[[nodiscard]] web::Routes routes(const tickets::Site& site, std::shared_ptr<LiveDesk> live = std::make_shared<LiveDesk>());

}  // namespace uke::server::desk
