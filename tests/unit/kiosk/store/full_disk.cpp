#include "tests/unit/kiosk/store/full_disk.h"

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <string>
#include <unistd.h>

namespace uke::kiosk::store::test {
namespace {

std::string full_folder;  // empty: every disk has space

bool is_full(int file) {
  std::array<char, 4096> target{};
  const auto link = "/proc/self/fd/" + std::to_string(file);
  const auto length = ::readlink(link.c_str(), target.data(), target.size());
  return length > 0 && std::string_view(target.data(), static_cast<std::size_t>(length)).starts_with(full_folder);
}

// SQLite lets its system calls be replaced for tests (sqlite3_vfs::xSetSystemCall).
ssize_t write_or_fail(int file, const void* bytes, size_t size, off_t offset) {
  if (!full_folder.empty() && is_full(file)) {
    errno = ENOSPC;
    return -1;
  }
  return ::pwrite(file, bytes, size, offset);
}

void replace(const char* name, sqlite3_syscall_ptr call) {
  sqlite3_initialize();
  auto* vfs = sqlite3_vfs_find(nullptr);
  vfs->xSetSystemCall(vfs, name, call);
}

}  // namespace

FullDisk::FullDisk(const std::filesystem::path& folder) {
  full_folder = folder.string();
  for (const auto* name : {"pwrite", "pwrite64"}) replace(name, reinterpret_cast<sqlite3_syscall_ptr>(&write_or_fail));
}

FullDisk::~FullDisk() {
  full_folder.clear();
  for (const auto* name : {"pwrite", "pwrite64"}) replace(name, nullptr);
}

}  // namespace uke::kiosk::store::test
