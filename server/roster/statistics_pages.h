// GET /members/statistics?state= : how many members there are of each kind, as plots with tables. All organizers.
#pragma once

#include "server/render/pages.h"
#include "server/web/route.h"

namespace uke::server::roster {

[[nodiscard]] web::Routes statistics_page_routes(render::PagesPtr pages);

}  // namespace uke::server::roster
