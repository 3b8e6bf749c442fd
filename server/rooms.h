// All rooms of the server put together: their routes, the organizers' navigation and the jobs.
#pragma once

#include "server/jobs/jobs.h"
#include "server/render/pages.h"
#include "server/web/route.h"
#include "shared/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace uke::server {

struct House {
  web::Routes routes;  // of the API and of the pages; the engine adds its own
  std::vector<jobs::Kind> jobs;
  render::PagesPtr pages;
  web::Authenticate authenticate;
};

// `url`: how the outside names this server; `data`: the folder of its database and files. `internal` if the program lacks a sentence or a
// template.
[[nodiscard]] Result<House> furnish(const std::string& url, const std::filesystem::path& data);

}  // namespace uke::server
