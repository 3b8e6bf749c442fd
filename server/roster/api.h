// REST of the roster. What is searched by text comes in a body: names never stand in a URL.
//
//   GET, POST  /api/v1/members                    POST             /api/v1/members/search
//   POST       /api/v1/members/export             GET, PUT, PATCH  /api/v1/members/{member}
//   GET        /api/v1/members/{member}/history
#pragma once

#include "server/render/pages.h"
#include "server/roster/export.h"
#include "server/web/route.h"

#include <memory>

namespace uke::server::roster {

[[nodiscard]] web::Routes routes(const render::PagesPtr& pages, const std::shared_ptr<const ExportFiles>& files);

}  // namespace uke::server::roster
