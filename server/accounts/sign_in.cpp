#include "server/accounts/sign_in.h"

#include "server/accounts/history.h"
#include "server/accounts/logins.h"
#include "server/accounts/password.h"
#include "server/accounts/two_step.h"
#include "server/web/own_path.h"

namespace uke::server::accounts {
namespace {

web::Actor actor_of(const Credentials& account) {
  return {.access = access_of(account.role), .id = account.id.to_string(), .name = account.name};
}

Result<Credentials> active(storage::ReadTx& tx, AccountId id) {
  TRY(auto account, find_credentials(tx, id));
  if (!account || account->disabled) return fail(ErrorCode::unauthorized, "accounts.sign_in", "the account is disabled");
  return std::move(*account);
}

}  // namespace

Result<std::optional<Recognised>> recognise(storage::ReadTx& tx, std::string_view login, std::string_view password) {
  if (!can_be_a_password(password)) return std::optional<Recognised>{};
  const auto key = login_key(login);
  std::optional<Credentials> account;
  if (!key.empty()) {
    TRY(account, find_by_login(tx, key));
  }
  const bool fits = password_fits(password, account ? account->password_hash : "");
  if (!fits || account->disabled) return std::optional<Recognised>{};
  Recognised who{.account = account->id, .needs_code = !account->totp_key.empty()};
  if (needs_rehash(account->password_hash)) {
    TRY(who.fresh_hash, password_hash(password));
  }
  return std::optional(std::move(who));
}

Result<NewSession> sign_in(storage::WriteTx& tx, const Recognised& who, const Visitor& visitor, std::string_view old_secret) {
  TRY(auto account, active(tx, who.account));
  if (!who.fresh_hash.empty()) {
    account.password_hash = who.fresh_hash;
    TRYV(update_account(tx, account));
  }
  TRYV(sign_out(tx, old_secret));
  // Asked again: the second step may have been switched on meanwhile.
  const bool needs_code = who.needs_code || !account.totp_key.empty();
  TRY(auto session, open_session(tx, who.account, needs_code ? SessionState::code_asked : SessionState::open, visitor));
  if (!needs_code) TRYV(audit(tx, actor_of(account), "account.sign_in", account.id.to_string()));
  return session;
}

Result<std::optional<Credentials>> waiting_for_code(storage::ReadTx& tx, std::string_view waiting) {
  TRY(const auto session, session_of(tx, waiting));
  if (!session || session->state != SessionState::code_asked) return std::optional<Credentials>{};
  TRY(auto account, find_credentials(tx, session->account));
  if (account && account->disabled) account.reset();
  return account;
}

Result<std::optional<NewSession>> pass_code(storage::WriteTx& tx, std::string_view waiting, std::string_view code, const Visitor& visitor) {
  TRY(const auto account, waiting_for_code(tx, waiting));
  if (!account) return std::optional<NewSession>{};
  bool right = false;
  if (const auto step = step_of_code(account->totp_key, code, tx.now(), account->totp_step)) {
    TRY(right, use_totp_step(tx, account->id, *step));
  } else {
    TRY(right, use_recovery_code(tx, account->id, recovery_hash(account->id.to_string(), code)));
    if (right) TRYV(audit(tx, actor_of(*account), "account.use_recovery_code", account->id.to_string()));
  }
  if (!right) return std::optional<NewSession>{};
  TRYV(sign_out(tx, waiting));
  TRY(auto session, open_session(tx, account->id, SessionState::open, visitor));
  TRYV(audit(tx, actor_of(*account), "account.sign_in", account->id.to_string()));
  return std::optional(std::move(session));
}

std::string browser_mark(const Credentials& account, Random& random) {
  const auto nonce = fresh_token(random).substr(4);
  return nonce + "." + derived_secret(secret_hash(account.password_hash), "browser " + nonce).substr(4);
}

bool is_browser_mark(const Credentials& account, std::string_view mark) {
  const auto nonce = mark.substr(0, mark.find('.'));
  if (account.password_hash.empty() || nonce.size() == mark.size() || nonce.size() > 64) return false;
  const auto right = derived_secret(secret_hash(account.password_hash), "browser " + std::string(nonce)).substr(4);
  return web::same_secret(mark.substr(nonce.size() + 1), right);
}

Status sign_out(storage::WriteTx& tx, std::string_view secret) {
  TRY(const auto session, session_of(tx, secret));
  if (session) TRYV(delete_session(tx, session->account, session->id));
  return {};
}

}  // namespace uke::server::accounts
