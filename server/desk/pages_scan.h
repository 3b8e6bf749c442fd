// What a signed-in organizer sees who opens a ticket's address on a phone.
#pragma once

#include "server/desk/rules.h"  // the words of the door
#include "server/render/pages.h"
#include "server/web/route.h"

#include <string_view>

namespace uke::server::desk {

// The whole page for /T/{token}: the verdict of the door that this phone stands at, and one tap to let the person in. Nothing changes by
// looking. `forbidden` for who is no organizer. It links to "/T/{token}?as=attendee" for the ticket itself.
[[nodiscard]] Result<web::Response> show_seen(const render::Pages& pages, const web::Req& req, storage::ReadTx& tx, std::string_view token);

}  // namespace uke::server::desk
