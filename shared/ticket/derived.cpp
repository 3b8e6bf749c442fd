#include "shared/ticket/derived.h"

#include <sodium.h>

#include <array>
#include <cstdlib>

namespace uke::ticket {
namespace {

constexpr std::string_view kContext = "uketsuke-derived-v1";
constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

// Each part with its length, so that no two lists of parts read alike.
void add(crypto_generichash_state& state, std::string_view part) {
  std::array<std::uint8_t, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<std::uint8_t>(part.size() >> (8 * i));
  crypto_generichash_update(&state, length.data(), length.size());
  crypto_generichash_update(&state, reinterpret_cast<const std::uint8_t*>(part.data()), part.size());
}

}  // namespace

std::string derived_secret(const SigningKey& key, std::string_view purpose, std::string_view subject) {
  if (sodium_init() < 0) std::abort();
  std::array<std::uint8_t, 16> bytes{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.seed.data(), key.seed.size(), bytes.size());
  for (const auto part : {kContext, purpose, subject}) add(state, part);
  crypto_generichash_final(&state, bytes.data(), bytes.size());
  std::string text;
  unsigned bits = 0;
  int count = 0;
  for (const auto byte : bytes) {
    bits = (bits << 8 | byte) & 0xFFFU;
    for (count += 8; count >= 5; count -= 5) text += kAlphabet[bits >> (count - 5) & 31U];
  }
  if (count > 0) text += kAlphabet[bits << (5 - count) & 31U];
  return text;
}

}  // namespace uke::ticket
