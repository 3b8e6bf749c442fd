// Use cases: who is calling, new organizers and tokens. Called inside a transaction.
#pragma once

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/accounts/uses.h"
#include "server/http/message.h"
#include "server/storage/write_tx.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace uke::server::accounts {

struct NewAccount {
  AccountId id;
  std::string token;  // shown once; only its hash is kept
};

// Who calls, from the bearer token: one point read for a kiosk, two for an organizer. Without a token the actor is open.
// `unauthorized` for a token that is unknown, retired (organizers only; a retired kiosk is told so by the routes) or of a disabled account.
[[nodiscard]] Result<web::Actor> authenticate(const http::Request& request, storage::ReadTx& tx);

// The same for a whole server at `url`: a browser is known by its session's cookie, too; the actor then has `session` and `csrf`. A cookie
// that stands for no session (forged, ended, outdated, of a disabled account, still waiting for a code) is as good as none. What is used is
// noted in `uses`.
[[nodiscard]] web::Authenticate authenticator(std::string_view url, std::shared_ptr<Uses> uses);

// A new organizer with one token. Admins only. `invalid` for an empty name.
[[nodiscard]] Result<NewAccount> create_account(storage::WriteTx& tx, const web::Actor& actor, std::string_view name, Role role);

struct KioskToken {
  std::string token;  // only its hash is kept
  KioskId kiosk;
  std::string name;   // 受付2
  EditionId edition;  // what the token is bound to
};
[[nodiscard]] Status add_kiosk_token(storage::WriteTx& tx, const KioskToken& token);

// `not_found` if the holder has no token.
[[nodiscard]] Status set_token_state(storage::WriteTx& tx, std::string_view holder_id, TokenState state);

}  // namespace uke::server::accounts
