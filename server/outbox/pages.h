// The pages of this room.
//
//   /mail  /mail/{letter}  /mail/{letter}/html      admins: what was sent, what waits and why
//   /mail/addresses                                 admins: addresses that get no mail
//   /unsubscribe/{secret}                           the link in each notice: open, without an account
#pragma once

#include "server/mail/mail.h"
#include "server/render/pages.h"
#include "server/web/route.h"

#include <memory>
#include <string>

namespace uke::server::outbox {

struct PageParts {
  render::PagesPtr pages;
  mail::Settings settings;
};
[[nodiscard]] web::Routes page_routes(const PageParts& parts);

// The parts of it, a file each.
using PagePartsPtr = std::shared_ptr<const PageParts>;
[[nodiscard]] web::Routes list_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes letter_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes address_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes unsubscribe_pages(const PagePartsPtr& parts);

}  // namespace uke::server::outbox
