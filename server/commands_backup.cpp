#include "server/commands.h"
#include "server/commands_database.h"
#include "server/desk/store.h"
#include "shared/storage/migrate.h"

#include <fmt/format.h>

namespace uke::server {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
  return out + "'";
}

// Everything of it must be readable before it replaces anything.
Status check_backup(const std::filesystem::path& file) {
  TRY(auto connection, uke::storage::Connection::open({.file = file, .access = uke::storage::OpenOptions::Access::read_only}));
  TRYV(connection.integrity_check());
  const auto known = connection.read([](storage::ReadTx& tx) { return uke::storage::migrations_done(tx); });
  if (!known) return fail(ErrorCode::corrupt, "commands.restore", "not a database of this program");
  return {};
}

// What the old database was is kept beside it under the time of its end.
Status move_aside(const Config& config, std::string& kept) {
  std::error_code error;
  if (!std::filesystem::exists(config.database(), error)) return {};
  kept = fmt::format("{}.before-restore-{}", config.database().string(), to_ms(system_clock().now()));
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const auto from = config.database().string() + suffix;
    if (std::filesystem::exists(from, error)) std::filesystem::rename(from, kept + suffix, error);
    if (error) return fail(ErrorCode::unavailable, "commands.restore", error.message());
  }
  return {};
}

}  // namespace

int backup(const Config& config, const std::filesystem::path& file, const Console& console) {
  std::error_code error;
  if (std::filesystem::exists(file, error)) return console.fail("cli.backup.exists", {{"file", file.string()}});
  auto connection = open_database(config, Database::must_exist);
  if (!connection) return console.fail("cli.no_database", {{"folder", config.data.string()}});
  if (const auto copied = connection->run_script("vacuum into " + quoted(file.string())); !copied) return console.fail(copied.error());
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  if (const auto good = check_backup(file); !good) return console.fail(good.error());
  console.say("cli.backup.done", {{"file", file.string()}});
  return 0;
}

int restore(const Config& config, const std::filesystem::path& file, const Console& console) {
  auto lock = FolderLock::take(config.data);
  if (!lock) return console.fail("cli.folder_in_use", {{"folder", config.data.string()}});
  if (const auto good = check_backup(file); !good) return console.fail("cli.restore.bad", {{"file", file.string()}});
  std::string kept;
  if (const auto moved = move_aside(config, kept); !moved) return console.fail(moved.error());
  std::error_code error;
  std::filesystem::copy_file(file, config.database(), error);
  if (error) return console.fail("cli.restore.not_copied", {{"what", error.message()}});
  auto connection = open_database(config, Database::must_exist);
  if (!connection) return console.fail(connection.error());
  // The logs that this server wrote itself may have gone on after the backup: it begins new ones instead of using a number twice.
  const auto ended = write_to(*connection, [](storage::WriteTx& tx) { return desk::end_own_logs(tx); });
  if (!ended) return console.fail(ended.error());
  console.say("cli.restore.done", {{"file", file.string()}});
  if (!kept.empty()) console.say("cli.restore.kept", {{"file", kept}});
  return 0;
}

}  // namespace uke::server
