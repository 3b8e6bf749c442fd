// RFC 4648 base32 (A–Z 2–7, no padding characters) of exactly one token: 78 bytes in 125 characters.
#pragma once

#include "shared/ticket/ticket.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace uke::ticket {

inline constexpr std::size_t kTokenBytes = 78;
using TokenBytes = std::array<std::uint8_t, kTokenBytes>;

[[nodiscard]] std::string encode_base32(const TokenBytes& bytes);

// Nothing for a wrong length, a character outside the alphabet (lower case is outside) or a set pad bit: one token has one text.
[[nodiscard]] std::optional<TokenBytes> decode_base32(std::string_view text);

// The upper-case letter or digit if `c` is of the alphabet in either case, else 0.
[[nodiscard]] char fold_base32(char c);

}  // namespace uke::ticket
