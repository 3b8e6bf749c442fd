// The organizers' pages of the desk, for a phone in one hand.
//
//   GET        /editions/{edition}/desk                     the staff's page: numbers, who lost the QR code, last check-ins by phone
//   POST       /editions/{edition}/desk (what is searched)  POST  …/desk/search   GET  …/desk/figures (parts of it)
//   GET        /editions/{edition}/desk/{attendee}          the verdict on one person, and what can be done
//   POST       /desk/check-in   /desk/undo   /desk/here     one tap; taking it back; where this phone's desk is
//   GET, POST  /editions/{edition}/batch                    what was ticked on paper      POST  …/batch/undo
#pragma once

#include "server/desk/live.h"
#include "server/render/pages.h"
#include "server/web/route.h"

#include <memory>

namespace uke::server::desk {

[[nodiscard]] web::Routes page_routes(render::PagesPtr pages, std::shared_ptr<LiveDesk> live);

}  // namespace uke::server::desk
