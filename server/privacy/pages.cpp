#include "server/privacy/pages.h"

#include <iterator>

namespace uke::server::privacy {

web::Routes page_routes(render::PagesPtr pages) {
  auto routes = data_page_routes(pages);
  for (auto more : {erase_page_routes(pages), answers_page_routes(pages)}) {
    routes.insert(routes.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return routes;
}

}  // namespace uke::server::privacy
