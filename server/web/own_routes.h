// The routes that the server has about itself. Internal to this room.
#pragma once

#include "server/web/route.h"

#include <functional>
#include <string>

namespace uke::server::web {

// One word about the mail queue, for /healthz.
using MailState = std::function<Result<std::string>(ReadTx&)>;

// GET /healthz (open): proves that the disk takes a commit, and says `mail_state` where there is one. GET /metrics (admin): `metrics_text`
// as Prometheus text. GET /openapi.yaml (open): the description of the REST API.
[[nodiscard]] Routes make_own_routes(std::function<std::string()> metrics_text, MailState mail_state = {});

}  // namespace uke::server::web
