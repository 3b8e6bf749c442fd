// Use cases of every organizer about their own account. Called inside a transaction; every change is noted in the audit log, secrets never.
//
// Errors: `forbidden` for who is no organizer, `not_found`, `stale` when another browser changed the account first, `invalid` for what
// check_name() and the like refuse, `conflict` as each says.
#pragma once

#include "server/accounts/sessions.h"
#include "server/accounts/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::accounts {

inline constexpr std::int64_t kTokensMax = 20;

[[nodiscard]] Result<Credentials> own_account(storage::ReadTx& tx, const web::Actor& actor);

// `conflict` where somebody else has the sign-in name.
[[nodiscard]] Status change_own_names(storage::WriteTx& tx, const web::Actor& actor, std::int64_t version, std::string_view name,
                                      std::string_view login);

// Ends all sessions of the account; the new one is for the browser that asked.
[[nodiscard]] Result<NewSession> change_own_password(storage::WriteTx& tx, const web::Actor& actor, std::int64_t version,
                                                     std::string_view hash, const Visitor& visitor);

// --- the second step ---

// A key to be set up; nothing is asked at the sign-in until a code of it was seen. `conflict` where the second step is on.
[[nodiscard]] Status begin_two_step(storage::WriteTx& tx, const web::Actor& actor);
// The recovery codes, shown once; nothing where the code does not fit the key that was begun.
[[nodiscard]] Result<std::optional<std::vector<std::string>>> confirm_two_step(storage::WriteTx& tx, const web::Actor& actor,
                                                                               std::string_view code);
// In place of the earlier ones. `conflict` where the second step is off.
[[nodiscard]] Result<std::vector<std::string>> renew_recovery_codes(storage::WriteTx& tx, const web::Actor& actor);
// The caller has checked the password.
[[nodiscard]] Status end_two_step(storage::WriteTx& tx, const web::Actor& actor, std::int64_t version);
[[nodiscard]] Result<std::int64_t> recovery_codes_left(storage::ReadTx& tx, const web::Actor& actor);

// --- sessions and tokens ---

[[nodiscard]] Result<std::vector<SessionRow>> own_sessions(storage::ReadTx& tx, const web::Actor& actor);
[[nodiscard]] Status end_own_session(storage::WriteTx& tx, const web::Actor& actor, std::string_view id);
// How many ended.
[[nodiscard]] Result<std::int64_t> end_own_other_sessions(storage::WriteTx& tx, const web::Actor& actor);

[[nodiscard]] Result<std::vector<TokenRow>> own_tokens(storage::ReadTx& tx, const web::Actor& actor);
// The token, shown once. `conflict` for more than kTokensMax.
struct NewToken {
  std::string id;
  std::string token;
};
[[nodiscard]] Result<NewToken> add_own_token(storage::WriteTx& tx, const web::Actor& actor, std::string_view name);
[[nodiscard]] Status revoke_own_token(storage::WriteTx& tx, const web::Actor& actor, std::string_view id);

}  // namespace uke::server::accounts
