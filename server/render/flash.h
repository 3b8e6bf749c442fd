// The cookie that carries a sentence to the next page. Internal to this room. Pure.
#pragma once

#include "server/render/pages.h"

#include <optional>
#include <string>
#include <string_view>

namespace uke::server::render {

inline constexpr std::string_view kFlashCookie = "uke_flash";

// As a cookie's value; arguments beyond 100 characters are cut.
[[nodiscard]] std::string flash_cookie(const Flash& flash);
// Nothing for what flash_cookie() cannot have written: other keys than "flash.…", an undo that leads elsewhere or undoes nothing.
[[nodiscard]] std::optional<Flash> read_flash(std::string_view cookie);
[[nodiscard]] std::string sentence_of(const Flash& flash, const i18n::Messages& messages);

}  // namespace uke::server::render
