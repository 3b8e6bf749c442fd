// Everything this kiosk has written and heard, as a file for a USB stick.
#include "kiosk/store/impl.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace uke::kiosk::store {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> failed(std::string_view step) {
  const auto code = errno == ENOSPC || errno == EDQUOT ? ErrorCode::disk_full : ErrorCode::unavailable;
  return fail(code, "store.export", std::string(step) + ": " + std::strerror(errno));
}

// A file that is on the stick, not only in memory, when finish() returned.
class File {
 public:
  static Result<File> create(const fs::path& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return failed("open");
    return File(file);
  }
  File(File&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() {
    if (file_ >= 0) ::close(file_);
  }

  Status write(std::string_view text) {
    while (!text.empty()) {
      const auto written = ::write(file_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return failed("write");
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  Status finish() {
    if (::fsync(file_) != 0) return failed("fsync");
    return {};
  }

 private:
  explicit File(int file) : file_(file) {}
  int file_;
};

Status write_items(LogBook& log, File& file) {
  TRY(const auto records, log.read([](ReadTx& tx) { return all_records(tx); }));
  std::string lines;
  for (const auto& record : records) {
    TRY(auto names, log.read([&](ReadTx& tx) { return private_part(tx, record.id); }));
    json::write(lines, wire::UploadItem{.record = record, .private_part = std::move(names)});
    lines += '\n';
    if (lines.size() < 64 * 1024) continue;
    TRYV(file.write(lines));
    lines.clear();
  }
  TRYV(file.write(lines));
  return file.finish();
}

}  // namespace

Result<fs::path> Store::export_logs(const fs::path& folder) {
  const auto now = to_ms(impl_->options.clock->now());
  const auto path = folder / ("uketsuke-" + impl_->log.id().to_string() + "-" + std::to_string(now) + ".jsonl");
  TRY(auto file, File::create(path));
  if (auto written = write_items(impl_->log, file); !written) {
    std::error_code ignored;
    fs::remove(path, ignored);  // half an export must not look like a whole one
    return std::unexpected(written.error());
  }
  return path;
}

}  // namespace uke::kiosk::store
