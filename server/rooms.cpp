#include "server/rooms.h"

#include "server/desk/api.h"
#include "server/events/api.h"
#include "server/rsvps/api.h"
#include "server/tickets/site.h"

#include <iterator>

namespace uke::server {
namespace {

void append(web::Routes& all, web::Routes more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Result<House> furnish(const std::string& url) {
  const tickets::Site site{.url = url};
  House house;
  append(house.routes, events::routes());
  TRY(auto answers, rsvps::routes(site));
  append(house.routes, std::move(answers));
  append(house.routes, desk::routes(site));
  return house;
}

}  // namespace uke::server
