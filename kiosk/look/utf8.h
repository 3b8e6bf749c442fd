// Walking through UTF-8. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace uke::kiosk::look {

// The character that begins at `at` and how many bytes it has; a byte that begins none counts as one character, U+FFFD.
struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};
[[nodiscard]] Character character_at(std::string_view text, std::size_t at);

// Whether Japanese typesetting forbids a line to begin with it.
[[nodiscard]] bool may_not_begin_line(char32_t code);

}  // namespace uke::kiosk::look
