// The page that prints.
//
//   GET   /editions/{edition}/paper                choose what, see what is in it
//   POST  /editions/{edition}/paper/set.pdf        the set as one PDF
//   POST  /editions/{edition}/tickets.pdf    tickets on paper
#pragma once

#include "server/render/pages.h"
#include "server/tickets/site.h"
#include "server/web/route.h"

#include <string>

namespace uke::server::paper {

struct PageParts {
  render::PagesPtr pages;
  std::string organization;  // name of the association on receipts; "" = left empty
  tickets::Site site;
};
[[nodiscard]] web::Routes page_routes(const PageParts& parts);

}  // namespace uke::server::paper
