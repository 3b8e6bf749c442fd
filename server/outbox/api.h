// REST: letters, for admins. What it answers is described in assets/openapi.yaml.
#pragma once

#include "server/mail/mail.h"
#include "server/render/pages.h"
#include "server/web/route.h"

namespace uke::server::outbox {

[[nodiscard]] web::Routes routes(const render::PagesPtr& pages, const mail::Settings& settings);

}  // namespace uke::server::outbox
