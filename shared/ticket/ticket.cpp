#include "shared/ticket/ticket.h"

#include "shared/ticket/base32.h"
#include "shared/ticket/hex.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>

namespace uke::ticket {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kPayloadBytes = 14;
constexpr std::string_view kContext = "uketsuke-ticket-v1";
static_assert(kPayloadBytes + crypto_sign_ed25519_BYTES == kTokenBytes);

using Message = std::array<std::uint8_t, kContext.size() + kPayloadBytes>;

// Once per program; returns at once afterwards. It can only fail where the system has no source of randomness.
void need_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) std::abort();
}

template <class Integer>
void put(std::span<std::uint8_t> out, Integer value) {
  for (std::size_t i = 0; i < sizeof value; ++i) out[i] = static_cast<std::uint8_t>(value >> (8 * (sizeof value - 1 - i)));
}

template <class Integer>
Integer get(std::span<const std::uint8_t> in) {
  Integer value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) value = static_cast<Integer>(value << 8 | in[i]);
  return value;
}

std::array<std::uint8_t, kPayloadBytes> to_bytes(const Payload& payload) {
  std::array<std::uint8_t, kPayloadBytes> bytes{};
  const std::span out(bytes);
  out[0] = kVersion;
  put(out.subspan(1), payload.event_no);
  put(out.subspan(5), payload.no.value);
  out[13] = static_cast<std::uint8_t>((payload.key_no & 15) << 4 | (payload.edition_hint & 15));
  return bytes;
}

Payload from_bytes(std::span<const std::uint8_t> bytes) {
  return {.event_no = get<std::uint32_t>(bytes.subspan(1)),
          .no = {get<std::uint64_t>(bytes.subspan(5))},
          .key_no = static_cast<std::uint8_t>(bytes[13] >> 4),
          .edition_hint = static_cast<std::uint8_t>(bytes[13] & 15)};
}

Message signed_message(const Payload& payload) {
  Message message;
  std::ranges::copy(to_bytes(payload), std::ranges::copy(kContext, message.begin()).out);
  return message;
}

struct KeyPair {
  std::array<std::uint8_t, crypto_sign_ed25519_PUBLICKEYBYTES> open{};
  std::array<std::uint8_t, crypto_sign_ed25519_SECRETKEYBYTES> secret{};
};

KeyPair key_pair(const SigningKey& key) {
  need_sodium();
  KeyPair pair;
  crypto_sign_ed25519_seed_keypair(pair.open.data(), pair.secret.data(), key.seed.data());
  return pair;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

std::string TicketNo::to_string() const {
  std::array<std::uint8_t, 8> bytes{};
  put<std::uint64_t>(bytes, value);
  return to_hex(bytes);
}

Result<TicketNo> TicketNo::parse(std::string_view text) {
  const auto bytes = from_hex<8>(text);
  if (!bytes) return fail(ErrorCode::invalid, "TicketNo::parse", "not 16 lower-case hexadecimal digits");
  return TicketNo{get<std::uint64_t>(*bytes)};
}

std::string PublicKey::to_string() const { return to_hex(bytes); }

Result<PublicKey> PublicKey::parse(std::string_view text) {
  const auto bytes = from_hex<32>(text);
  if (!bytes) return fail(ErrorCode::invalid, "PublicKey::parse", "not 64 lower-case hexadecimal digits");
  return PublicKey{*bytes};
}

SigningKey SigningKey::generate(Random& random) {
  SigningKey key;
  random.fill(key.seed);
  return key;
}

PublicKey SigningKey::public_key() const { return {key_pair(*this).open}; }

std::string SigningKey::to_string() const { return to_hex(seed); }

Result<SigningKey> SigningKey::parse(std::string_view text) {
  const auto bytes = from_hex<32>(text);
  if (!bytes) return fail(ErrorCode::invalid, "SigningKey::parse", "not 64 lower-case hexadecimal digits");
  return SigningKey{*bytes};
}

std::string sign(const Payload& payload, const SigningKey& key) {
  const auto message = signed_message(payload);
  auto pair = key_pair(key);
  TokenBytes bytes;
  std::ranges::copy(to_bytes(payload), bytes.begin());
  crypto_sign_ed25519_detached(bytes.data() + kPayloadBytes, nullptr, message.data(), message.size(), pair.secret.data());
  sodium_memzero(pair.secret.data(), pair.secret.size());
  return encode_base32(bytes);
}

std::string qr_text(std::string_view host, std::string_view token) {
  std::string text = "HTTPS://";
  for (const char c : host) text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  text += "/T/";
  text += token;
  return text;
}

std::optional<std::string> find_token(std::string_view scanned) {
  while (!scanned.empty() && is_space(scanned.back())) scanned.remove_suffix(1);
  if (scanned.size() < kTokenLength) return std::nullopt;
  std::string token(scanned.substr(scanned.size() - kTokenLength));
  for (char& c : token) {
    c = fold_base32(c);
    if (c == '\0') return std::nullopt;
  }
  return token;
}

Result<Token> parse_token(std::string_view token) {
  const auto bytes = decode_base32(token);
  if (!bytes) return fail(ErrorCode::invalid, "parse_token", "not 125 characters of A-Z 2-7 with a clear pad bit");
  if ((*bytes)[0] != kVersion) return fail(ErrorCode::unsupported, "parse_token", "unknown version of the ticket code");
  Token parsed{.payload = from_bytes(*bytes)};
  std::copy(bytes->begin() + kPayloadBytes, bytes->end(), parsed.signature.begin());
  return parsed;
}

bool verify(const Token& token, const PublicKey& key) {
  need_sodium();
  const auto message = signed_message(token.payload);
  return crypto_sign_ed25519_verify_detached(token.signature.data(), message.data(), message.size(), key.bytes.data()) == 0;
}

}  // namespace uke::ticket
