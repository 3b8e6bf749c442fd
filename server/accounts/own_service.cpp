#include "server/accounts/own_service.h"

#include "server/accounts/history.h"
#include "server/accounts/logins.h"
#include "server/accounts/two_step.h"
#include "shared/text/text.h"

namespace uke::server::accounts {
namespace {

Result<AccountId> own_id(const web::Actor& actor) {
  TRYV(require(actor, web::kOrganizers));
  auto id = AccountId::parse(actor.id);
  if (!id) return fail(ErrorCode::not_found, "accounts.own_account", "the actor is no account");
  return id;
}

std::unexpected<Error> stale() { return fail(ErrorCode::stale, "accounts.own_account", "the account has another version"); }

// Writes what `change` did to the account of the version that the caller saw.
template <class Change>
Status changed(storage::WriteTx& tx, const web::Actor& actor, std::int64_t version, Change change) {
  TRY(auto account, own_account(tx, actor));
  if (account.version != version) return stale();
  change(account);
  TRY(const bool done, update_account(tx, account));
  return done ? Status{} : stale();
}

Result<std::vector<std::string>> write_recovery_codes(storage::WriteTx& tx, AccountId id) {
  auto codes = fresh_recovery_codes(tx.random());
  std::vector<std::string> hashes;
  for (const auto& code : codes) hashes.push_back(recovery_hash(id.to_string(), code));
  TRYV(replace_recovery_codes(tx, id, hashes));
  return codes;
}

struct Names {
  std::string name;
  std::string login;
};
BOOST_DESCRIBE_STRUCT(Names, (), (name, login))

}  // namespace

Result<Credentials> own_account(storage::ReadTx& tx, const web::Actor& actor) {
  TRY(const auto id, own_id(actor));
  TRY(auto account, find_credentials(tx, id));
  if (!account) return fail(ErrorCode::not_found, "accounts.own_account", "the actor is no account");
  return std::move(*account);
}

Status change_own_names(storage::WriteTx& tx, const web::Actor& actor, std::int64_t version, std::string_view name,
                        std::string_view login) {
  if (!check_name(name).empty() || !check_login(login).empty()) {
    return fail(ErrorCode::invalid, "accounts.change_own_names", "name: or login is not acceptable");
  }
  Names before;
  const Names after{std::string(text::trim(name)), std::string(text::trim(login))};
  TRYV(changed(tx, actor, version, [&](Credentials& account) {
    before = {account.name, account.login.value_or("")};
    account.name = after.name;
    account.login = after.login;
  }));
  return audit(tx, actor, "account.change", {.kind = "account", .id = actor.id}, changes_between(before, after));
}

Result<NewSession> change_own_password(storage::WriteTx& tx, const web::Actor& actor, std::int64_t version, std::string_view hash,
                                       const Visitor& visitor) {
  TRY(const auto id, own_id(actor));
  TRYV(changed(tx, actor, version, [&](Credentials& account) { account.password_hash = hash; }));
  TRYV(delete_sessions(tx, id, ""));
  TRYV(delete_welcome(tx, id));
  TRYV(audit(tx, actor, "account.change_password", actor.id));
  return open_session(tx, id, SessionState::open, visitor);
}

Status begin_two_step(storage::WriteTx& tx, const web::Actor& actor) {
  TRY(auto account, own_account(tx, actor));
  if (!account.totp_key.empty()) return fail(ErrorCode::conflict, "accounts.begin_two_step", "the second step is on");
  if (!account.totp_pending.empty()) return {};  // the symbol on the screen of another tab stays good
  account.totp_pending = fresh_totp_key(tx.random());
  TRYV(update_account(tx, account));
  return {};
}

Result<std::optional<std::vector<std::string>>> confirm_two_step(storage::WriteTx& tx, const web::Actor& actor, std::string_view code) {
  using Codes = std::optional<std::vector<std::string>>;
  TRY(auto account, own_account(tx, actor));
  if (account.totp_pending.empty()) return Codes{};
  const auto step = step_of_code(account.totp_pending, code, tx.now(), 0);
  if (!step) return Codes{};
  account.totp_key = std::exchange(account.totp_pending, "");
  account.totp_step = *step;
  TRYV(update_account(tx, account));
  TRYV(audit(tx, actor, "account.two_step_on", actor.id));
  TRY(auto codes, write_recovery_codes(tx, account.id));
  return Codes(std::move(codes));
}

Result<std::vector<std::string>> renew_recovery_codes(storage::WriteTx& tx, const web::Actor& actor) {
  TRY(const auto account, own_account(tx, actor));
  if (account.totp_key.empty()) return fail(ErrorCode::conflict, "accounts.renew_recovery_codes", "the second step is off");
  TRYV(audit(tx, actor, "account.new_recovery_codes", actor.id));
  return write_recovery_codes(tx, account.id);
}

Status end_two_step(storage::WriteTx& tx, const web::Actor& actor, std::int64_t version) {
  TRY(const auto id, own_id(actor));
  TRYV(changed(tx, actor, version, [](Credentials& account) {
    account.totp_key.clear();
    account.totp_pending.clear();
  }));
  TRYV(replace_recovery_codes(tx, id, {}));
  return audit(tx, actor, "account.two_step_off", actor.id);
}

Result<std::int64_t> recovery_codes_left(storage::ReadTx& tx, const web::Actor& actor) {
  TRY(const auto id, own_id(actor));
  return count_recovery_codes(tx, id);
}

Result<std::vector<SessionRow>> own_sessions(storage::ReadTx& tx, const web::Actor& actor) {
  TRY(const auto id, own_id(actor));
  TRY(auto sessions, list_sessions(tx, id));
  std::erase_if(sessions, [&](const SessionRow& session) { return is_over(session, tx.now()); });
  return sessions;
}

Status end_own_session(storage::WriteTx& tx, const web::Actor& actor, std::string_view id) {
  TRY(const auto account, own_id(actor));
  TRY(const auto ended, delete_session(tx, account, id));
  if (ended == 0) return fail(ErrorCode::not_found, "accounts.end_own_session", "no such session");
  return audit(tx, actor, "account.end_session", actor.id);
}

Result<std::int64_t> end_own_other_sessions(storage::WriteTx& tx, const web::Actor& actor) {
  TRY(const auto account, own_id(actor));
  TRY(const auto ended, delete_sessions(tx, account, actor.session));
  if (ended > 0) TRYV(audit(tx, actor, "account.end_session", actor.id));
  return ended;
}

Result<std::vector<TokenRow>> own_tokens(storage::ReadTx& tx, const web::Actor& actor) {
  TRY(const auto id, own_id(actor));
  return list_tokens(tx, id.to_string());
}

Result<NewToken> add_own_token(storage::WriteTx& tx, const web::Actor& actor, std::string_view name) {
  TRY(const auto id, own_id(actor));
  if (!check_name(name).empty()) return fail(ErrorCode::invalid, "accounts.add_own_token", "name: is not acceptable");
  TRY(const auto tokens, list_tokens(tx, id.to_string()));
  if (std::ssize(tokens) >= kTokensMax) return fail(ErrorCode::conflict, "accounts.add_own_token", "too many tokens");
  NewToken made{.id = Uuid::v7(tx.clock(), tx.random()).to_string(), .token = fresh_token(tx.random())};
  TRYV(insert_token(tx, secret_hash(made.token),
                    {.holder = Holder::organizer,
                     .holder_id = id.to_string(),
                     .name = std::string(text::trim(name)),
                     .scope = {},
                     .state = TokenState::active,
                     .id = made.id}));
  TRYV(audit(tx, actor, "account.new_token", {.kind = "account", .id = actor.id}, {{"token", "", std::string(text::trim(name))}}));
  return made;
}

Status revoke_own_token(storage::WriteTx& tx, const web::Actor& actor, std::string_view token) {
  TRY(const auto id, own_id(actor));
  TRY(const auto retired, retire_token(tx, id.to_string(), token));
  if (retired == 0) return fail(ErrorCode::not_found, "accounts.revoke_own_token", "no such token");
  return audit(tx, actor, "account.revoke_token", actor.id);
}

}  // namespace uke::server::accounts
