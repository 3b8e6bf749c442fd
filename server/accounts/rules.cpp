#include "server/accounts/rules.h"

#include <sodium.h>

#include <array>

namespace uke::server::accounts {
namespace {

constexpr std::size_t kTokenBytes = 20;

// Written out because every request with a token comes through here.
std::string hex(std::span<const std::uint8_t> bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string keyed_hash(std::string_view key, std::string_view message) {
  std::array<std::uint8_t, crypto_generichash_BYTES> digest{};
  crypto_generichash(digest.data(), digest.size(), bytes_of(message), message.size(), key.empty() ? nullptr : bytes_of(key), key.size());
  return hex(digest);
}

}  // namespace

web::Access access_of(Role role) {
  switch (role) {
    case Role::admin: return web::kAdmin;
    case Role::treasurer: return web::kTreasurer;
    case Role::reception: return web::kReception;
  }
  return web::kNobody;
}

std::string fresh_token(Random& random) {
  std::array<std::uint8_t, kTokenBytes> bytes{};
  random.fill(bytes);
  return "uke_" + hex(bytes);
}

std::string secret_hash(std::string_view secret) { return keyed_hash({}, secret); }

std::string derived_secret(std::string_view key, std::string_view message) {
  return "uke_" + keyed_hash(key, message).substr(0, kTokenBytes * 2);
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size()) return {};
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    const char c = authorization[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != kScheme[i]) return {};  // RFC 9110: the scheme's case does not matter
  }
  return authorization.substr(kScheme.size());
}

Status require(const web::Actor& actor, unsigned allowed) {
  if ((actor.access & allowed) != 0) return {};
  return fail(ErrorCode::forbidden, "accounts.require", "the role does not allow this");
}

web::Actor operator_of_this_machine() {
  return {.access = web::kAdmin, .id = "operator", .name = "operator", .scope = {}, .token_state = "active"};
}

}  // namespace uke::server::accounts
