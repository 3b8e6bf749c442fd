#include "server/mail/address.h"

#include "server/mail/clean.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::mail {
namespace {

constexpr std::size_t kLocalMax = 64;  // RFC 5321, section 4.5.3.1
constexpr std::size_t kAddressMax = 254;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_atom_character(char c) {
  return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// RFC 5321 Dot-string: atoms between single points.
bool is_dot_string(std::string_view local) {
  if (local.empty() || local.front() == '.' || local.back() == '.' || local.find("..") != local.npos) return false;
  return std::ranges::all_of(local, [](char c) { return c == '.' || is_atom_character(c); });
}

bool is_domain(std::string_view domain) {
  if (domain.empty() || domain.find("..") != domain.npos || domain.front() == '.' || domain.back() == '.') return false;
  if (domain.front() == '-' || domain.back() == '-') return false;
  return std::ranges::all_of(domain, [](char c) { return c == '.' || c == '-' || is_letter_or_digit(c); });
}

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

// Of a quoted local part: a backslash stands for what follows it.
std::string unquoted(std::string_view quoted) {
  std::string out;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] == '\\' && i + 1 < quoted.size()) ++i;
    out += quoted[i];
  }
  return out;
}

std::unexpected<Error> no_address() { return fail(ErrorCode::invalid, "mail.address", "is no mail address"); }

}  // namespace

std::string Address::text() const {
  if (is_dot_string(local)) return local + "@" + domain;
  std::string quoted = "\"";
  for (const char c : local) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"@" + domain;
}

std::string Address::folded() const { return in_lower_case(local + "@" + domain); }

Result<Address> parse_address(std::string_view text) {
  if (!is_valid_utf8(text)) return no_address();
  const auto trimmed = text::trim(text);
  const auto at = trimmed.rfind('@');
  if (at == trimmed.npos || trimmed.size() > kAddressMax) return no_address();
  Address address{.local = std::string(trimmed.substr(0, at)), .domain = std::string(trimmed.substr(at + 1))};
  auto& local = address.local;
  if (local.size() > 2 && local.front() == '"' && local.back() == '"')
    local = unquoted(std::string_view(local).substr(1, local.size() - 2));
  const bool is_printable = std::ranges::all_of(local, [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
  if (local.empty() || local.size() > kLocalMax || !is_printable || !is_domain(address.domain)) return no_address();
  return address;
}

Result<Mailbox> parse_mailbox(std::string_view text) {
  const auto all = cleaned(text, Lines::one);
  const auto trimmed = text::trim(all);
  const auto open = trimmed.rfind('<');
  Mailbox mailbox;
  if (open == trimmed.npos) {
    TRY(mailbox.address, parse_address(trimmed));
    return mailbox;
  }
  if (trimmed.back() != '>') return no_address();
  TRY(mailbox.address, parse_address(trimmed.substr(open + 1, trimmed.size() - open - 2)));
  auto name = text::trim(trimmed.substr(0, open));
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  mailbox.name = name;
  return mailbox;
}

}  // namespace uke::server::mail
