#include "server/accounts/store.h"

#include "server/accounts/logins.h"

namespace uke::server::accounts {

Status insert_account(storage::WriteTx& tx, const Account& account) {
  TRYV(tx.exec("insert into accounts (id, name, role, disabled, created_ms) values (:id, :name, :role, :disabled, :now)", account.id,
               account.name, account.role, account.disabled, tx.now()));
  return {};
}

Result<std::int64_t> count_accounts(storage::ReadTx& tx) {
  TRY(const auto count, tx.one<std::int64_t>("select count(*) from accounts"));
  return count.value_or(0);
}

Result<std::optional<Account>> find_account(storage::ReadTx& tx, std::string_view id) {
  return tx.one<Account>("select id, name, role, disabled from accounts where id = :id", id);
}

Result<std::optional<Credentials>> find_credentials(storage::ReadTx& tx, AccountId id) {
  return tx.one<Credentials>(
      "select id, name, role, disabled, login, password_hash, totp_key, totp_pending, totp_step, version from accounts where id = :id", id);
}

Result<std::optional<Credentials>> find_by_login(storage::ReadTx& tx, std::string_view key) {
  return tx.one<Credentials>(
      "select id, name, role, disabled, login, password_hash, totp_key, totp_pending, totp_step, version from accounts"
      " where login_key = :key",
      key);
}

Result<bool> update_account(storage::WriteTx& tx, const Credentials& account) {
  std::optional<std::string> key;
  if (account.login) key = login_key(*account.login);
  TRY(const auto changed,
      tx.exec("update accounts set name = :name, role = :role, disabled = :disabled, login = :login, login_key = :key,"
              " password_hash = :password, totp_key = :totp, totp_pending = :pending, totp_step = :step, version = version + 1"
              " where id = :id and version = :version",
              account.name, account.role, account.disabled, account.login, key, account.password_hash, account.totp_key,
              account.totp_pending, account.totp_step, account.id, account.version));
  return changed == 1;
}

Result<bool> use_totp_step(storage::WriteTx& tx, AccountId id, std::int64_t step) {
  TRY(const auto changed,
      tx.exec("update accounts set totp_step = :step where id = :id and totp_step < :newest and totp_key <> ''", step, id, step));
  return changed == 1;
}

Result<bool> delete_invited(storage::WriteTx& tx, AccountId id) {
  TRY(const auto deleted, tx.exec("delete from accounts where id = :id and login is null"
                                  " and not exists (select 1 from api_tokens where holder_id = :holder)",
                                  id, id));
  return deleted == 1;
}

Result<std::int64_t> count_other_admins(storage::ReadTx& tx, AccountId but) {
  TRY(const auto count, tx.one<std::int64_t>("select count(*) from accounts where id <> :id and role = 'admin' and disabled = 0"
                                             " and (login is not null or exists"
                                             " (select 1 from api_tokens where holder_id = accounts.id and state = 'active'))",
                                             but));
  return count.value_or(0);
}

Result<std::vector<OrganizerRow>> list_organizers(storage::ReadTx& tx, AccountId after, std::int64_t limit) {
  return tx.all<OrganizerRow>(
      "select id, name, role, disabled, login, case when totp_key = '' then 0 else 1 end, version, created_ms,"
      " (select max(seen_ms) from sessions where account_id = accounts.id),"
      " (select expires_ms from welcome_links where account_id = accounts.id)"
      " from accounts where id > :after order by id limit :limit",
      after, limit);
}

Result<std::optional<OrganizerRow>> find_organizer(storage::ReadTx& tx, AccountId id) {
  return tx.one<OrganizerRow>(
      "select id, name, role, disabled, login, case when totp_key = '' then 0 else 1 end, version, created_ms,"
      " (select max(seen_ms) from sessions where account_id = accounts.id),"
      " (select expires_ms from welcome_links where account_id = accounts.id)"
      " from accounts where id = :id",
      id);
}

Result<std::vector<Account>> find_accounts_named(storage::ReadTx& tx, std::string_view name) {
  return tx.all<Account>("select id, name, role, disabled from accounts where name = :name or login_key = :key order by id", name,
                         login_key(name));
}

Status insert_token(storage::WriteTx& tx, std::string_view hash, const Token& token) {
  TRYV(
      tx.exec("insert into api_tokens (token_hash, id, holder, holder_id, name, scope, state, created_ms)"
              " values (:hash, :id, :holder, :holder_id, :name, :scope, :state, :now)",
              hash, token.id.empty() ? Uuid::v7(tx.clock(), tx.random()).to_string() : token.id, token.holder, token.holder_id, token.name,
              token.scope, token.state, tx.now()));
  return {};
}

Result<std::optional<Token>> find_token(storage::ReadTx& tx, std::string_view hash) {
  return tx.one<Token>("select holder, holder_id, name, scope, state, id from api_tokens where token_hash = :hash", hash);
}

Result<std::optional<Token>> find_token_of(storage::ReadTx& tx, std::string_view holder_id) {
  return tx.one<Token>("select holder, holder_id, name, scope, state, id from api_tokens where holder_id = :id", holder_id);
}

Result<std::int64_t> update_token_state(storage::WriteTx& tx, std::string_view holder_id, TokenState state) {
  return tx.exec("update api_tokens set state = :state where holder_id = :id", state, holder_id);
}

Result<std::vector<TokenRow>> list_tokens(storage::ReadTx& tx, std::string_view holder_id) {
  return tx.all<TokenRow>(
      "select id, name, created_ms, seen_ms from api_tokens where holder_id = :holder and state = 'active' order by created_ms, id",
      holder_id);
}

Result<std::int64_t> retire_token(storage::WriteTx& tx, std::string_view holder_id, std::string_view id) {
  return tx.exec("update api_tokens set state = 'retired' where holder_id = :holder and id = :id and state = 'active'", holder_id, id);
}

Status note_token_use(storage::WriteTx& tx, std::string_view id, Time at) {
  TRYV(tx.exec("update api_tokens set seen_ms = :at where id = :id", at, id));
  return {};
}

Status put_welcome(storage::WriteTx& tx, AccountId account, std::string_view hash, Time expires) {
  TRYV(
      tx.exec("insert into welcome_links (account_id, secret_hash, expires_ms) values (:account, :hash, :expires)"
              " on conflict (account_id) do update set secret_hash = excluded.secret_hash, expires_ms = excluded.expires_ms",
              account, hash, expires));
  return {};
}

Result<std::optional<WelcomeRow>> find_welcome(storage::ReadTx& tx, std::string_view hash) {
  return tx.one<WelcomeRow>("select account_id, expires_ms from welcome_links where secret_hash = :hash", hash);
}

Result<std::int64_t> delete_welcome(storage::WriteTx& tx, AccountId account) {
  return tx.exec("delete from welcome_links where account_id = :account", account);
}

}  // namespace uke::server::accounts
