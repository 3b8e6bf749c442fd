// The pages of attendees. Open to everybody who knows the address; nothing changes on GET.
//
//   /e/{slug}  /e/{slug}/preview.png  /e/{slug}/rsvp      an event: what, when, where; answering it
//   /my/{secret} …                                        one's own answer: change, cancel, move, calendar, own data
//   /T/{token}  …/picture.png  …/ticket.pdf               a ticket; for a signed-in organizer, the desk
//   /editions/{edition}/letters …                         organizers: how the letters to attendees look
#pragma once

#include "server/mail/mail.h"
#include "server/render/pages.h"
#include "server/web/route.h"
#include "shared/base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace uke::server::attending {

struct PageParts {
  render::PagesPtr pages;
  std::string organization;  // name of the association; "" = the product's name
  std::string url;           // how the outside names this server; "" = by the name in each request
  mail::Settings mail;
  std::function<Result<std::string>(std::string_view text)> qr_picture;  // as SVG
  // What an organizer sees who opens a ticket: the desk. None: the ticket itself.
  std::function<Result<web::Response>(const web::Req& req, storage::ReadTx& tx, std::string_view token)> staff_ticket = {};
};
[[nodiscard]] web::Routes page_routes(const PageParts& parts);

}  // namespace uke::server::attending
