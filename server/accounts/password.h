// Passwords: what is acceptable, and how they are kept (Argon2id). Thread-safe.
#pragma once

#include "server/web/faults.h"

#include <string>
#include <string_view>

namespace uke::server::accounts {

inline constexpr std::int64_t kPasswordShortest = 10;  // characters
inline constexpr std::int64_t kPasswordLongest = 200;  // characters; longer ones are refused before anything is computed

// What is wrong with a new password, as faults of `field`; empty = acceptable. Refused are the ones that everybody tries first: of few
// different characters, runs of neighbouring keys, common words with digits behind, and those that contain one of `names` (three letters
// or more, in any case).
[[nodiscard]] web::Faults check_password(std::string_view field, std::string_view password, const std::vector<std::string>& names);

// Whether a text that somebody typed at the sign-in is worth the work of hash or verification.
[[nodiscard]] bool can_be_a_password(std::string_view password);

// Argon2id with 19 MiB and 2 passes (the minimum of OWASP's Password Storage Cheat Sheet): about 20 ms of one core. One at a time in the
// whole process: whoever comes meanwhile waits, so that many sign-ins together never take more memory than one. `unavailable` where the
// memory is not there.
[[nodiscard]] Result<std::string> password_hash(std::string_view password);
// False for "" as hash, after the same work: an account without a password takes as long as one with a wrong password.
[[nodiscard]] bool password_fits(std::string_view password, const std::string& hash);
// The hash was made with other costs than those of today.
[[nodiscard]] bool needs_rehash(const std::string& hash);

}  // namespace uke::server::accounts
