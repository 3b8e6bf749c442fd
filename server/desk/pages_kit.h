// What the pages of the desk have in common. Internal to this room.
#pragma once

#include "server/desk/pages.h"
#include "server/desk/web_desk.h"
#include "server/events/service.h"
#include "server/render/parts.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::desk {

struct PageNeeds {
  render::PagesPtr pages;
  std::shared_ptr<LiveDesk> live;
};
using Needs = std::shared_ptr<const PageNeeds>;

[[nodiscard]] web::Routes scan_page_routes(const Needs& needs);
[[nodiscard]] web::Routes staff_page_routes(const Needs& needs);
[[nodiscard]] web::Routes batch_page_routes(const Needs& needs);

[[nodiscard]] web::Route page(web::Method method, std::string pattern, decltype(web::Route::handler) handler);
template <class Tx>
[[nodiscard]] auto with_needs(const Needs& needs, Result<web::Response> (*body)(const Needs&, const web::Req&, Tx&)) {
  return [needs, body](const web::Req& req, Tx& tx) { return body(needs, req, tx); };
}

// The edition that this organizer's phone stands at, if they said so tonight; nothing for one that does not exist (any more).
inline constexpr std::string_view kHereCookie = "uke_desk";
[[nodiscard]] Result<std::optional<events::EditionRow>> here_of(const web::Req& req, storage::ReadTx& tx);

[[nodiscard]] std::string desk_path(EditionId edition);
[[nodiscard]] std::string person_path(EditionId edition, AttendeeId attendee);

// A sentence of the kiosk, with its marks of where lines may break as pages know them.
[[nodiscard]] std::string plain(const std::string& text);
// As reception calls somebody: the name shown, お連れさま for who has none.
[[nodiscard]] std::string name_of(const i18n::Messages& messages, const Attendee& attendee);

// Yen as people type them: full-width digits, commas, 円 and ¥ are understood. Nothing for what is no amount or is above kAmountMax.
[[nodiscard]] std::optional<Yen> typed_yen(std::string_view text);

}  // namespace uke::server::desk
