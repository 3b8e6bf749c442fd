#include "server/accounts/logins.h"

#include "server/web/own_path.h"
#include "shared/base/utf8.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::accounts {
namespace {

bool is_login_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '+' || c == '@';
}

// U+FF01 … U+FF5E (EF BC 81 … EF BD 9E), what a Japanese keyboard writes for ! … ~.
std::string narrow(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    if (i + 2 < text.size() && byte(i) == 0xEF && (byte(i + 1) == 0xBC || byte(i + 1) == 0xBD)) {
      const int wide = (byte(i + 1) - 0xBC) * 64 + byte(i + 2) - 0x81;
      if (wide >= 0 && wide <= 0x5D) {
        out += static_cast<char>('!' + wide);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

std::string folded(std::string_view typed) {
  if (!is_valid_utf8(typed)) return {};
  auto text = narrow(text::trim(typed));
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::int64_t characters(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

}  // namespace

std::string login_key(std::string_view typed) {
  auto key = folded(typed);
  const auto size = std::ssize(key);
  if (size < kLoginShortest || size > kLoginMax || !std::ranges::all_of(key, is_login_letter)) return {};
  return key;
}

web::Faults check_login(std::string_view typed) {
  const auto key = folded(typed);
  if (key.empty()) return {{"login", typed.empty() || is_valid_utf8(typed) ? web::What::required : web::What::not_text}};
  if (!std::ranges::all_of(key, is_login_letter)) return {{"login", web::What::not_text}};
  if (std::ssize(key) < kLoginShortest) return {{"login", web::What::too_short, kLoginShortest}};
  if (std::ssize(key) > kLoginMax) return {{"login", web::What::too_long, kLoginMax}};
  return {};
}

web::Faults check_name(std::string_view name) {
  if (!is_valid_utf8(name)) return {{"name", web::What::not_text}};
  if (text::trim(name).empty()) return {{"name", web::What::required}};
  if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
    return {{"name", web::What::not_text}};
  }
  if (characters(name) > kNameMax) return {{"name", web::What::too_long, kNameMax}};
  return {};
}

std::string safe_next(std::string_view next) {
  if (!web::is_own_path(next) || next.starts_with("/sign-") || next.starts_with("/welcome/")) return "/home";
  return std::string(next);
}

}  // namespace uke::server::accounts
