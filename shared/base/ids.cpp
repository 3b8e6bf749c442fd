#include "shared/base/ids.h"

#include <cstring>

namespace uke {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool dash_before_byte(std::size_t i) { return i == 4 || i == 6 || i == 8 || i == 10; }

}  // namespace

std::string Uuid::to_string() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (dash_before_byte(i)) text += '-';
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 15];
  }
  return text;
}

Result<Uuid> Uuid::parse(std::string_view text) {
  const auto bad = [] { return fail(ErrorCode::invalid, "Uuid::parse", "not a UUID"); };
  if (text.size() != 36) return bad();
  Uuid id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (dash_before_byte(i) && text[at++] != '-') return bad();
    const int high = hex_value(text[at]);
    const int low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return bad();
    id.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  return id;
}

Uuid Uuid::v7(const Clock& clock, Random& random) {
  Uuid id;
  random.fill(id.bytes);
  const auto ms = static_cast<std::uint64_t>(to_ms(clock.now()));
  for (int i = 0; i < 6; ++i) id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0F));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3F));
  return id;
}

}  // namespace uke

std::size_t std::hash<uke::Uuid>::operator()(const uke::Uuid& id) const noexcept {
  std::uint64_t low = 0;  // the last eight bytes of a version 7 UUID are random but for two bits
  std::memcpy(&low, id.bytes.data() + 8, sizeof low);
  std::uint64_t high = 0;
  std::memcpy(&high, id.bytes.data(), sizeof high);
  return static_cast<std::size_t>(low ^ (high * 0x9E3779B97F4A7C15ULL));
}
