#include "server/accounts/organizers_service.h"

#include "server/accounts/history.h"
#include "server/accounts/logins.h"
#include "shared/text/text.h"

namespace uke::server::accounts {
namespace {

std::unexpected<Error> nobody() { return fail(ErrorCode::not_found, "accounts.find_organizer", "no such organizer"); }
std::unexpected<Error> no_link() { return fail(ErrorCode::not_found, "accounts.welcomed", "no such link, or it is over"); }

Thing account_thing(AccountId id) { return {.kind = "account", .id = id.to_string()}; }

Result<Credentials> credentials_of(storage::ReadTx& tx, AccountId id) {
  TRY(auto account, find_credentials(tx, id));
  if (!account) return nobody();
  return std::move(*account);
}

Result<Welcome> fresh_welcome(storage::WriteTx& tx, AccountId id) {
  Welcome welcome{.account = id, .secret = fresh_token(tx.random()).substr(4), .expires_ms = to_ms(tx.now() + kWelcomeValid)};
  TRYV(put_welcome(tx, id, secret_hash(welcome.secret), tx.now() + kWelcomeValid));
  return welcome;
}

// Otherwise nobody could ever let an admin in again but who can run commands on the machine.
Status keep_an_admin(storage::ReadTx& tx, const Credentials& before, const Credentials& after) {
  const bool was = before.role == Role::admin && !before.disabled;
  const bool is = after.role == Role::admin && !after.disabled;
  if (!was || is) return {};
  TRY(const auto others, count_other_admins(tx, before.id));
  if (others == 0) return fail(ErrorCode::conflict, "accounts.change_organizer", "the last admin stays one");
  return {};
}

struct Shown {
  std::string name;
  Role role = Role::reception;
  bool disabled = false;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (name, role, disabled))
Shown shown(const Credentials& account) { return {account.name, account.role, account.disabled}; }

}  // namespace

Standing standing_of(const OrganizerRow& row) {
  if (row.disabled) return Standing::disabled;
  return row.login ? Standing::active : Standing::invited;
}

Result<std::vector<OrganizerRow>> get_organizers(storage::ReadTx& tx, const web::Actor& actor, AccountId after, std::int64_t limit) {
  TRYV(require(actor, web::kAdmin));
  return list_organizers(tx, after, limit);
}

Result<OrganizerRow> get_organizer(storage::ReadTx& tx, const web::Actor& actor, AccountId id) {
  TRYV(require(actor, web::kAdmin));
  TRY(auto row, find_organizer(tx, id));
  if (!row) return nobody();
  return std::move(*row);
}

Result<Welcome> invite(storage::WriteTx& tx, const web::Actor& actor, std::string_view name, Role role) {
  TRYV(require(actor, web::kAdmin));
  if (!check_name(name).empty()) return fail(ErrorCode::invalid, "accounts.invite", "name: is not acceptable");
  const Account account{
      .id = AccountId::fresh(tx.clock(), tx.random()), .name = std::string(text::trim(name)), .role = role, .disabled = false};
  TRYV(insert_account(tx, account));
  TRYV(audit(tx, actor, "account.invite", account_thing(account.id),
             {{"name", "", account.name}, {"role", "", std::string(enum_name(role))}}));
  return fresh_welcome(tx, account.id);
}

Result<Welcome> new_welcome(storage::WriteTx& tx, const web::Actor& actor, AccountId id) {
  TRYV(require(actor, web::kAdmin));
  TRY(const auto account, credentials_of(tx, id));
  if (account.disabled) return fail(ErrorCode::conflict, "accounts.new_welcome", "the account is disabled");
  TRYV(audit(tx, actor, "account.new_link", account_thing(id), {}));
  return fresh_welcome(tx, id);
}

Status withdraw_welcome(storage::WriteTx& tx, const web::Actor& actor, AccountId id) {
  TRYV(require(actor, web::kAdmin));
  TRYV(credentials_of(tx, id));
  TRY(const auto withdrawn, delete_welcome(tx, id));
  TRY(const bool gone, delete_invited(tx, id));
  if (withdrawn == 0 && !gone) return no_link();
  return audit(tx, actor, "account.withdraw_link", account_thing(id), {});
}

Result<OrganizerRow> change_organizer(storage::WriteTx& tx, const web::Actor& actor, AccountId id, std::int64_t version,
                                      const OrganizerChange& change) {
  TRYV(require(actor, web::kAdmin));
  TRY(const auto before, credentials_of(tx, id));
  if (before.version != version) return fail(ErrorCode::stale, "accounts.change_organizer", "the account has another version");
  auto after = before;
  if (change.name) {
    if (!check_name(*change.name).empty()) return fail(ErrorCode::invalid, "accounts.change_organizer", "name: is not acceptable");
    after.name = text::trim(*change.name);
  }
  after.role = change.role.value_or(before.role);
  after.disabled = change.disabled.value_or(before.disabled);
  TRYV(keep_an_admin(tx, before, after));
  TRY(const bool changed, update_account(tx, after));
  if (!changed) return fail(ErrorCode::stale, "accounts.change_organizer", "the account has another version");
  if (after.role != before.role || after.disabled) TRYV(delete_sessions(tx, id, ""));
  if (after.disabled && !before.disabled) {
    TRYV(update_token_state(tx, id.to_string(), TokenState::retired));
    TRYV(delete_welcome(tx, id));
  }
  TRYV(audit(tx, actor, "account.change", account_thing(id), changes_between(shown(before), shown(after))));
  return get_organizer(tx, actor, id);
}

Result<Credentials> welcomed(storage::ReadTx& tx, std::string_view secret) {
  TRY(const auto link, find_welcome(tx, secret_hash(secret)));
  if (!link || from_ms(link->expires_ms) <= tx.now()) return no_link();
  TRY(auto account, find_credentials(tx, link->account));
  if (!account || account->disabled) return no_link();
  return std::move(*account);
}

Result<NewSession> accept_welcome(storage::WriteTx& tx, std::string_view secret, std::string_view login, std::string_view hash,
                                  const Visitor& visitor) {
  TRY(auto account, welcomed(tx, secret));
  const web::Actor self{.access = access_of(account.role), .id = account.id.to_string(), .name = account.name};
  const std::vector<Change> changes = account.login.value_or("") == login
                                          ? std::vector<Change>{}
                                          : std::vector<Change>{{"login", account.login.value_or(""), std::string(login)}};
  account.login = text::trim(login);
  account.password_hash = hash;
  account.totp_key.clear();
  account.totp_pending.clear();
  TRY(const bool changed, update_account(tx, account));
  if (!changed) return fail(ErrorCode::stale, "accounts.accept_welcome", "the account has another version");
  TRYV(replace_recovery_codes(tx, account.id, {}));
  TRYV(delete_welcome(tx, account.id));
  TRYV(delete_sessions(tx, account.id, ""));
  TRYV(audit(tx, self, "account.accept_link", account_thing(account.id), changes));
  return open_session(tx, account.id, SessionState::open, visitor);
}

}  // namespace uke::server::accounts
