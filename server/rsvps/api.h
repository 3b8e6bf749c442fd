// REST of answers and their tickets.
//
//   GET, POST  /api/v1/editions/{edition}/rsvps    GET, PATCH  /api/v1/rsvps/{rsvp}
//   GET        /api/v1/tickets/{no}                GET         /api/v1/tickets/{no}/picture?lang=
//   POST       /api/v1/rsvps/{rsvp}/approval, rejection, doubt, promotion, payment, link
//   GET        /api/v1/editions/{edition}/places
#pragma once

#include "server/tickets/site.h"
#include "server/web/route.h"

namespace uke::server::rsvps {

// `internal` if the program lacks its sentences.
[[nodiscard]] Result<web::Routes> routes(const tickets::Site& site);

}  // namespace uke::server::rsvps
