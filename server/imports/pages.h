// The organizers' pages of imports.
//
//   GET, POST  /imports                        GET        /imports/{import}
//   GET        /imports/{import}/progress      GET, POST  /imports/{import}/columns
//   POST       /imports/{import}/rows/{row}    POST       /imports/{import}/skip, /apply, /undo, /discard
//   GET        /imports/{import}/left-out
#pragma once

#include "server/imports/work.h"
#include "server/render/pages.h"
#include "server/web/route.h"

namespace uke::server::imports {

[[nodiscard]] web::Routes page_routes(render::PagesPtr pages, const Place& place);

// For the navigation.
inline constexpr const char* kImportsPath = "/imports";

}  // namespace uke::server::imports
