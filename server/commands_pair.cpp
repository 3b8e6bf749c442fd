#include "server/accounts/rules.h"
#include "server/commands.h"
#include "server/commands_database.h"
#include "server/desk/pairing.h"
#include "server/tickets/qr.h"
#include "shared/i18n/dates.h"

#include <fmt/format.h>

namespace uke::server {
namespace {

constexpr int kPictureSide = 600;

struct Made {
  events::EditionRow edition;
  desk::PairingCode code;
};

Result<Made> make_code(uke::storage::Connection& connection, const std::string& edition_name, const std::string& url) {
  std::optional<desk::NewPin> pin;
  TRY(const auto edition, connection.read([&](storage::ReadTx& tx) -> Result<events::EditionRow> {
    TRY(auto found, edition_named(tx, edition_name));
    TRY(pin, desk::prepare_pin(tx, found.id, {}));
    return found;
  }));
  TRY(auto code, write_to(connection, [&](storage::WriteTx& tx) {
        return desk::create_pairing_code(tx, accounts::operator_of_this_machine(), edition.id, url, pin);
      }));
  return Made{edition, std::move(code)};
}

}  // namespace

int pair_command(const Config& config, const std::string& edition_name, const std::filesystem::path& png, const Console& console) {
  auto connection = open_database(config, Database::must_exist);
  if (!connection) return console.fail("cli.no_database", {{"folder", config.data.string()}});
  const auto url = public_url(config);
  const auto made = make_code(*connection, edition_name, url);
  if (!made && made.error().code == ErrorCode::not_found) {
    return console.fail("cli.no_edition", {{"edition", edition_name}, {"names", made.error().detail}});
  }
  if (!made) return console.fail(made.error());
  const auto code = tickets::qr_modules(made->code.qr);
  if (!code) return console.fail(code.error());
  if (!png.empty()) {
    const auto picture = tickets::qr_png(*code, kPictureSide);
    if (!picture) return console.fail(picture.error());
    if (const auto written = write_file(png, *picture, Readable::by_owner); !written) return console.fail(written.error());
  }
  fmt::print("{}", tickets::half_blocks(*code));
  console.say("cli.pair.code", {{"edition", made->edition.name},
                                {"url", url},
                                {"code", made->code.code},
                                {"until", i18n::format_time(from_ms(made->code.expires_ms), made->edition.zone)}});
  if (made->code.pin) console.say("cli.pair.pin", {{"pin", *made->code.pin}});
  console.say("cli.pair.text", {{"text", made->code.qr}});
  return 0;
}

}  // namespace uke::server
