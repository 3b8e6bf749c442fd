// bench/roster: a roster of 50,000 members (goals: search p99 ≤ 20 ms at the server, the roster's page ≤ 50 ms, an import ≤ 20 s,
// RSS ≤ 150 MB). Prints a table and, with --json, writes the rows.
#include "tests/bench/common/run.h"
#include "tests/bench/roster/rows.h"

#include <fmt/format.h>

namespace uke::bench {
namespace {

struct Flags : CommonFlags {
  std::size_t members = 50'000;
  std::size_t times = 400;
};

const std::map<std::string, void (*)(RosterBench&)> kRows = {
    {"search", search}, {"roster_page", roster_page}, {"import_files", import_files}};

Status measure(const Flags& flags) {
  const DiskFolder folder;
  fmt::print("making a roster of {} members …\n", flags.members);
  TRY(const auto organizer, make_roster(folder.path(), flags.members));
  TRY(auto server, start_server(flags.server, folder.path()));
  test::BenchReport report("roster");
  add_resident_memory(report, "rss_idle", server);
  RosterBench bench{.program = flags.server,
                    .folder = folder.path(),
                    .page = UKE_BENCH_PAGE,
                    .members = flags.members,
                    .times = flags.times,
                    .organizer = organizer,
                    .server = server,
                    .report = report};
  for (const auto& what : flags.what) kRows.at(what)(bench);
  add_resident_memory(report, "rss_mb", server);
  TRYV(finish(report, flags));
  if (bench.failed) return fail(ErrorCode::unavailable, "bench.roster", "a row failed; it says why");
  return {};
}

}  // namespace
}  // namespace uke::bench

int main(int argc, char** argv) {
  using namespace uke::bench;
  Flags flags;
  flags.what = {"search", "roster_page", "import_files"};
  CLI::App app("Measures the roster");
  add_common_flags(app, flags, argv[0], names_of(kRows));
  app.add_option("--members", flags.members, "on the roster")->check(CLI::Range(10, 200'000))->capture_default_str();
  app.add_option("--times", flags.times, "searches and pages")->check(CLI::Range(1, 100'000))->capture_default_str();
  return run(app, argc, argv, [&] { return measure(flags); });
}
