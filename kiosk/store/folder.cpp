#include "kiosk/store/folder.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace uke::kiosk::store {
namespace {

namespace fs = std::filesystem;

// What SQLite keeps beside a database in WAL mode.
constexpr std::array<std::string_view, 3> kJournals = {"-wal", "-shm", "-journal"};

fs::path beside(const fs::path& file, std::string_view journal) { return fs::path(file) += std::string(journal); }

}  // namespace

Result<FolderLock> FolderLock::take(const fs::path& folder) {
  const auto file = folder / "lock";
  const int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (opened < 0) {
    const auto code = errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::unavailable;
    return fail(code, "store.lock", std::strerror(errno));
  }
  FolderLock lock(opened);
  if (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::busy, "store.lock", "another kiosk program uses this folder", "Please close the other one first.");
  }
  return lock;
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

fs::path log_file(const fs::path& folder) { return folder / "log.db"; }

fs::path roster_file(const fs::path& folder, Place place) { return folder / (std::string("roster-") + static_cast<char>(place) + ".db"); }

void remove_database(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
  for (const auto journal : kJournals) fs::remove(beside(file, journal), ignored);
}

Result<fs::path> move_aside(const fs::path& file, Time now) {
  const auto kept = file.parent_path() / (file.stem().string() + "-damaged-" + std::to_string(to_ms(now)) + ".db");
  std::error_code error;
  fs::rename(file, kept, error);
  if (error) return fail(ErrorCode::unavailable, "store.move_aside", error.message());
  for (const auto journal : kJournals) {
    std::error_code missing;
    fs::rename(beside(file, journal), beside(kept, journal), missing);
  }
  return kept;
}

}  // namespace uke::kiosk::store
