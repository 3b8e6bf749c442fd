// Rows of accounts, api_tokens and audit_log. Called inside a transaction.
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

struct Token {
  Holder holder = Holder::organizer;
  std::string holder_id;
  std::string name;
  std::string scope;
  TokenState state = TokenState::active;
};
BOOST_DESCRIBE_STRUCT(Token, (), (holder, holder_id, name, scope, state))

[[nodiscard]] Status insert_account(storage::WriteTx& tx, const Account& account);
[[nodiscard]] Result<std::optional<Account>> find_account(storage::ReadTx& tx, std::string_view id);

[[nodiscard]] Status insert_token(storage::WriteTx& tx, std::string_view hash, const Token& token);
[[nodiscard]] Result<std::optional<Token>> find_token(storage::ReadTx& tx, std::string_view hash);
// The token of a holder that has exactly one (a kiosk).
[[nodiscard]] Result<std::optional<Token>> find_token_of(storage::ReadTx& tx, std::string_view holder_id);
// How many rows changed.
[[nodiscard]] Result<std::int64_t> update_token_state(storage::WriteTx& tx, std::string_view holder_id, TokenState state);

}  // namespace uke::server::accounts
