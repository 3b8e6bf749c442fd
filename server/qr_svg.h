// A QR code as markup for a page.
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace uke::server {

// An <svg> of 240 px with its quiet zone; hidden from screen readers, for the text stands beside it. `too_large` for what no symbol holds.
[[nodiscard]] Result<std::string> qr_svg(std::string_view text);

}  // namespace uke::server
