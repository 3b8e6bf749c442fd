// Stylesheet, script and icon of the pages, under paths that name their contents, so that browsers keep them for ever. Internal to this
// room.
#pragma once

#include "server/web/route.h"

#include <string>

namespace uke::server::render {

struct SiteAssets {
  std::string stylesheet;  // paths
  std::string script;
  std::string icon;
  web::Routes routes;
};

// `internal` for a stylesheet that uses what nobody defines, or a file that the program lacks.
[[nodiscard]] Result<SiteAssets> make_site_assets();

}  // namespace uke::server::render
