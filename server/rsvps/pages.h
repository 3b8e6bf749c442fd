// The organizers' pages of answers.
//
//   GET, POST  /editions/{edition}/rsvps               POST       /editions/{edition}/rsvps/search
//   GET, POST  /editions/{edition}/rsvps/new           GET, POST  /editions/{edition}/rsvps/export, POST …/export/selection
//   GET        /rsvps/{rsvp}                           GET, POST  /rsvps/{rsvp}/edit
//   POST       /rsvps/{rsvp}/{approve, decline, doubt, promote, paid, late, state, move, link, member, find-member}
//   POST       /rsvps/{rsvp}/undo/{step}/{version}
#pragma once

#include "server/render/pages.h"
#include "server/roster/export.h"
#include "server/tickets/site.h"
#include "server/web/route.h"

#include <memory>

namespace uke::server::rsvps {

[[nodiscard]] web::Routes page_routes(render::PagesPtr pages, std::shared_ptr<const roster::ExportFiles> files, const tickets::Site& site);

}  // namespace uke::server::rsvps
