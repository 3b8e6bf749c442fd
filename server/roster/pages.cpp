#include "server/roster/pages.h"

#include "server/roster/pages_kit.h"

#include <iterator>

namespace uke::server::roster {

web::Routes page_routes(render::PagesPtr pages, std::shared_ptr<const ExportFiles> files, EventsOf events_of, NamesInGroup names_in_group) {
  const auto needs =
      std::make_shared<const PageNeeds>(PageNeeds{std::move(pages), std::move(events_of), std::move(files), std::move(names_in_group)});
  web::Routes routes;
  for (auto part : {list_page_routes(needs), member_page_routes(needs), edit_page_routes(needs), export_page_routes(needs)}) {
    routes.insert(routes.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  return routes;
}

}  // namespace uke::server::roster
