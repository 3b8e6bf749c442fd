// REST of the meals.
//
//   GET  /api/v1/editions/{edition}/catering
//   POST /api/v1/editions/{edition}/catering/calls
//   POST /api/v1/editions/{edition}/catering/calls/{call}/take-back
#pragma once

#include "server/render/pages.h"
#include "server/web/route.h"

namespace uke::server::catering {

// `pages`: its sentences.
[[nodiscard]] web::Routes routes(const render::PagesPtr& pages);

}  // namespace uke::server::catering
