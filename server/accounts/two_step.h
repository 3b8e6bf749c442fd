// The second step of signing in: codes of an authenticator app (RFC 6238: HMAC-SHA-1, 30 s, 6 digits, what all apps can) and recovery
// codes for those whose phone is lost. Thread-safe.
//
// What a stolen copy of the database gives away: passwords are only there as Argon2id hashes, sessions, tokens and recovery codes as
// hashes of long random texts, so none of them can be used. The apps' keys must be there in plain to compute codes, and a key that
// decrypts them would lie in the same backup. So the second step protects against guessed and overheard passwords, not on its own against
// the theft of the database; the password still has to be found. After a theft: everybody sets a new password and a new app key.
#pragma once

#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::accounts {

inline constexpr std::size_t kRecoveryCodes = 10;

// 160 random bits in base32.
[[nodiscard]] std::string fresh_totp_key(Random& random);
// In groups of four, for typing.
[[nodiscard]] std::string spaced_key(std::string_view key);
// What the app reads from the QR symbol.
[[nodiscard]] std::string totp_uri(std::string_view key, std::string_view issuer, std::string_view login);

// The time step of `code` if it is that of `at` or one step (30 s) to either side, and later than `newest_used`: a code counts once.
// Spaces in the code do not matter.
[[nodiscard]] std::optional<std::int64_t> step_of_code(std::string_view key, std::string_view code, Time at, std::int64_t newest_used);
// The code that an app shows at `at`.
[[nodiscard]] std::string totp_code(std::string_view key, Time at);

// kRecoveryCodes of the form "3K7QX-M2R9D": 50 random bits each, in letters that are not mistaken for one another.
[[nodiscard]] std::vector<std::string> fresh_recovery_codes(Random& random);
// What is stored of one: spaces, hyphens and case do not matter, and O, I and L are read as 0 and 1.
[[nodiscard]] std::string recovery_hash(std::string_view account, std::string_view code);

}  // namespace uke::server::accounts
