#include "server/accounts/api.h"

#include <iterator>

namespace uke::server::accounts {

web::Routes routes() {
  web::Routes all = organizers_routes();
  for (auto* part : {&own_routes, &history_routes}) {
    auto more = part();
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return all;
}

}  // namespace uke::server::accounts
