// What the REST handlers of this room share: how an answer is shown. Thread-safe.
#pragma once

#include "server/rsvps/service.h"
#include "server/tickets/site.h"
#include "server/web/route.h"
#include "shared/i18n/messages.h"

#include <memory>

namespace uke::server::rsvps {

struct ApiRoom {
  tickets::Site site;
  i18n::Messages japanese;
  i18n::Messages english;
};
using RoomPtr = std::shared_ptr<const ApiRoom>;

// With its version as ETag. A kiosk sees what its desk needs; organizers see everything.
[[nodiscard]] Result<web::Response> rsvp_answer(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx, const Rsvp& rsvp,
                                                int status);

// POST /api/v1/rsvps/{rsvp}/approval …/rejection …/doubt …/promotion …/payment …/link, GET /api/v1/editions/{edition}/places.
[[nodiscard]] web::Routes decision_routes(const RoomPtr& room);

}  // namespace uke::server::rsvps
