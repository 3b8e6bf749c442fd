#include "server/accounts/store.h"

namespace uke::server::accounts {

Status insert_account(storage::WriteTx& tx, const Account& account) {
  TRYV(tx.exec("insert into accounts (id, name, role, disabled, created_ms) values (:id, :name, :role, :disabled, :now)", account.id,
               account.name, account.role, account.disabled, tx.now()));
  return {};
}

Result<std::optional<Account>> find_account(storage::ReadTx& tx, std::string_view id) {
  return tx.one<Account>("select id, name, role, disabled from accounts where id = :id", id);
}

Status insert_token(storage::WriteTx& tx, std::string_view hash, const Token& token) {
  TRYV(
      tx.exec("insert into api_tokens (token_hash, id, holder, holder_id, name, scope, state, created_ms)"
              " values (:hash, :id, :holder, :holder_id, :name, :scope, :state, :now)",
              hash, Uuid::v7(tx.clock(), tx.random()), token.holder, token.holder_id, token.name, token.scope, token.state, tx.now()));
  return {};
}

Result<std::optional<Token>> find_token(storage::ReadTx& tx, std::string_view hash) {
  return tx.one<Token>("select holder, holder_id, name, scope, state from api_tokens where token_hash = :hash", hash);
}

Result<std::optional<Token>> find_token_of(storage::ReadTx& tx, std::string_view holder_id) {
  return tx.one<Token>("select holder, holder_id, name, scope, state from api_tokens where holder_id = :id", holder_id);
}

Result<std::int64_t> update_token_state(storage::WriteTx& tx, std::string_view holder_id, TokenState state) {
  return tx.exec("update api_tokens set state = :state where holder_id = :id", state, holder_id);
}

}  // namespace uke::server::accounts
