// Programs that the benchmark starts and ends: the server itself, and nginx to compare with.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace uke::bench {

// Ends its program with SIGTERM and waits for it.
class Process {
 public:
  explicit Process(pid_t pid) : pid_(pid) {}
  Process(Process&& other) noexcept : pid_(std::exchange(other.pid_, -1)), port(other.port) {}
  Process& operator=(Process&&) = delete;
  ~Process();
  [[nodiscard]] double resident_mb() const;
  // Processor time that it used so far.
  [[nodiscard]] double cpu_ms() const;

 private:
  pid_t pid_;

 public:
  std::uint16_t port = 0;
};

// `uketsuke-server serve` on a free port of 127.0.0.1; returns when it answers.
[[nodiscard]] Result<Process> start_server(const std::filesystem::path& program, const std::filesystem::path& folder,
                                           const std::vector<std::string>& more_flags = {});

// nginx that serves GET /static, `bytes` long; `not_found` where it is not installed.
[[nodiscard]] Result<Process> start_nginx(const std::filesystem::path& folder, std::size_t bytes);

}  // namespace uke::bench
