// Programs that a test starts: found beside it in the build tree, ended by their id, never by name.
#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace uke::test {

struct Command {
  std::vector<std::string> words;                                     // the first is a path, or a name that PATH knows
  std::vector<std::pair<std::string, std::string>> environment = {};  // added to this process's own
  std::filesystem::path output = {};                                  // file that gets stdout and stderr; "" = this process's own
};

// A running program. The destructor kills it (SIGKILL) and waits for its end. Movable.
class Process {
 public:
  // Fails the running test where the program cannot be started.
  explicit Process(const Command& command);
  Process(Process&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Process& operator=(Process&&) = delete;
  ~Process();

  [[nodiscard]] pid_t pid() const { return pid_; }
  void send(int signal) const;
  // The exit status (or 128 + signal) if it ends within the limit.
  [[nodiscard]] std::optional<int> wait(std::chrono::milliseconds limit);

 private:
  pid_t pid_ = -1;
};

// Runs to its end; the status, or -1 if it took longer than the limit (then it is killed).
[[nodiscard]] int run(const Command& command, std::chrono::milliseconds limit);

// The whole file; "" if it is not there.
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

// Looks at a growing file until it contains `text`. False after the limit.
[[nodiscard]] bool wait_for_text(const std::filesystem::path& file, std::string_view text, std::chrono::milliseconds limit);

// A new folder in the system's temporary folder; it goes with this object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace uke::test
