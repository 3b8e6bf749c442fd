// What the pages of this room have in common. Internal to this room.
#pragma once

#include "server/events/details_service.h"
#include "server/events/page_kit.h"
#include "server/events/pages.h"
#include "server/events/service.h"
#include "server/render/form.h"
#include "server/web/page_routes.h"

#include <memory>
#include <string>
#include <string_view>

namespace uke::server::events {

using Needs = std::shared_ptr<const PageParts>;

// The parts of page_routes(), a file each.
[[nodiscard]] web::Routes event_page_routes(const Needs& needs);
[[nodiscard]] web::Routes event_form_routes(const Needs& needs);
[[nodiscard]] web::Routes copy_page_routes(const Needs& needs);
[[nodiscard]] web::Routes edition_page_routes(const Needs& needs);
[[nodiscard]] web::Routes edition_form_routes(const Needs& needs);
[[nodiscard]] web::Routes cancel_page_routes(const Needs& needs);
[[nodiscard]] web::Routes item_page_routes(const Needs& needs);

using web::page;
using web::reads;
using web::writes;

inline constexpr const char* kNav = "/events";
[[nodiscard]] std::string path_of(EventId id);
[[nodiscard]] std::string path_of(EditionId id);
[[nodiscard]] bool is_admin(const web::Req& req);
// The number that a hidden field carries; 0 for what is none.
[[nodiscard]] std::int64_t hidden_number(const web::Form& form, std::string_view name);

// `path` at this server as others can open it.
[[nodiscard]] std::string full_link(const PageParts& parts, const web::Req& req, std::string_view path);
// /e/<slug>, with the speaker's code if there is one.
[[nodiscard]] std::string event_path(std::string_view slug, std::string_view code = {});

// Upcoming, doors open, over, cancelled …
[[nodiscard]] render::Chip state_chip(const i18n::Messages& messages, const EditionRow& edition, const EditionDetails& details, Time now);
// 5月1日 18:00–20:30, with year and weekday; both days where it ends on another.
[[nodiscard]] std::string span_of(const i18n::Messages& messages, const EditionRow& edition);
// 23 / 40 or, without a limit, 23.
[[nodiscard]] std::string of_capacity(const i18n::Messages& messages, std::int64_t people, std::int64_t capacity);

}  // namespace uke::server::events
