// What events need of rooms to their right: figures for their pages, and the jobs that follow from their changes.
#pragma once

#include "server/events/pages.h"
#include "server/jobs/jobs.h"

#include <vector>

namespace uke::server {

[[nodiscard]] events::PageParts event_page_parts(const render::PagesPtr& pages);

// Telling everybody of an edition, letting people in line come, telling kiosks of goods with another name, and links for events from
// before there were any.
[[nodiscard]] std::vector<jobs::Kind> event_jobs();

}  // namespace uke::server
