#include "shared/ticket/base32.h"

namespace uke::ticket {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::uint8_t kNone = 0xFF;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNone);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  return values;
}
constexpr auto kValues = make_values();

}  // namespace

std::string encode_base32(const TokenBytes& bytes) {
  std::string text(kTokenLength, '\0');
  std::uint32_t window = 0;
  unsigned bits = 0;
  std::size_t at = 0;
  for (const auto byte : bytes) {
    window = window << 8 | byte;
    for (bits += 8; bits >= 5; bits -= 5) text[at++] = kAlphabet[window >> (bits - 5) & 31];
  }
  text[at] = kAlphabet[window << (5 - bits) & 31];  // 624 = 124 × 5 + 4: four bits and the pad bit
  return text;
}

std::optional<TokenBytes> decode_base32(std::string_view text) {
  if (text.size() != kTokenLength) return std::nullopt;
  TokenBytes bytes;
  std::uint32_t window = 0;
  unsigned bits = 0;
  std::size_t at = 0;
  for (const char c : text) {
    const std::uint8_t value = kValues[static_cast<std::uint8_t>(c)];
    if (value == kNone) return std::nullopt;
    window = window << 5 | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = static_cast<std::uint8_t>(window >> bits);
  }
  if ((window & 1) != 0) return std::nullopt;
  return bytes;
}

char fold_base32(char c) {
  const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return kValues[static_cast<std::uint8_t>(upper)] == kNone ? '\0' : upper;
}

}  // namespace uke::ticket
