// bench/server: the real server over loopback (design 08). Starts it on a database made for this run, drives each row for some seconds,
// prints a table and, with --json, writes the rows.
#include "tests/bench/server/rows.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <map>
#include <unistd.h>

namespace uke::bench {
namespace {

struct Flags {
  std::filesystem::path server;
  std::filesystem::path json;
  double seconds = 1;
  std::size_t attendees = 50'000;
  std::vector<std::string> what;
};

const std::map<std::string, void (*)(Bench&)> kRows = {{"durable_checkins", durable_checkins},
                                                       {"read_ticket", read_ticket},
                                                       {"static_read", static_read},
                                                       {"snapshot", snapshot},
                                                       {"delta", delta},
                                                       {"dashboards", dashboards}};

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
  fmt::print("making a database of {} attendees …\n", flags.attendees);
  TRY(const auto data, make_data(folder.path, flags.attendees, 256));
  TRY(auto server, start_server(flags.server, folder.path));
  test::BenchReport report("server");
  boost::json::object idle;
  idle["what"] = "rss_idle";
  idle["rss_mb"] = std::round(server.resident_mb());
  report.add(std::move(idle));
  Bench bench{.data = data, .server = server, .folder = folder.path, .seconds = flags.seconds, .report = report};
  for (const auto& what : flags.what) kRows.at(what)(bench);
  report.print();
  if (!report.write_json(flags.json.string())) return fail(ErrorCode::unavailable, "bench.server", "cannot write " + flags.json.string());
  return {};
}

int run(int argc, char** argv) {
  Flags flags;
  flags.what = {"read_ticket", "static_read", "snapshot", "delta", "durable_checkins", "dashboards"};
  flags.server = std::filesystem::weakly_canonical(std::filesystem::path(argv[0]).parent_path() / "../../server/uketsuke-server");
  CLI::App app("Measures the server over loopback");
  app.add_option("--server", flags.server, "uketsuke-server to measure")->capture_default_str();
  app.add_option("--json", flags.json, "write the rows to this file");
  app.add_option("--seconds", flags.seconds, "per row")->check(CLI::Range(0.05, 60.0))->capture_default_str();
  app.add_option("--attendees", flags.attendees, "in the database")->check(CLI::Range(20, 200'000))->capture_default_str();
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
