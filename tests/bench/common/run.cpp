#include "tests/bench/common/run.h"

#include <fmt/format.h>

#include <cmath>
#include <exception>
#include <unistd.h>

namespace uke::bench {

void add_common_flags(CLI::App& app, CommonFlags& flags, const std::filesystem::path& own_program, const std::vector<std::string>& rows) {
  flags.server = std::filesystem::weakly_canonical(own_program.parent_path() / "../../server/uketsuke-server");
  app.add_option("--server", flags.server, "uketsuke-server to measure")->capture_default_str();
  app.add_option("--json", flags.json, "write the rows to this file");
  app.add_option("--what", flags.what, "only these rows")->check(CLI::IsMember(rows));
}

DiskFolder::DiskFolder() {
  std::string name = "/var/tmp/uketsuke-bench-XXXXXX";
  path_ = ::mkdtemp(name.data());
}

DiskFolder::~DiskFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void add_resident_memory(test::BenchReport& report, std::string_view what, const Process& server) {
  boost::json::object row;
  row["what"] = what;
  row["rss_mb"] = std::round(server.resident_mb());
  report.add(std::move(row));
}

Status finish(const test::BenchReport& report, const CommonFlags& flags) {
  report.print();
  if (!report.write_json(flags.json.string())) return fail(ErrorCode::unavailable, "bench", "cannot write " + flags.json.string());
  return {};
}

int run(CLI::App& app, int argc, char** argv, const std::function<Status()>& measure) {
  try {
    CLI11_PARSE(app, argc, argv);
    const auto measured = measure();
    if (measured) return 0;
    fmt::print(stderr, "{}\n", describe(measured.error()));
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
  }
  return 1;
}

}  // namespace uke::bench
