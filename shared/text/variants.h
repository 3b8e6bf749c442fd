// Kanji that are written in several ways in Japanese personal names.
#pragma once

namespace uke::text {

// The usual form: variant_of(U'髙') is U'高'; any other character is its own.
[[nodiscard]] char32_t variant_of(char32_t character);

}  // namespace uke::text
