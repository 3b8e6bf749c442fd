// Whether bytes are text.
#pragma once

#include <string_view>

namespace uke {

// True for well-formed UTF-8 (RFC 3629): no surrogates, no overlong forms, nothing above U+10FFFF. NUL counts as a character.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

}  // namespace uke
