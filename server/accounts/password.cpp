#include "server/accounts/password.h"

#include "shared/base/utf8.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <set>

namespace uke::server::accounts {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 19 * 1024 * 1024;
constexpr std::size_t kNameShortest = 3;
constexpr std::size_t kDifferentLeast = 5;

std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Neighbours on a keyboard or in the alphabet, in either direction: each character follows the one before in one of these rows.
bool is_run(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kRows = {
      "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb"};
  std::size_t neighbours = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const std::array pair = {text[i - 1], text[i]};
    const std::array back = {text[i], text[i - 1]};
    neighbours += std::ranges::any_of(kRows, [&](std::string_view row) {
      return row.find(std::string_view(pair.data(), 2)) != row.npos || row.find(std::string_view(back.data(), 2)) != row.npos;
    });
  }
  return neighbours * 4 >= (text.size() - 1) * 3;  // "qwertyuiop12345" has one seam
}

// A word that everybody thinks of, alone or again and again, with digits and signs around it.
bool is_common_word(std::string_view text) {
  static constexpr std::array<std::string_view, 44> kWords = {
      "password", "passw",   "pass",   "passwort", "welcome", "letmein",  "iloveyou", "admin",    "administrator", "login",     "uketsuke",
      "kanji",    "reunion", "qwerty", "dragon",   "monkey",  "football", "baseball", "sunshine", "princess",      "master",    "superman",
      "batman",   "shadow",  "secret", "changeme", "default", "guest",    "user",     "root",     "test",          "demo",      "hello",
      "himitsu",  "sakura",  "tokyo",  "osaka",    "fukuoka", "japan",    "nippon",   "arigatou", "konnichiwa",    "aishiteru", "pasuwado"};
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; };
  while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
  while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
  std::string letters;
  for (const char c : text) {
    const char plain = c == '0' ? 'o' : c == '@' ? 'a' : c == '$' ? 's' : c;  // p@ssw0rd
    if (is_letter(plain)) letters += plain;
  }
  return std::ranges::any_of(kWords, [&](std::string_view word) {
    std::string rest = letters;
    for (auto at = rest.find(word); at != std::string::npos; at = rest.find(word)) rest.erase(at, word.size());
    return rest.size() <= 1 && letters.size() >= word.size();
  });
}

bool is_first_guess(const std::string& text) {
  const bool is_all_digits_or_signs = std::ranges::none_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; });
  if (is_all_digits_or_signs && text.size() <= 12) return true;  // telephone numbers, dates
  return std::set<char>(text.begin(), text.end()).size() < kDifferentLeast || is_run(text) || is_common_word(text);
}

}  // namespace

web::Faults check_password(std::string_view field, std::string_view password, const std::vector<std::string>& names) {
  const auto fault = [&](web::What what, std::int64_t limit = 0) { return web::Faults{{std::string(field), what, limit}}; };
  if (password.empty()) return fault(web::What::required);
  if (password.size() > static_cast<std::size_t>(kPasswordLongest) * 4) return fault(web::What::too_long, kPasswordLongest);
  if (!is_valid_utf8(password) || password.find('\0') != password.npos) return fault(web::What::not_text);
  const auto length = static_cast<std::int64_t>(characters(password));
  if (length > kPasswordLongest) return fault(web::What::too_long, kPasswordLongest);
  if (length < kPasswordShortest) return fault(web::What::too_short, kPasswordShortest);
  const auto plain = lower(password);
  if (is_first_guess(plain)) return fault(web::What::too_common);
  for (const auto& name : names) {
    if (characters(name) >= kNameShortest && plain.find(lower(name)) != plain.npos) return fault(web::What::too_common);
  }
  return {};
}

bool can_be_a_password(std::string_view password) {
  return !password.empty() && password.size() <= static_cast<std::size_t>(kPasswordLongest) * 4;
}

Result<std::string> password_hash(std::string_view password) {
  const std::scoped_lock lock(one_at_a_time());
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemoryBytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::unavailable, "accounts.password_hash", "not enough memory");
  }
  return std::string(hash.data());
}

bool password_fits(std::string_view password, const std::string& hash) {
  // Of no password that anybody has, with today's costs.
  static const auto kNobodys = password_hash("nobody's password").value_or("");
  const std::scoped_lock lock(one_at_a_time());
  const auto& compared = hash.empty() ? kNobodys : hash;
  const bool fits = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

bool needs_rehash(const std::string& hash) {
  // The comparison of the library wants a buffer of full length.
  std::array<char, crypto_pwhash_STRBYTES> whole{};
  if (hash.size() >= whole.size()) return true;
  std::ranges::copy(hash, whole.begin());
  return crypto_pwhash_str_needs_rehash(whole.data(), kPasses, kMemoryBytes) != 0;
}

}  // namespace uke::server::accounts
