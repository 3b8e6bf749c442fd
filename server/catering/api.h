// REST of the meals.
//
//   GET  /api/v1/editions/{edition}/catering
//   POST /api/v1/editions/{edition}/catering/calls
//   POST /api/v1/editions/{edition}/catering/calls/{call}/take-back
#pragma once

#include "server/web/route.h"

namespace uke::server::catering {

[[nodiscard]] web::Routes routes();

}  // namespace uke::server::catering
