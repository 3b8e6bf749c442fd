// What the pages of the roster show of the rooms to its right.
#pragma once

#include "server/roster/pages.h"

namespace uke::server {

// A member's answers to events, and whether they came: from the desk records, the only source of that.
[[nodiscard]] roster::EventsOf events_of_member();

}  // namespace uke::server
