#include "server/commands_database.h"

#include "server/storage/migrations.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <unistd.h>

namespace uke::server {
namespace {

constexpr std::int64_t kEventsAtOnce = 1000;

std::filesystem::path url_file(const Config& config) { return config.data / "server.url"; }

std::string error_text() { return std::strerror(errno); }

}  // namespace

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const int fd = ::open((folder / "uketsuke.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return fail(ErrorCode::unavailable, "commands.lock", error_text());
  FolderLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return fail(ErrorCode::busy, "commands.lock", "another process uses the data folder");
  return lock;
}

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

Result<uke::storage::Connection> open_database(const Config& config, Database database) {
  std::error_code error;
  if (database == Database::must_exist && !std::filesystem::exists(config.database(), error)) {
    return fail(ErrorCode::not_found, "commands.open_database", config.database().string());
  }
  std::filesystem::create_directories(config.data, error);
  TRY(auto connection, uke::storage::Connection::open({.file = config.database()}));
  TRYV(uke::storage::migrate(connection, storage::migrations()));
  return connection;
}

Result<events::EditionRow> edition_named(storage::ReadTx& tx, std::string_view name) {
  TRY(const auto all, events::list_events(tx, EventId{}, kEventsAtOnce));
  std::string names;
  for (auto event = all.rbegin(); event != all.rend(); ++event) {
    TRY(const auto editions, events::list_editions(tx, event->id));
    for (const auto& edition : editions) {
      if (edition.name == name || edition.name_en == name || edition.id.to_string() == name) return edition;
      names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", edition.name, edition.name_en);
    }
  }
  return fail(ErrorCode::not_found, "commands.edition_named", names);
}

std::string public_url(const Config& config) {
  if (!config.url.empty()) return config.url;
  if (auto running = read_file(url_file(config)); running && !running->empty()) return *running;
  return fmt::format("http://{}:{}", config.listen, config.port);
}

Status note_running_url(const Config& config, const std::string& url) { return write_file(url_file(config), url, Readable::by_all); }

void forget_running_url(const Config& config) {
  std::error_code error;
  std::filesystem::remove(url_file(config), error);
}

Status write_file(const std::filesystem::path& file, std::string_view bytes, Readable readable) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, readable == Readable::by_owner ? 0600 : 0644);
  if (fd < 0) return fail(ErrorCode::unavailable, "commands.write_file", file.string() + ": " + error_text());
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      const auto why = error_text();
      ::close(fd);
      return fail(errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::unavailable, "commands.write_file", file.string() + ": " + why);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  ::close(fd);
  return {};
}

Result<std::string> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorCode::not_found, "commands.read_file", file.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace uke::server
