// The organizers' page of an edition's meals.
//
//   GET  /editions/{edition}/catering            POST /editions/{edition}/catering/calls
//   POST /editions/{edition}/catering/calls/{call}/undo
#pragma once

#include "server/render/pages.h"
#include "server/web/route.h"

namespace uke::server::catering {

[[nodiscard]] web::Routes page_routes(render::PagesPtr pages);

}  // namespace uke::server::catering
