// The pages of this room.
//
//   /applications  /applications/{application}      the organizers' queue
//   /invitations   /invitations/{invitation}        links by which members vouch
//   /apply  /apply/{code}  /apply/status/{secret}   for applicants: open, without an account
//   /checking-list                                  display names of the group
#pragma once

#include "server/render/pages.h"
#include "server/web/route.h"
#include "shared/base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace uke::server::applications {

struct PageParts {
  render::PagesPtr pages;
  std::string organization;                                                   // name of the association; "" = the product's name
  std::function<Result<std::string>(std::string_view text)> qr_picture = {};  // of a link, as SVG; none: no picture
};
[[nodiscard]] web::Routes page_routes(const PageParts& parts);

// The parts of it.
using PagePartsPtr = std::shared_ptr<const PageParts>;
[[nodiscard]] web::Routes queue_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes case_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes invitation_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes apply_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes status_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes checking_pages(const PagePartsPtr& parts);

// Helpers that all of them use.
[[nodiscard]] std::string organization_of(const PageParts& parts, const i18n::Messages& messages);
[[nodiscard]] bool may_change(const web::Req& req);  // an admin looks
[[nodiscard]] web::Route page_get(std::string pattern, unsigned access, web::Read handler);
[[nodiscard]] web::Route page_post(std::string pattern, unsigned access, decltype(web::Route::handler) handler);

}  // namespace uke::server::applications
