// Collects a request's body: in memory up to a limit, from there on in a temporary file. Not thread-safe.
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace uke::server::http {

class BodySpool {
 public:
  BodySpool() = default;
  ~BodySpool() { discard(); }
  BodySpool(const BodySpool&) = delete;
  BodySpool& operator=(const BodySpool&) = delete;

  // `disk_full` or `unavailable` where the file cannot be written.
  [[nodiscard]] Status append(std::string_view bytes, std::size_t memory_max, const std::filesystem::path& folder);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string take_memory() { return std::move(memory_); }
  // Where the body lies, if it outgrew memory. Stays until discard().
  [[nodiscard]] const std::optional<std::filesystem::path>& file() const { return file_; }
  // Forgets everything and removes the file.
  void discard();

 private:
  [[nodiscard]] Status open(const std::filesystem::path& folder);
  [[nodiscard]] Status write(std::string_view bytes);

  std::string memory_;
  std::optional<std::filesystem::path> file_;
  int fd_ = -1;
  std::size_t size_ = 0;
};

}  // namespace uke::server::http
