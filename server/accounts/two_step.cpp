#include "server/accounts/two_step.h"

#include "server/accounts/rules.h"
#include "server/web/own_path.h"

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <liboath/oath.h>
#include <memory>

namespace uke::server::accounts {
namespace {

constexpr std::size_t kKeyBytes = 20;
constexpr unsigned kDigits = 6;
constexpr std::int64_t kStepSeconds = 30;
constexpr std::size_t kRecoveryLetters = 10;

struct Free {
  void operator()(char* bytes) const { std::free(bytes); }
};
using Bytes = std::unique_ptr<char, Free>;

std::string code_at(std::string_view raw_key, std::int64_t step) {
  std::array<char, kDigits + 1> code{};
  const int made = oath_hotp_generate(raw_key.data(), raw_key.size(), static_cast<std::uint64_t>(step), kDigits, false,
                                      OATH_HOTP_DYNAMIC_TRUNCATION, code.data());
  return made == OATH_OK ? std::string(code.data()) : std::string();
}

std::string raw_key(std::string_view base32) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (oath_base32_decode(base32.data(), base32.size(), &bytes, &size) != OATH_OK) return {};
  const Bytes owned(bytes);
  return {bytes, size};
}

std::int64_t step_at(Time at) { return to_ms(at) / 1000 / kStepSeconds; }

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') out += c;
  }
  return out;
}

}  // namespace

std::string fresh_totp_key(Random& random) {
  std::array<std::uint8_t, kKeyBytes> bytes{};
  random.fill(bytes);
  char* text = nullptr;
  std::size_t size = 0;
  if (oath_base32_encode(reinterpret_cast<const char*>(bytes.data()), bytes.size(), &text, &size) != OATH_OK) return {};
  const Bytes owned(text);
  return {text, size};
}

std::string spaced_key(std::string_view key) {
  std::string out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += ' ';
    out += key[i];
  }
  return out;
}

std::string totp_uri(std::string_view key, std::string_view issuer, std::string_view login) {
  return "otpauth://totp/" + web::percent_encoded(issuer) + ":" + web::percent_encoded(login) + "?secret=" + std::string(key) +
         "&issuer=" + web::percent_encoded(issuer);
}

std::optional<std::int64_t> step_of_code(std::string_view key, std::string_view code, Time at, std::int64_t newest_used) {
  const auto typed = without_spaces(code);
  const auto raw = raw_key(key);
  if (typed.size() != kDigits || raw.empty()) return std::nullopt;
  std::optional<std::int64_t> found;
  for (std::int64_t step = step_at(at) - 1; step <= step_at(at) + 1; ++step) {
    const auto right = code_at(raw, step);
    const bool fits = right.size() == kDigits && sodium_memcmp(right.data(), typed.data(), kDigits) == 0;
    if (fits && step > newest_used) found = step;
  }
  return found;
}

std::string totp_code(std::string_view key, Time at) { return code_at(raw_key(key), step_at(at)); }

std::vector<std::string> fresh_recovery_codes(Random& random) {
  static constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base32
  std::vector<std::string> codes(kRecoveryCodes);
  for (auto& code : codes) {
    for (std::size_t i = 0; i < kRecoveryLetters; ++i) {
      if (i == kRecoveryLetters / 2) code += '-';
      code += kLetters[random.below(kLetters.size())];
    }
  }
  return codes;
}

std::string recovery_hash(std::string_view account, std::string_view code) {
  std::string plain;
  for (char c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (c != ' ' && c != '-') plain += c;
  }
  return secret_hash(std::string(account) + "\n" + plain);
}

}  // namespace uke::server::accounts
