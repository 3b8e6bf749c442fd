// What the benchmarks of the server share: their flags, the folder that they measure on, and how a run begins and ends.
#pragma once

#include "tests/bench/common/processes.h"
#include "tests/support/bench.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace uke::bench {

struct CommonFlags {
  std::filesystem::path server;
  std::filesystem::path json;
  std::vector<std::string> what;  // the rows to measure
};

// --server, --json and --what. `what` holds the default rows, `rows` the names of all.
void add_common_flags(CLI::App& app, CommonFlags& flags, const std::filesystem::path& own_program, const std::vector<std::string>& rows);

template <class Value>
[[nodiscard]] std::vector<std::string> names_of(const std::map<std::string, Value>& rows) {
  std::vector<std::string> names;
  for (const auto& [name, value] : rows) names.push_back(name);
  return names;
}

// On a disk: what is in memory has no fsync. Goes with what was measured on, whatever way the run ends.
class DiskFolder {
 public:
  DiskFolder();
  ~DiskFolder();
  DiskFolder(const DiskFolder&) = delete;
  DiskFolder& operator=(const DiskFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The row `rss_idle`, `rss_after_load`, ….
void add_resident_memory(test::BenchReport& report, std::string_view what, const Process& server);
// Prints the rows and writes them to --json.
[[nodiscard]] Status finish(const test::BenchReport& report, const CommonFlags& flags);

// Parses the flags and measures; what `main` returns.
[[nodiscard]] int run(CLI::App& app, int argc, char** argv, const std::function<Status()>& measure);

}  // namespace uke::bench
