#include "shared/base/utf8.h"

#include <cstdint>
#include <cstring>

namespace uke {

namespace {

bool is_tail(unsigned char c) { return (c & 0xC0) == 0x80; }

// Length of the well-formed sequence at the beginning of `p`, or 0. `left` > 0 and p[0] >= 0x80.
std::size_t sequence_length(const unsigned char* p, std::size_t left) {
  const unsigned char c = p[0];
  if (c >= 0xC2 && c <= 0xDF) return left >= 2 && is_tail(p[1]) ? 2 : 0;
  if ((c & 0xF0) == 0xE0) {
    if (left < 3 || !is_tail(p[1]) || !is_tail(p[2])) return 0;
    if (c == 0xE0 && p[1] < 0xA0) return 0;   // overlong
    if (c == 0xED && p[1] >= 0xA0) return 0;  // a surrogate
    return 3;
  }
  if (c >= 0xF0 && c <= 0xF4) {
    if (left < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3])) return 0;
    if (c == 0xF0 && p[1] < 0x90) return 0;   // overlong
    if (c == 0xF4 && p[1] >= 0x90) return 0;  // above U+10FFFF
    return 4;
  }
  return 0;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t left = text.size();
  while (left > 0) {
    // Most of what is stored is ASCII: ids, words, numbers.
    std::uint64_t eight = 0;
    if (left >= sizeof eight) {
      std::memcpy(&eight, p, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        p += sizeof eight;
        left -= sizeof eight;
        continue;
      }
    }
    const std::size_t length = *p < 0x80 ? 1 : sequence_length(p, left);
    if (length == 0) return false;
    p += length;
    left -= length;
  }
  return true;
}

}  // namespace uke
