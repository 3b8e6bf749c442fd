#include "kiosk/app/pairing_code.h"

#include <algorithm>

namespace uke::kiosk::app {

namespace {

constexpr std::size_t kTextMax = 300;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_host_char(char c) {
  const char l = lower(c);
  return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
}
bool is_code_char(char c) {
  const char u = upper(c);
  return (u >= 'A' && u <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

std::optional<PairingCode> parse_pairing_code(std::string_view scanned) {
  while (!scanned.empty() && (scanned.back() == '\n' || scanned.back() == '\r' || scanned.back() == ' ')) scanned.remove_suffix(1);
  if (scanned.size() > kTextMax) return std::nullopt;
  std::string low(scanned);
  std::ranges::transform(low, low.begin(), lower);
  const std::size_t scheme = low.starts_with("https://") ? 8 : low.starts_with("http://") ? 7 : 0;
  if (scheme == 0) return std::nullopt;
  const auto mark = low.find("/pair/", scheme);
  if (mark == std::string::npos || mark == scheme) return std::nullopt;
  const auto host = std::string_view(low).substr(scheme, mark - scheme);
  std::string code(scanned.substr(mark + 6));
  std::ranges::transform(code, code.begin(), upper);
  if (code.empty() || code.size() > 32) return std::nullopt;
  if (!std::ranges::all_of(host, is_host_char) || !std::ranges::all_of(code, is_code_char)) return std::nullopt;
  return PairingCode{low.substr(0, mark), code};
}

}  // namespace uke::kiosk::app
