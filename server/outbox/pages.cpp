#include "server/outbox/pages.h"

#include <iterator>

namespace uke::server::outbox {

web::Routes page_routes(const PageParts& parts) {
  const auto shared = std::make_shared<const PageParts>(parts);
  web::Routes all;
  for (auto* const make : {list_pages, letter_pages, address_pages, unsubscribe_pages}) {
    auto some = make(shared);
    all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  return all;
}

}  // namespace uke::server::outbox
