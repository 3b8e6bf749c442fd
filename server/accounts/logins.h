// Sign-in names, and where a browser may go after the sign-in. Pure; thread-safe.
#pragma once

#include "server/web/faults.h"

#include <string>
#include <string_view>

namespace uke::server::accounts {

inline constexpr std::int64_t kNameMax = 100;  // characters of an organizer's name
inline constexpr std::int64_t kLoginShortest = 3;
inline constexpr std::int64_t kLoginMax = 100;

// By which a sign-in name is looked up: full-width letters, digits and signs as ASCII, lower case, no white space around. "" for what no
// sign-in name can be: letters, digits and . _ - + @ only, 3 to 100 of them.
[[nodiscard]] std::string login_key(std::string_view typed);

// Whether somebody may choose this as their sign-in name; `taken` is the caller's business.
[[nodiscard]] web::Faults check_login(std::string_view typed);
// An organizer's name, as `name`.
[[nodiscard]] web::Faults check_name(std::string_view name);

// The path that a page asked to come back to; "/home" for anything that is not plainly a path of ours: another host, //host, a backslash,
// control characters, the sign-in itself.
[[nodiscard]] std::string safe_next(std::string_view next);

}  // namespace uke::server::accounts
