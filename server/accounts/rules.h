// Organizers and tokens: types and pure rules. Thread-safe.
#pragma once

#include "server/web/route.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/random.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace uke::server::accounts {

enum class Role : std::uint8_t { admin, treasurer, reception };
BOOST_DESCRIBE_ENUM(Role, admin, treasurer, reception)

// Whom a token speaks for.
enum class Holder : std::uint8_t { organizer, kiosk };
BOOST_DESCRIBE_ENUM(Holder, organizer, kiosk)

// A retired token may still deliver what it holds; what a stolen one delivers waits for a human.
enum class TokenState : std::uint8_t { active, retired, stolen };
BOOST_DESCRIBE_ENUM(TokenState, active, retired, stolen)

[[nodiscard]] web::Access access_of(Role role);

// 160 random bits as text, e.g. "uke_6f0c…".
[[nodiscard]] std::string fresh_token(Random& random);
// What is stored of a secret: 64 hexadecimal digits of BLAKE2b-256.
[[nodiscard]] std::string secret_hash(std::string_view secret);
// The same keyed: a secret derived from others that nobody has to store. `key` is any text of at most 64 bytes.
[[nodiscard]] std::string derived_secret(std::string_view key, std::string_view message);

// The token of "Bearer TOKEN"; "" if the header is anything else.
[[nodiscard]] std::string_view bearer_token(std::string_view authorization);

// `forbidden` unless the actor has one of the bits of `allowed`. Services call this first; the route table says the same to the engine.
[[nodiscard]] Status require(const web::Actor& actor, unsigned allowed);

// Who acts when an organizer runs a command on the server itself.
[[nodiscard]] web::Actor operator_of_this_machine();

}  // namespace uke::server::accounts
