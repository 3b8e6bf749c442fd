// REST of messages.
//
//   GET, POST  /api/v1/editions/{edition}/messages     GET, PUT  /api/v1/messages/{message}
//   POST       /api/v1/messages/{message}/{schedule, unschedule, discard, restore, test}
//   GET        /api/v1/messages/{message}/audience
#pragma once

#include "server/announcements/sending.h"
#include "server/web/route.h"

namespace uke::server::announcements {

[[nodiscard]] web::Routes routes(const SendingParts& parts);

}  // namespace uke::server::announcements
