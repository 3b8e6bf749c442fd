#include "server/http/body_spool.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace uke::server::http {
namespace {

std::unexpected<Error> file_error(std::string_view op) {
  const int number = errno;
  const auto code = number == ENOSPC || number == EDQUOT ? ErrorCode::disk_full : ErrorCode::unavailable;
  return fail(code, op, std::generic_category().message(number));
}

}  // namespace

Status BodySpool::append(std::string_view bytes, std::size_t memory_max, const std::filesystem::path& folder) {
  size_ += bytes.size();
  if (!file_ && memory_.size() + bytes.size() <= memory_max) {
    memory_.append(bytes);
    return {};
  }
  if (!file_) {
    TRYV(open(folder));
    TRYV(write(memory_));
    memory_ = {};
  }
  return write(bytes);
}

void BodySpool::discard() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  if (file_) {
    std::error_code ignored;
    std::filesystem::remove(*file_, ignored);
  }
  file_.reset();
  memory_.clear();
  size_ = 0;
}

Status BodySpool::open(const std::filesystem::path& folder) {
  std::string name = (folder / "uketsuke-upload-XXXXXX").string();
  fd_ = ::mkostemp(name.data(), O_CLOEXEC);  // readable by its owner only: uploads hold personal data
  if (fd_ < 0) return file_error("http.spool.open");
  file_ = name;
  return {};
}

Status BodySpool::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return file_error("http.spool.write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace uke::server::http
