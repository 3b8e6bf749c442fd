// Use cases of admins: who the organizers are and what they may do. Called inside a transaction; everything is noted in the audit log.
//
// Errors: `forbidden` for others than admins, `not_found`, `stale` when somebody else changed the account first, `conflict` where no admin
// would be left who can get in, `invalid` for a name that is none.
#pragma once

#include "server/accounts/sessions.h"
#include "server/accounts/store.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::accounts {

inline constexpr Millis kWelcomeValid = std::chrono::hours{24 * 14};

// How far an organizer is.
enum class Standing : std::uint8_t { active, invited, disabled };
BOOST_DESCRIBE_ENUM(Standing, active, invited, disabled)
[[nodiscard]] Standing standing_of(const OrganizerRow& row);

// `secret` is the last part of /welcome/SECRET; shown once, only its hash is kept.
struct Welcome {
  AccountId account;
  std::string secret;
  std::int64_t expires_ms = 0;
};

[[nodiscard]] Result<std::vector<OrganizerRow>> get_organizers(storage::ReadTx& tx, const web::Actor& actor, AccountId after,
                                                               std::int64_t limit);
[[nodiscard]] Result<OrganizerRow> get_organizer(storage::ReadTx& tx, const web::Actor& actor, AccountId id);

// A new account with a link by which its holder sets sign-in name and password.
[[nodiscard]] Result<Welcome> invite(storage::WriteTx& tx, const web::Actor& actor, std::string_view name, Role role);
// A link in place of an earlier one; also for somebody who is locked out: whoever uses it sets a new password, and the second step is off
// then. `conflict` for a disabled account.
[[nodiscard]] Result<Welcome> new_welcome(storage::WriteTx& tx, const web::Actor& actor, AccountId id);
// The link leads nowhere any more. An invitation that nobody took up goes as a whole.
[[nodiscard]] Status withdraw_welcome(storage::WriteTx& tx, const web::Actor& actor, AccountId id);

// What is given changes. Another role, as well as disabling, ends the account's sessions; disabling also its tokens and its link, for
// good.
struct OrganizerChange {
  std::optional<std::string> name = {};
  std::optional<Role> role = {};
  std::optional<bool> disabled = {};
};
[[nodiscard]] Result<OrganizerRow> change_organizer(storage::WriteTx& tx, const web::Actor& actor, AccountId id, std::int64_t version,
                                                    const OrganizerChange& change);

// --- for the holder of a link: no authorisation but the secret ---

// Whose link it is; `not_found` for a link that is unknown, used, withdrawn or outdated.
[[nodiscard]] Result<Credentials> welcomed(storage::ReadTx& tx, std::string_view secret);
// `hash` of the new password. The link is used up, all earlier sessions end, the holder is signed in. `conflict` where the sign-in name is
// taken. Precondition: check_login(), check_password().
[[nodiscard]] Result<NewSession> accept_welcome(storage::WriteTx& tx, std::string_view secret, std::string_view login,
                                                std::string_view hash, const Visitor& visitor);

}  // namespace uke::server::accounts
