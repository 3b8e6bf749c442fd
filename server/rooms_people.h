// What merging members has to know of the rooms to the right of the roster.
#pragma once

#include "server/roster/duplicates_api.h"

namespace uke::server {

// The names of editions to which both said yes, each under any of their merged rows.
[[nodiscard]] roster::SharedEditions editions_of_two_members();

}  // namespace uke::server
