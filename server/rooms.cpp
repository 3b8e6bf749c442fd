#include "server/rooms.h"

#include "server/accounts/service.h"
#include "server/accounts/sessions.h"
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

constexpr std::int64_t kSessionsAtOnce = 100;

// Writes down when sessions and tokens were used last, and removes sessions that nobody uses any more.
jobs::Kind tending_sessions(std::shared_ptr<accounts::Uses> uses) {
  return {.name = "accounts.tend",
          .work =
              [uses = std::move(uses)](jobs::Run& run, const jobs::JobRow&) {
                const auto taken = uses->take();
                return run.write([&](storage::WriteTx& tx) { return accounts::tend_sessions(tx, taken, kSessionsAtOnce); });
              },
          .every = accounts::Uses::kWrittenEvery};
}

// The organizers' navigation, in this order. What somebody may not open is not shown to them.
std::vector<render::NavItem> navigation() { return {}; }

}  // namespace

Result<House> furnish(const std::string& url) {
  const tickets::Site site{.url = url};
  House house;
  TRY(house.pages, render::Pages::create({.url = url, .organization = {}, .navigation = navigation()}));
  append(house.routes, house.pages->routes());
  auto uses = std::make_shared<accounts::Uses>();
  house.authenticate = accounts::authenticator(url, uses);
  house.jobs.push_back(tending_sessions(uses));
  append(house.routes, events::routes());
  TRY(auto answers, rsvps::routes(site));
  append(house.routes, std::move(answers));
  append(house.routes, desk::routes(site));
  return house;
}

}  // namespace uke::server
