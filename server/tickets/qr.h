// The QR symbol of a text. The only place of the server that knows ZXing. Pure; thread-safe.
#pragma once

#include "shared/base/result.h"
#include "shared/drawing/page.h"

#include <string>
#include <string_view>

namespace uke::server::tickets {

inline constexpr int kQuietZoneModules = 4;

// At error correction level M, without quiet zone; upper-case ticket texts become alphanumeric. `too_large` for what no symbol holds.
[[nodiscard]] Result<drawing::Modules> qr_modules(std::string_view text);

// For a terminal with dark letters on light ground or the other way round: the quiet zone is drawn, two modules a character.
[[nodiscard]] std::string half_blocks(const drawing::Modules& code);

// A PNG of at least `side_px` pixels a side, whole pixels per module, with its quiet zone.
[[nodiscard]] Result<std::string> qr_png(const drawing::Modules& code, int side_px);

}  // namespace uke::server::tickets
