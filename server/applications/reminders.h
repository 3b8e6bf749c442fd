// What comes up by itself: the organizers are reminded of what waits, and what nobody needs any more is erased.
#pragma once

#include "server/jobs/jobs.h"

#include <vector>

namespace uke::server::applications {

// `applications.remind`: daily; marks open applications without a step for kWaitsTooLong, which the home page then names.
// `applications.forget`: daily; erases what was declined or withdrawn kKeptAfterNo ago.
[[nodiscard]] std::vector<jobs::Kind> job_kinds();

}  // namespace uke::server::applications
