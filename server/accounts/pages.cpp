#include "server/accounts/pages.h"

#include "server/accounts/page_kit.h"

#include <iterator>

namespace uke::server::accounts {

web::Routes page_routes(const PageNeeds& needs) {
  const auto shared = std::make_shared<const PageNeeds>(needs);
  web::Routes all;
  for (auto* part : {&sign_in_page_routes, &welcome_page_routes, &organizers_page_routes, &account_page_routes, &two_step_page_routes,
                     &sessions_page_routes, &tokens_page_routes, &history_page_routes, &home_page_routes}) {
    auto more = part(shared);
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return all;
}

}  // namespace uke::server::accounts
