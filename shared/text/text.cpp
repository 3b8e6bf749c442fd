#include "shared/text/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace uke::text {

std::string_view trim(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  std::int32_t begin = 0;
  std::int32_t end = size;
  UChar32 c = 0;
  for (std::int32_t next = 0; next < size; begin = next) {
    U8_NEXT(bytes, next, size, c);
    if (c < 0 || !u_isUWhiteSpace(c)) break;
  }
  for (std::int32_t next = size; next > begin; end = next) {
    U8_PREV(bytes, begin, next, c);
    if (c < 0 || !u_isUWhiteSpace(c)) break;
  }
  return text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

std::size_t display_width(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  std::size_t width = 0;
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    const auto kind = c < 0 ? 0 : U_MASK(u_charType(c));
    if (kind & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK)) continue;
    const auto cell = c < 0 ? U_EA_NEUTRAL : u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    width += cell == U_EA_WIDE || cell == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

}  // namespace uke::text
