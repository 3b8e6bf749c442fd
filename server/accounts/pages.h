// Pages of the accounts room: signing in, one's own account, the organizers, the logs and the first page.
#pragma once

#include "server/accounts/history.h"
#include "server/accounts/sign_in_delay.h"
#include "server/render/pages.h"
#include "server/web/route.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace uke::server::accounts {

// How a thing of the logs is called and where its page is; both may be empty.
struct ShownThing {
  std::string name;
  std::string path;
};
using ShowThing = std::function<Result<ShownThing>(storage::ReadTx&, const Thing&)>;

// Something that waits for an organizer, as a card of the first page. All texts in the reader's language.
struct Waiting {
  std::string title;  // 入会申請
  std::string text;   // 3件がお返事を待っています。
  std::string path;
  bool is_urgent = false;
};
using WhatWaits = std::function<Result<std::vector<Waiting>>(storage::ReadTx&, const web::Actor&, const i18n::Messages&)>;

// What these pages need from the rest of the house.
struct PageNeeds {
  render::PagesPtr pages;
  std::shared_ptr<SignInDelay> delay;
  // The markup (SVG) of a text's QR symbol.
  std::function<Result<std::string>(std::string_view text)> qr_symbol;
  ShowThing show_thing;
  std::vector<WhatWaits> what_waits;
};
[[nodiscard]] web::Routes page_routes(const PageNeeds& needs);

}  // namespace uke::server::accounts
