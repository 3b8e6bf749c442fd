#include "server/applications/pages.h"

#include "server/web/page_routes.h"

#include <iterator>

namespace uke::server::applications {
namespace {

void append(web::Routes& all, web::Routes more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::string organization_of(const PageParts& parts, const i18n::Messages& messages) {
  return parts.organization.empty() ? messages.text("ui.product") : parts.organization;
}

bool may_change(const web::Req& req) { return (req.actor.access & web::kAdmin) != 0; }

web::Route page_get(std::string pattern, unsigned access, web::Read handler) {
  return web::page(web::Method::get, std::move(pattern), access, std::move(handler));
}

web::Route page_post(std::string pattern, unsigned access, decltype(web::Route::handler) handler) {
  return web::page(web::Method::post, std::move(pattern), access, std::move(handler));
}

web::Routes page_routes(const PageParts& parts) {
  const auto shared = std::make_shared<const PageParts>(parts);
  auto routes = queue_pages(shared);
  append(routes, case_pages(shared));
  append(routes, invitation_pages(shared));
  append(routes, apply_pages(shared));
  append(routes, status_pages(shared));
  append(routes, checking_pages(shared));
  return routes;
}

}  // namespace uke::server::applications
