// The organizers' pages of messages. Admins only.
//
//   GET        /editions/{edition}/messages            GET, POST  /editions/{edition}/messages/new
//   GET        /messages/{message}                     GET, POST  /messages/{message}/edit
//   GET        /messages/{message}/letter              GET, POST  /messages/{message}/send
//   POST       /messages/{message}/{test, unschedule, discard}, /messages/{message}/undo/{version}
#pragma once

#include "server/announcements/sending.h"
#include "server/web/route.h"

namespace uke::server::announcements {

[[nodiscard]] web::Routes page_routes(const SendingParts& parts);

}  // namespace uke::server::announcements
