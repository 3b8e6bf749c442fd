// bench/roster: a roster of 50,000 members (goals: search p99 ≤ 20 ms at the server, the roster's page ≤ 50 ms, an import ≤ 20 s,
// RSS ≤ 150 MB). Prints a table and, with --json, writes the rows.
#include "tests/bench/roster/rows.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cmath>
#include <exception>
#include <map>
#include <unistd.h>

namespace uke::bench {
namespace {

struct Flags {
  std::filesystem::path server;
  std::filesystem::path json;
  std::size_t members = 50'000;
  std::size_t times = 400;
  std::vector<std::string> what = {"search", "roster_page", "import_files"};
};

const std::map<std::string, void (*)(RosterBench&)> kRows = {
    {"search", search}, {"roster_page", roster_page}, {"import_files", import_files}};

// Removes what was measured on, whatever way the run ends.
struct Folder {
  std::filesystem::path path;
  explicit Folder(std::string name) : path(::mkdtemp(name.data())) {}
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

Status measure(const Flags& flags) {
  // On a disk: what is in memory has no fsync.
  const Folder folder("/var/tmp/uketsuke-bench-XXXXXX");
  fmt::print("making a roster of {} members …\n", flags.members);
  TRY(const auto organizer, make_roster(folder.path, flags.members));
  TRY(auto server, start_server(flags.server, folder.path));
  test::BenchReport report("roster");
  boost::json::object idle;
  idle["what"] = "rss_idle";
  idle["rss_mb"] = std::round(server.resident_mb());
  report.add(std::move(idle));
  RosterBench bench{.program = flags.server,
                    .folder = folder.path,
                    .page = UKE_BENCH_PAGE,
                    .members = flags.members,
                    .times = flags.times,
                    .organizer = organizer,
                    .server = server,
                    .report = report};
  for (const auto& what : flags.what) kRows.at(what)(bench);
  resident_memory(bench);
  report.print();
  if (!report.write_json(flags.json.string())) return fail(ErrorCode::unavailable, "bench.roster", "cannot write " + flags.json.string());
  if (bench.failed) return fail(ErrorCode::unavailable, "bench.roster", "a row failed; it says why");
  return {};
}

int run(int argc, char** argv) {
  Flags flags;
  flags.server = std::filesystem::weakly_canonical(std::filesystem::path(argv[0]).parent_path() / "../../server/uketsuke-server");
  CLI::App app("Measures the roster");
  app.add_option("--server", flags.server, "uketsuke-server to measure")->capture_default_str();
  app.add_option("--json", flags.json, "write the rows to this file");
  app.add_option("--members", flags.members, "on the roster")->check(CLI::Range(10, 200'000))->capture_default_str();
  app.add_option("--times", flags.times, "searches and pages")->check(CLI::Range(1, 100'000))->capture_default_str();
  std::vector<std::string> names;
  for (const auto& [name, function] : kRows) names.push_back(name);
  app.add_option("--what", flags.what, "only these rows")->check(CLI::IsMember(names));
  CLI11_PARSE(app, argc, argv);
  const auto measured = measure(flags);
  if (measured) return 0;
  fmt::print(stderr, "{}\n", describe(measured.error()));
  return 1;
}

}  // namespace
}  // namespace uke::bench

int main(int argc, char** argv) {
  try {
    return uke::bench::run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 1;
  }
}
