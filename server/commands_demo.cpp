// A database with the made-up party of demo_party.h, for trying everything out.
#include "server/commands.h"
#include "server/commands_accounts.h"
#include "server/commands_database.h"
#include "server/demo_party.h"
#include "server/demo_roster.h"

namespace uke::server {
namespace {

void remove_database(const Config& config) {
  std::error_code error;
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(config.database().string() + suffix, error);
}

}  // namespace

int demo(const Config& config, const DemoFlags& flags, const Console& console) {
  auto lock = FolderLock::take(config.data);
  if (!lock) return console.fail("cli.folder_in_use", {{"folder", config.data.string()}});
  std::error_code error;
  if (std::filesystem::exists(config.database(), error)) {
    if (!flags.fresh) return console.fail("cli.demo.exists", {{"folder", config.data.string()}});
    remove_database(config);
  }
  auto connection = open_database(config, Database::may_be_made);
  if (!connection) return console.fail(connection.error());
  const auto party = write_to(*connection, [&](storage::WriteTx& tx) { return make_demo_party(tx, flags.doors); });
  if (!party) return console.fail(party.error());
  const auto token_file = config.data / "organizer-token";
  const auto written = write_file(token_file, party->organizer_token, Readable::by_owner);
  if (!written) return console.fail(written.error());
  console.say(
      "cli.demo.done",
      {{"folder", config.data.string()}, {"people", party->people}, {"members", kDemoMembers}, {"token_file", token_file.string()}});
  console.say("cli.demo.organizers", {{"password", kDemoPassword}});
  console.say("cli.demo.page", {{"page", party->page}});
  return 0;
}

}  // namespace uke::server
