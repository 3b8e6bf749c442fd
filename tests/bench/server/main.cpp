// bench/server: the real server over loopback (design 08). Starts it on a database made for this run, drives each row for some seconds,
// prints a table and, with --json, writes the rows.
#include "tests/bench/common/run.h"
#include "tests/bench/server/rows.h"

#include <fmt/format.h>

namespace uke::bench {
namespace {

struct Flags : CommonFlags {
  double seconds = 1;
  std::size_t attendees = 50'000;
};

const std::map<std::string, void (*)(Bench&)> kRows = {{"durable_checkins", durable_checkins},
                                                       {"read_ticket", read_ticket},
                                                       {"static_read", static_read},
                                                       {"snapshot", snapshot},
                                                       {"delta", delta},
                                                       {"dashboards", dashboards}};

Status measure(const Flags& flags) {
  const DiskFolder folder;
  fmt::print("making a database of {} attendees …\n", flags.attendees);
  TRY(const auto data, make_data(folder.path(), flags.attendees, 256));
  TRY(auto server, start_server(flags.server, folder.path()));
  test::BenchReport report("server");
  add_resident_memory(report, "rss_idle", server);
  Bench bench{.data = data, .server = server, .folder = folder.path(), .seconds = flags.seconds, .report = report};
  for (const auto& what : flags.what) kRows.at(what)(bench);
  return finish(report, flags);
}

}  // namespace
}  // namespace uke::bench

int main(int argc, char** argv) {
  using namespace uke::bench;
  Flags flags;
  flags.what = {"read_ticket", "static_read", "snapshot", "delta", "durable_checkins", "dashboards"};
  CLI::App app("Measures the server over loopback");
  add_common_flags(app, flags, argv[0], names_of(kRows));
  app.add_option("--seconds", flags.seconds, "per row")->check(CLI::Range(0.05, 60.0))->capture_default_str();
  app.add_option("--attendees", flags.attendees, "in the database")->check(CLI::Range(20, 200'000))->capture_default_str();
  return run(app, argc, argv, [&] { return measure(flags); });
}
