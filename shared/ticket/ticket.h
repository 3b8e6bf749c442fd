// The signed ticket: what its QR code says and how it is checked. Pure; thread-safe.
//
//   payload = version:u8 (=1) | event_no:u32be | ticket_no:u64be | flags:u8 (key number:4 | edition hint:4)    14 bytes
//   token   = base32(payload | Ed25519 signature of "uketsuke-ticket-v1" | payload)                             125 characters
//   QR text = "HTTPS://" HOST "/T/" token       upper case, so that a QR encoder stays in alphanumeric mode
#pragma once

#include "shared/base/random.h"
#include "shared/base/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace uke::ticket {

inline constexpr std::size_t kTokenLength = 125;

// Random, never sequential. In storage and JSON: 16 lower-case hexadecimal digits.
struct TicketNo {
  std::uint64_t value = 0;

  auto operator<=>(const TicketNo&) const = default;
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] static Result<TicketNo> parse(std::string_view text);
};

// Keys travel and are stored as 64 (public, seed) hexadecimal digits.
struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const PublicKey&) const = default;
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] static Result<PublicKey> parse(std::string_view text);
};

// The 32-byte seed of an Ed25519 key pair (RFC 8032). Only the server has it.
struct SigningKey {
  std::array<std::uint8_t, 32> seed{};

  [[nodiscard]] static SigningKey generate(Random& random);
  [[nodiscard]] PublicKey public_key() const;
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] static Result<SigningKey> parse(std::string_view text);
};

struct Payload {
  std::uint32_t event_no = 0;
  TicketNo no;
  std::uint8_t key_no = 0;        // 0…15: which of the event's keys signed
  std::uint8_t edition_hint = 0;  // 0…15: the edition's number within the event when it was issued; 0 = none

  auto operator<=>(const Payload&) const = default;
};

// A token taken apart; not yet verified.
struct Token {
  Payload payload;
  std::array<std::uint8_t, 64> signature{};
};

// The 125-character token. Precondition: key_no and edition_hint ≤ 15.
[[nodiscard]] std::string sign(const Payload& payload, const SigningKey& key);

// "HTTPS://HOST/T/TOKEN" in upper case. `host` may have a port; letters are upper-cased.
[[nodiscard]] std::string qr_text(std::string_view host, std::string_view token);

// Finds the token in what a camera or a keyboard-wedge scanner delivered: any bytes, any length. A scanner with the wrong keyboard
// layout changes symbols but neither letters nor digits, so what counts are the last 125 characters of the base32 alphabet
// (either case) at the end of the text, after trailing white space. Nothing: not one of our codes.
[[nodiscard]] std::optional<std::string> find_token(std::string_view scanned);

// `invalid` for a wrong length, a character outside the alphabet or a set pad bit; `unsupported` for a version other than 1.
[[nodiscard]] Result<Token> parse_token(std::string_view token);

[[nodiscard]] bool verify(const Token& token, const PublicKey& key);

// Eight characters for typing: Crockford base32 of the top 40 bits, e.g. "7ZKQ-3M0D" is shown with format_short_code.
[[nodiscard]] std::string short_code(TicketNo no);
// "7ZKQ3M0D" → "7ZKQ-3M0D"
[[nodiscard]] std::string format_short_code(std::string_view code);
// What somebody typed, folded to the canonical eight characters (case, spaces, hyphens, O→0, I and L→1); nothing if it cannot be one.
[[nodiscard]] std::optional<std::string> parse_short_code(std::string_view typed);

}  // namespace uke::ticket

template <>
struct std::hash<uke::ticket::TicketNo> {
  std::size_t operator()(const uke::ticket::TicketNo& no) const noexcept { return std::hash<std::uint64_t>{}(no.value); }
};
