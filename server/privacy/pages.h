// The organizers' pages of one person's data and answers. Admins only; answers are linked by all organizers.
//
//   GET  /members/{member}/data              POST  /members/{member}/data/download
//   GET  /members/{member}/erase             POST  /members/{member}/erase
//   GET  /members/{member}/answers           POST  /members/{member}/answers/{rsvp}/link, …/unlink, …/undo
#pragma once

#include "server/render/pages.h"
#include "server/web/route.h"

namespace uke::server::privacy {

[[nodiscard]] web::Routes page_routes(render::PagesPtr pages);

// The parts of the above, a file each; internal to this room.
[[nodiscard]] web::Routes data_page_routes(const render::PagesPtr& pages);
[[nodiscard]] web::Routes erase_page_routes(const render::PagesPtr& pages);
[[nodiscard]] web::Routes answers_page_routes(const render::PagesPtr& pages);

}  // namespace uke::server::privacy
