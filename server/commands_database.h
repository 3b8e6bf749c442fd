// What commands have in common: the database of the data folder, and finding an edition by its name.
#pragma once

#include "server/commands.h"
#include "server/events/store.h"

#include <memory>
#include <string_view>

namespace uke::server {

// Held by whoever must be the only one to touch the data folder: a running server, demo, restore. Ends with the process.
class FolderLock {
 public:
  // `busy` when another process holds it.
  [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  explicit FolderLock(int fd) : fd_(fd) {}
  int fd_;
};

enum class Database : std::uint8_t { must_exist, may_be_made };
// Opens and migrates. `not_found` where there is none.
[[nodiscard]] Result<uke::storage::Connection> open_database(const Config& config, Database database);

// Runs `body` in one transaction that may also write to the kiosk feed.
template <class Body>
auto write_to(uke::storage::Connection& connection, Body body) -> std::invoke_result_t<Body&, storage::WriteTx&> {
  return connection.write([&](uke::storage::WriteTx& tx) {
    storage::WriteTx feeding(tx);
    return body(feeding);
  });
}

// The edition with that id, name or English name (first any event's newest). `not_found` with the names that there are.
[[nodiscard]] Result<events::EditionRow> edition_named(storage::ReadTx& tx, std::string_view name);

// How the outside names this server: configured, else where it is running now, else where it would run.
[[nodiscard]] std::string public_url(const Config& config);
// Notes where the server runs, for the other commands. `unavailable` if the folder cannot be written.
[[nodiscard]] Status note_running_url(const Config& config, const std::string& url);
void forget_running_url(const Config& config);

// Writes the file anew; `private_` for its owner only (mode 600).
enum class Readable : std::uint8_t { by_owner, by_all };
[[nodiscard]] Status write_file(const std::filesystem::path& file, std::string_view bytes, Readable readable);
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file);

}  // namespace uke::server
