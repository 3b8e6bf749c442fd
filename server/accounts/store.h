// Rows of accounts, api_tokens and welcome_links. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/accounts/rules.h"
#include "server/storage/write_tx.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::accounts {

struct Account {
  AccountId id;
  std::string name;
  Role role = Role::reception;
  bool disabled = false;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, name, role, disabled))

// With what somebody proves who they are.
struct Credentials {
  AccountId id;
  std::string name;
  Role role = Role::reception;
  bool disabled = false;
  std::optional<std::string> login;  // none until the welcome page was filled in
  std::string password_hash;
  std::string totp_key;      // base32; "" = codes are not asked
  std::string totp_pending;  // shown for setting up
  std::int64_t totp_step = 0;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (id, name, role, disabled, login, password_hash, totp_key, totp_pending, totp_step, version))

struct Token {
  Holder holder = Holder::organizer;
  std::string holder_id;
  std::string name;
  std::string scope;
  TokenState state = TokenState::active;
  std::string id = {};  // "" when it is inserted: a fresh one
};
BOOST_DESCRIBE_STRUCT(Token, (), (holder, holder_id, name, scope, state, id))

[[nodiscard]] Status insert_account(storage::WriteTx& tx, const Account& account);
[[nodiscard]] Result<std::int64_t> count_accounts(storage::ReadTx& tx);
[[nodiscard]] Result<std::optional<Account>> find_account(storage::ReadTx& tx, std::string_view id);
[[nodiscard]] Result<std::optional<Credentials>> find_credentials(storage::ReadTx& tx, AccountId id);
[[nodiscard]] Result<std::optional<Credentials>> find_by_login(storage::ReadTx& tx, std::string_view login_key);
// Everything of a row that may change; its version becomes version + 1. False where it has another version by now; `conflict` where
// somebody else has the sign-in name.
[[nodiscard]] Result<bool> update_account(storage::WriteTx& tx, const Credentials& account);
// False where the code of that step or a later one was used already.
[[nodiscard]] Result<bool> use_totp_step(storage::WriteTx& tx, AccountId id, std::int64_t step);
// Without sign-in name and tokens only: an invitation that nobody took up. False where there is more.
[[nodiscard]] Result<bool> delete_invited(storage::WriteTx& tx, AccountId id);
// Admins other than that one who can get in: not disabled, with a sign-in name or an active token.
[[nodiscard]] Result<std::int64_t> count_other_admins(storage::ReadTx& tx, AccountId but);

struct OrganizerRow {
  AccountId id;
  std::string name;
  Role role = Role::reception;
  bool disabled = false;
  std::optional<std::string> login;
  bool two_step = false;
  std::int64_t version = 1;
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> seen_ms;             // newest use of a session
  std::optional<std::int64_t> welcome_expires_ms;  // of a link that was not used
};
BOOST_DESCRIBE_STRUCT(OrganizerRow, (), (id, name, role, disabled, login, two_step, version, created_ms, seen_ms, welcome_expires_ms))
// In order of their ids, after `after` (nil = from the beginning).
[[nodiscard]] Result<std::vector<OrganizerRow>> list_organizers(storage::ReadTx& tx, AccountId after, std::int64_t limit);
[[nodiscard]] Result<std::optional<OrganizerRow>> find_organizer(storage::ReadTx& tx, AccountId id);
[[nodiscard]] Result<std::vector<Account>> find_accounts_named(storage::ReadTx& tx, std::string_view name);

[[nodiscard]] Status insert_token(storage::WriteTx& tx, std::string_view hash, const Token& token);
[[nodiscard]] Result<std::optional<Token>> find_token(storage::ReadTx& tx, std::string_view hash);
// The token of a holder that has exactly one (a kiosk).
[[nodiscard]] Result<std::optional<Token>> find_token_of(storage::ReadTx& tx, std::string_view holder_id);
// How many rows changed.
[[nodiscard]] Result<std::int64_t> update_token_state(storage::WriteTx& tx, std::string_view holder_id, TokenState state);

struct TokenRow {
  std::string id;
  std::string name;
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> seen_ms;
};
BOOST_DESCRIBE_STRUCT(TokenRow, (), (id, name, created_ms, seen_ms))
// The active ones, oldest first.
[[nodiscard]] Result<std::vector<TokenRow>> list_tokens(storage::ReadTx& tx, std::string_view holder_id);
[[nodiscard]] Result<std::int64_t> retire_token(storage::WriteTx& tx, std::string_view holder_id, std::string_view id);
[[nodiscard]] Status note_token_use(storage::WriteTx& tx, std::string_view id, Time at);

struct WelcomeRow {
  AccountId account;
  std::int64_t expires_ms = 0;
};
BOOST_DESCRIBE_STRUCT(WelcomeRow, (), (account, expires_ms))
// In place of an earlier one of that account.
[[nodiscard]] Status put_welcome(storage::WriteTx& tx, AccountId account, std::string_view secret_hash, Time expires);
[[nodiscard]] Result<std::optional<WelcomeRow>> find_welcome(storage::ReadTx& tx, std::string_view secret_hash);
[[nodiscard]] Result<std::int64_t> delete_welcome(storage::WriteTx& tx, AccountId account);

}  // namespace uke::server::accounts
