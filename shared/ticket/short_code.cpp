// Short codes: Crockford's base32 (no I, L, O, U) of the top 40 bits of a ticket number.
#include "shared/ticket/ticket.h"

namespace uke::ticket {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 8;

char fold(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return c;
}

}  // namespace

std::string short_code(TicketNo no) {
  std::string code(kLength, '\0');
  for (std::size_t i = 0; i < kLength; ++i) code[i] = kAlphabet[no.value >> (59 - 5 * i) & 31];
  return code;
}

std::string format_short_code(std::string_view code) {
  if (code.size() != kLength) return std::string(code);
  return std::string(code.substr(0, 4)) + "-" + std::string(code.substr(4));
}

std::optional<std::string> parse_short_code(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n') continue;
    const char folded = fold(c);
    if (kAlphabet.find(folded) == std::string_view::npos || code.size() == kLength) return std::nullopt;
    code += folded;
  }
  if (code.size() != kLength) return std::nullopt;
  return code;
}

}  // namespace uke::ticket
