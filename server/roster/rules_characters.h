// Characters of what people type: counting, classes, widths. Text must be UTF-8. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace uke::server::roster {

[[nodiscard]] std::u32string characters_of(std::string_view text);
[[nodiscard]] std::string text_of(std::u32string_view characters);
[[nodiscard]] std::int64_t count_characters(std::string_view text);

// Control characters (line breaks and tabs among them), and those that are none at all.
[[nodiscard]] bool is_control(char32_t c);
// Of either kind, with the marks that are written between kana; also white space and the middle dot.
[[nodiscard]] bool may_stand_in_kana(char32_t c);

// Ａ１＠ as A1@; the ideographic space as a space.
[[nodiscard]] std::string narrow_ascii(std::string_view text);
// ｶﾞ as ガ.
[[nodiscard]] std::string wide_kana(std::string_view text);

}  // namespace uke::server::roster
