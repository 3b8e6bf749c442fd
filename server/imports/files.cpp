#include "server/imports/files.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace uke::server::imports {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;

// A file descriptor that closes itself.
class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

std::unexpected<Error> failed() {
  return fail(errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::unavailable, "imports.files", "the file cannot be kept");
}

int open_new(const std::filesystem::path& folder, ImportId id) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  return ::open(file_of(folder, id).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

Status write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status copy_part(int in, int out, std::uint64_t offset, std::uint64_t size) {
  std::string piece(kPieceBytes, '\0');
  while (size > 0) {
    const auto got = ::pread(in, piece.data(), std::min<std::uint64_t>(size, piece.size()), static_cast<off_t>(offset));
    if (got <= 0) return fail(ErrorCode::unavailable, "imports.files", "the upload ends in the middle");
    TRYV(write_all(out, {piece.data(), static_cast<std::size_t>(got)}));
    offset += static_cast<std::uint64_t>(got);
    size -= static_cast<std::uint64_t>(got);
  }
  return ::fsync(out) == 0 ? Status{} : failed();
}

}  // namespace

std::filesystem::path file_of(const std::filesystem::path& folder, ImportId id) { return folder / id.to_string(); }

Status keep_part(const std::filesystem::path& folder, ImportId id, const std::filesystem::path& from, std::uint64_t offset,
                 std::uint64_t size) {
  if (size > tables::kFileBytesMax) return fail(ErrorCode::too_large, "imports.files", "file");
  const Fd in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in.is_open()) return failed();
  const Fd out(open_new(folder, id));
  if (!out.is_open()) return failed();
  auto copied = copy_part(in.get(), out.get(), offset, size);
  if (!copied) forget_file(folder, id);
  return copied;
}

Status keep_bytes(const std::filesystem::path& folder, ImportId id, std::string_view bytes) {
  const Fd out(open_new(folder, id));
  if (!out.is_open()) return failed();
  auto written = write_all(out.get(), bytes);
  if (!written) forget_file(folder, id);
  return written;
}

void forget_file(const std::filesystem::path& folder, ImportId id) {
  std::error_code ignored;
  std::filesystem::remove(file_of(folder, id), ignored);
}

FileLock::FileLock(const std::filesystem::path& folder, ImportId id) {
  fd_ = ::open(file_of(folder, id).c_str(), O_RDONLY | O_CLOEXEC);
  if (fd_ >= 0 && ::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd_);
    fd_ = -1;
  }
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

std::vector<ImportId> kept_files(const std::filesystem::path& folder) {
  std::vector<ImportId> ids;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (const auto id = ImportId::parse(entry.path().filename().string())) ids.push_back(*id);
  }
  return ids;
}

}  // namespace uke::server::imports
