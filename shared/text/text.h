// Small questions about UTF-8 text. Thread-safe.
#pragma once

#include "shared/base/utf8.h"

#include <cstddef>
#include <string_view>

namespace uke::text {

using uke::is_valid_utf8;

// Without white space (of any kind, also U+3000) at both ends. Precondition: UTF-8.
[[nodiscard]] std::string_view trim(std::string_view text);

// Columns on a terminal: 2 for wide and full-width characters, 0 for combining and invisible ones, else 1.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace uke::text
