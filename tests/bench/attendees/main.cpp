// bench/attendees: attendees who answer through the event's pages, all the way from the link to the ticket, against the real server with
// its database on a disk (goals: p99 of every page ≤ 50 ms at 300 answers a minute and 200 people at a time, RSS ≤ 150 MB, nothing lost, a
// page with everything that it brings along ≤ 60 kB). Prints a table and, with --json, writes the rows.
#include "tests/bench/attendees/rows.h"
#include "tests/bench/common/run.h"

#include <fmt/format.h>

namespace uke::bench {
namespace {

struct Flags : CommonFlags {
  std::size_t attendees = 600;
  std::size_t concurrent = 200;
  double per_minute = 300;
  std::size_t places = 300;
};

const std::map<std::string, void (*)(AttendeesBench&)> kRows = {{"open_loop", open_loop}, {"closed_loop", closed_loop}, {"bytes", bytes}};

Status same(std::string_view what, std::size_t kept, std::size_t expected) {
  if (kept == expected) return {};
  return fail(ErrorCode::corrupt, "bench.attendees", fmt::format("{}: {} instead of {}", what, kept, expected));
}

// Nothing was lost, doubled or promised twice.
Status check(const Seen& seen, const Kept& kept, std::size_t places) {
  fmt::print("kept: {} answers, {} at the venue of {} places, {} waiting, {} cancelled\n", kept.answers, kept.onsite, places, kept.waiting,
             kept.cancelled);
  for (std::size_t i = 0; i < std::min<std::size_t>(seen.failures.size(), 5); ++i) fmt::print(stderr, "{}\n", seen.failures[i]);
  TRYV(same("failures", seen.failures.size(), 0));
  TRYV(same("answers", kept.answers, seen.sent));
  TRYV(same("cancelled", kept.cancelled, seen.cancelled));
  TRYV(same("different tickets", kept.tickets, kept.answers));
  TRYV(same("forged tickets", kept.forged, 0));
  if (kept.onsite > places) return same("people at the venue", kept.onsite, places);
  if (kept.waiting > 0) return same("people at the venue while others wait", kept.onsite, places);
  return {};
}

Status measure(const Flags& flags) {
  const DiskFolder folder;
  TRY(const auto event, make_open_event(folder.path(), flags.places));
  TRY(auto server, start_server(flags.server, folder.path(), {"--behind-proxy"}));
  test::BenchReport report("attendees");
  add_resident_memory(report, "rss_idle", server);
  AttendeesBench bench{.event = event,
                       .server = server,
                       .report = report,
                       .attendees = flags.attendees,
                       .concurrent = flags.concurrent,
                       .per_minute = flags.per_minute};
  for (const auto& what : flags.what) kRows.at(what)(bench);
  add_resident_memory(report, "rss_mb", server);
  TRYV(finish(report, flags));
  TRY(const auto kept, what_was_kept(folder.path(), event.edition));
  return check(bench.seen, kept, flags.places);
}

}  // namespace
}  // namespace uke::bench

int main(int argc, char** argv) {
  using namespace uke::bench;
  Flags flags;
  flags.what = {"bytes", "open_loop", "closed_loop"};
  CLI::App app("Measures attendees who answer");
  add_common_flags(app, flags, argv[0], names_of(kRows));
  app.add_option("--attendees", flags.attendees, "in each row")->check(CLI::Range(1, 100'000))->capture_default_str();
  app.add_option("--concurrent", flags.concurrent, "attendees at a time")->check(CLI::Range(1, 500))->capture_default_str();
  app.add_option("--per-minute", flags.per_minute, "who arrive in open_loop")->check(CLI::Range(1.0, 100'000.0))->capture_default_str();
  app.add_option("--places", flags.places, "at the venue")->check(CLI::Range(1, 100'000))->capture_default_str();
  return run(app, argc, argv, [&] { return measure(flags); });
}
