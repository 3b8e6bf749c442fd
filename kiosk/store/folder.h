// The files of one kiosk: which roster is in use, what is moved aside, and that only one program works here at a time.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <filesystem>

namespace uke::kiosk::store {

// Held as long as the object lives; a killed program leaves nothing behind. Movable.
class FolderLock {
 public:
  // `busy` while another program holds it.
  [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder);
  FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int file) : file_(file) {}
  int file_;
};

[[nodiscard]] std::filesystem::path log_file(const std::filesystem::path& folder);

// Two places for a roster: one is in use, the other is free for the next one.
enum class Place : char { a = 'a', b = 'b' };
[[nodiscard]] inline Place other(Place place) { return place == Place::a ? Place::b : Place::a; }
[[nodiscard]] std::filesystem::path roster_file(const std::filesystem::path& folder, Place place);

// Removes a database with its journals. Precondition: it is closed.
void remove_database(const std::filesystem::path& file);
// Renames a damaged database, journals included, to "<name>-damaged-<ms>.db" and returns its new name.
[[nodiscard]] Result<std::filesystem::path> move_aside(const std::filesystem::path& file, Time now);

}  // namespace uke::kiosk::store
