// What of a member an organizer gets to see. Pure; thread-safe.
#pragma once

#include "server/roster/service.h"

namespace uke::server::roster {

// Reception needs names at the door, and neither addresses nor what organizers noted.
[[nodiscard]] Member as_seen_by(const web::Actor& actor, Member member);

}  // namespace uke::server::roster
