#include "kiosk/look/utf8.h"

namespace uke::kiosk::look {

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xF0 && first < 0xF8 ? 4
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xC2 && first < 0xE0 ? 2
                                                             : 0;
  if (length == 0 || at + length > text.size()) return {0xFFFD, 1};
  if (length == 1) return {first, 1};
  char32_t code = first & (0xFF >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {0xFFFD, 1};
    code = (code << 6) | (byte(i) & 0x3F);
  }
  return {code, length};
}

bool may_not_begin_line(char32_t code) {
  constexpr std::u32string_view kForbidden = U"、。，．・：；？！」』）］｝〕〉》】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々゛゜,.!?:;)]}";
  // Variation selectors and combining marks belong to the character before.
  return kForbidden.find(code) != std::u32string_view::npos || (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF) ||
         (code >= 0x0300 && code <= 0x036F) || code == 0x3099 || code == 0x309A;
}

}  // namespace uke::kiosk::look
