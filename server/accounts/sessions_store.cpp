#include "server/accounts/sessions_store.h"

namespace uke::server::accounts {

Status insert_session(storage::WriteTx& tx, const SessionRow& session, std::string_view secret_hash) {
  TRYV(
      tx.exec("insert into sessions (id, secret_hash, account_id, state, system, browser, network, created_ms, seen_ms)"
              " values (:id, :hash, :account, :state, :system, :browser, :network, :created, :seen)",
              session.id, secret_hash, session.account, session.state, session.system, session.browser, session.network, session.created_ms,
              session.seen_ms));
  return {};
}

Result<std::optional<SessionRow>> find_session(storage::ReadTx& tx, std::string_view secret_hash) {
  return tx.one<SessionRow>(
      "select id, account_id, state, system, browser, network, created_ms, seen_ms from sessions where secret_hash = :hash", secret_hash);
}

Result<std::vector<SessionRow>> list_sessions(storage::ReadTx& tx, AccountId account) {
  return tx.all<SessionRow>(
      "select id, account_id, state, system, browser, network, created_ms, seen_ms from sessions"
      " where account_id = :account and state = 'open' order by seen_ms desc, id",
      account);
}

Result<std::int64_t> delete_session(storage::WriteTx& tx, AccountId account, std::string_view id) {
  return tx.exec("delete from sessions where account_id = :account and id = :id", account, id);
}

Result<std::int64_t> delete_sessions(storage::WriteTx& tx, AccountId account, std::string_view but_id) {
  return tx.exec("delete from sessions where account_id = :account and id <> :but", account, but_id);
}

Status note_session_use(storage::WriteTx& tx, std::string_view id, Time at) {
  TRYV(tx.exec("update sessions set seen_ms = :at where id = :id", at, id));
  return {};
}

Result<std::int64_t> delete_old_sessions(storage::WriteTx& tx, Time seen_until, Time made_until, std::int64_t limit) {
  return tx.exec(
      "delete from sessions where id in"
      " (select id from sessions where seen_ms <= :seen or created_ms <= :made limit :limit)",
      seen_until, made_until, limit);
}

Status replace_recovery_codes(storage::WriteTx& tx, AccountId account, const std::vector<std::string>& hashes) {
  TRYV(tx.exec("delete from recovery_codes where account_id = :account", account));
  for (const auto& hash : hashes) {
    TRYV(tx.exec("insert into recovery_codes (account_id, code_hash, used_ms) values (:account, :hash, null)", account, hash));
  }
  return {};
}

Result<std::int64_t> count_recovery_codes(storage::ReadTx& tx, AccountId account) {
  TRY(const auto count,
      tx.one<std::int64_t>("select count(*) from recovery_codes where account_id = :account and used_ms is null", account));
  return count.value_or(0);
}

Result<bool> is_open_recovery_code(storage::ReadTx& tx, AccountId account, std::string_view hash) {
  TRY(const auto found, tx.one<std::int64_t>("select 1 from recovery_codes where account_id = :account and code_hash = :hash"
                                             " and used_ms is null",
                                             account, hash));
  return found.has_value();
}

Result<bool> use_recovery_code(storage::WriteTx& tx, AccountId account, std::string_view hash) {
  TRY(const auto changed,
      tx.exec("update recovery_codes set used_ms = :now where account_id = :account and code_hash = :hash and used_ms is null", tx.now(),
              account, hash));
  return changed == 1;
}

}  // namespace uke::server::accounts
