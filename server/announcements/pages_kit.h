// What the pages of messages have in common. Internal to this room.
#pragma once

#include "server/announcements/pages.h"
#include "server/events/store.h"
#include "server/render/form.h"
#include "server/render/parts.h"
#include "server/web/page_routes.h"

#include <memory>
#include <string>
#include <string_view>

namespace uke::server::announcements {

using i18n::Messages;
using Needs = std::shared_ptr<const SendingParts>;

// The parts of page_routes(), a file each.
[[nodiscard]] web::Routes list_page_routes(const Needs& needs);
[[nodiscard]] web::Routes message_page_routes(const Needs& needs);
[[nodiscard]] web::Routes edit_page_routes(const Needs& needs);
[[nodiscard]] web::Routes send_page_routes(const Needs& needs);

[[nodiscard]] web::Route page(web::Method method, std::string pattern, decltype(web::Route::handler) handler);
using web::reads;
using web::version_of;
using web::writes;

inline constexpr const char* kNav = "/events";
[[nodiscard]] std::string path_of(MessageId id);
[[nodiscard]] std::string list_path(EditionId id);
// The address of this server as whoever sent the request names it.
[[nodiscard]] std::string url_of(const Needs& needs, const web::Req& req);

[[nodiscard]] render::Chip state_chip(const Messages& messages, MessageState state);
// 「会場に参加の方・入金がまだの方」
[[nodiscard]] std::string filter_words(const Messages& messages, const Filter& filter);

// A page above which the edition's messages stand.
struct Heading {
  events::EventRow event;
  events::EditionRow edition;
};
[[nodiscard]] Result<Heading> heading_of(storage::ReadTx& tx, const web::Actor& actor, EditionId edition);
[[nodiscard]] std::string name_of(const Messages& messages, const Heading& heading);

// Somebody else was quicker, or the state does not allow it any more: back to the message, which is as it is now.
[[nodiscard]] Result<web::Response> not_done(const Needs& needs, MessageId id, const Error& error);

}  // namespace uke::server::announcements
