#include "server/commands_accounts.h"

#include "server/accounts/password.h"
#include "server/accounts/service.h"
#include "server/accounts/sign_in.h"
#include "server/commands_database.h"
#include "shared/i18n/dates.h"

namespace uke::server {
namespace {

Status give_password(storage::WriteTx& tx, AccountId id, std::string_view login, std::string_view hash) {
  TRY(const auto welcome, accounts::new_welcome(tx, accounts::operator_of_this_machine(), id));
  TRY(const auto session, accounts::accept_welcome(tx, welcome.secret, login, hash, {}));
  return accounts::sign_out(tx, session.secret);
}

Result<accounts::Welcome> link_for(storage::WriteTx& tx, const std::string& name) {
  TRY(const auto found, accounts::find_accounts_named(tx, name));
  if (found.empty()) return fail(ErrorCode::not_found, "commands.organizer_link", "no such organizer");
  if (found.size() > 1) return fail(ErrorCode::conflict, "commands.organizer_link", "several organizers have this name");
  if (found[0].disabled) return fail(ErrorCode::forbidden, "commands.organizer_link", "the account is disabled");
  return accounts::new_welcome(tx, accounts::operator_of_this_machine(), found[0].id);
}

}  // namespace

std::string welcome_address(const std::string& url, const accounts::Welcome& welcome) { return url + "/welcome/" + welcome.secret; }

Result<std::string> make_demo_organizers(storage::WriteTx& tx) {
  struct Person {
    const char* name;
    const char* login;
    accounts::Role role;
  };
  constexpr Person kPeople[] = {{"幹事 花田", "hanada", accounts::Role::admin},
                                {"会計 早川", "kaikei", accounts::Role::treasurer},
                                {"受付 大友", "uketsuke", accounts::Role::reception}};
  TRY(const auto hash, accounts::password_hash(kDemoPassword));
  std::string token;
  for (const auto& person : kPeople) {
    TRY(const auto account, accounts::create_account(tx, accounts::operator_of_this_machine(), person.name, person.role));
    TRYV(give_password(tx, account.id, person.login, hash));
    if (person.role == accounts::Role::admin) token = account.token;
  }
  return token;
}

int organizer_link(const Config& config, const std::string& name, const Console& console) {
  auto connection = open_database(config, Database::must_exist);
  if (!connection) return console.fail("cli.no_database", {{"folder", config.data.string()}});
  const auto made = write_to(*connection, [&](storage::WriteTx& tx) { return link_for(tx, name); });
  if (!made) {
    switch (made.error().code) {
      case ErrorCode::not_found: return console.fail("cli.organizer_link.unknown", {{"name", name}});
      case ErrorCode::conflict: return console.fail("cli.organizer_link.several", {{"name", name}});
      case ErrorCode::forbidden: return console.fail("cli.organizer_link.disabled", {{"name", name}});
      default: return console.fail(made.error());
    }
  }
  console.say("cli.organizer_link.done", {{"name", name}, {"link", welcome_address(public_url(config), *made)}});
  return 0;
}

}  // namespace uke::server
