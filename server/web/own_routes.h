// The routes that the server has about itself. Internal to this room.
#pragma once

#include "server/web/route.h"

#include <functional>
#include <string>

namespace uke::server::web {

// GET /healthz (open): proves that the disk takes a commit. GET /metrics (admin): `metrics_text` as Prometheus text.
// GET /openapi.yaml (open): the description of the REST API.
[[nodiscard]] Routes make_own_routes(std::function<std::string()> metrics_text);

}  // namespace uke::server::web
