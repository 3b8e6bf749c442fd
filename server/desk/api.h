// REST of the desk: pairing, upload, download, headcount, conflicts, kiosks.
//
//   POST /api/v1/pair                                  POST /api/v1/editions/{edition}/pairing-codes
//   POST /api/v1/desk-records                          GET  /api/v1/desk-changes?after=&wait=&limit=
//   GET  /api/v1/editions/{edition}/headcount          GET  /api/v1/editions/{edition}/kiosks
//   GET  /api/v1/editions/{edition}/conflicts          POST /api/v1/editions/{edition}/conflicts/{conflict}/resolve
//   POST /api/v1/kiosks/{kiosk}/revoke                 GET  /api/v1/parked-records
#pragma once

#include "server/tickets/site.h"
#include "server/web/route.h"

namespace uke::server::desk {

// The routes share one LiveDesk, which lives as long as any of them.
[[nodiscard]] web::Routes routes(const tickets::Site& site);

}  // namespace uke::server::desk
