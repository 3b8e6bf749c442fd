// All rooms of the server put together: their routes, the organizers' navigation and the jobs.
#pragma once

#include "server/jobs/jobs.h"
#include "server/mail/mail.h"
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

// What the operator of this server decided.
struct Ground {
  std::string url;             // how the outside names this server; "" = by the name in each request
  std::filesystem::path data;  // the folder of its database and files
  std::string organization;    // name of the association; "" = the product's name
  mail::Settings mail;
};

// `internal` if the program lacks a sentence or a template.
[[nodiscard]] Result<House> furnish(const Ground& ground);

}  // namespace uke::server
