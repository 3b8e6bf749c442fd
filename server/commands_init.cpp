#include "server/accounts/service.h"
#include "server/accounts/store.h"
#include "server/commands.h"
#include "server/commands_accounts.h"
#include "server/commands_database.h"
#include "server/events/service.h"
#include "shared/i18n/dates.h"

namespace uke::server {
namespace {

Result<events::EditionFields> edition_of(const InitFlags& flags) {
  events::EditionFields edition;
  edition.name = flags.edition;
  edition.name_en = flags.edition_en;
  edition.place = flags.place;
  edition.zone = flags.zone;
  TRY(const auto doors, i18n::parse_local(flags.date, flags.doors, flags.zone));
  TRY(const auto starts, i18n::parse_local(flags.date, flags.starts, flags.zone));
  TRY(const auto ends, i18n::parse_local(flags.date, flags.ends, flags.zone));
  edition.doors_open_ms = to_ms(doors);
  edition.doors_close_ms = to_ms(ends);
  edition.starts_ms = to_ms(starts);
  edition.ends_ms = to_ms(ends);
  edition.door_fee = Yen{flags.fee};
  return edition;
}

struct Made {
  std::string token;
  accounts::Welcome welcome;
};

Result<Made> make_all(storage::WriteTx& tx, const InitFlags& flags) {
  const auto actor = accounts::operator_of_this_machine();
  TRY(const auto account, accounts::create_account(tx, actor, flags.organizer, accounts::Role::admin));
  TRY(const auto date, i18n::parse_local(flags.date, "00:00", flags.zone));
  TRY(const auto event, events::create_event(tx, actor, {flags.event, flags.event_en, to_ms(date), flags.zone}));
  TRY(const auto edition, edition_of(flags));
  TRYV(events::create_edition(tx, actor, event.id, edition));
  TRY(const auto welcome, accounts::new_welcome(tx, actor, account.id));
  return Made{.token = account.token, .welcome = welcome};
}

}  // namespace

int init(const Config& config, const InitFlags& flags, const Console& console) {
  auto connection = open_database(config, Database::may_be_made);
  if (!connection) return console.fail(connection.error());
  const auto organizers = connection->read([](uke::storage::ReadTx& tx) { return accounts::count_accounts(tx); });
  if (!organizers) return console.fail(organizers.error());
  if (*organizers > 0) return console.fail("cli.init.already", {{"folder", config.data.string()}});
  const auto made = write_to(*connection, [&](storage::WriteTx& tx) { return make_all(tx, flags); });
  if (!made) return console.fail(made.error());
  console.say("cli.init.done", {{"event", flags.event}, {"edition", flags.edition}, {"organizer", flags.organizer}});
  console.say("cli.init.welcome", {{"link", welcome_address(public_url(config), made->welcome)}});
  console.say("cli.init.token", {{"token", made->token}});
  console.say("cli.init.next", {{"folder", config.data.string()}, {"edition", flags.edition}});
  return 0;
}

}  // namespace uke::server
