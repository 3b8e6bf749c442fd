// The files of imports, in a folder of the server's own. They hold personal data: only their owner may read them.
#pragma once

#include "server/imports/rules.h"

#include <filesystem>

namespace uke::server::imports {

[[nodiscard]] std::filesystem::path file_of(const std::filesystem::path& folder, ImportId id);
// Copies `size` bytes of `from`, beginning at `offset`. `too_large` beyond what a table may have, `disk_full`, `unavailable`.
[[nodiscard]] Status keep_part(const std::filesystem::path& folder, ImportId id, const std::filesystem::path& from, std::uint64_t offset,
                               std::uint64_t size);
[[nodiscard]] Status keep_bytes(const std::filesystem::path& folder, ImportId id, std::string_view bytes);
void forget_file(const std::filesystem::path& folder, ImportId id);
// Held on an import's file by the program that works on it without a job; goes with the process.
class FileLock {
 public:
  FileLock(const std::filesystem::path& folder, ImportId id);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  // False where another process has it, or there is no such file.
  [[nodiscard]] bool is_held() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};
// The imports that have a file.
[[nodiscard]] std::vector<ImportId> kept_files(const std::filesystem::path& folder);

}  // namespace uke::server::imports
