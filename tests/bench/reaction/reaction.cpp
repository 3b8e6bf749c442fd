// bench/reaction: how long people wait at the real kiosk (under Xvfb, software OpenGL, which is slower than any real screen), with many
// attendees in its store.
//
//   frame_to_verdict          camera frame handed over → verdict drawn with its name, durable write included
//   scanner_burst_to_verdict  last character of a USB scanner → the same
//   name_search               one kana, then two, straight to the store
//   start_first_frame, start_ready, idle_cpu_percent, rss_mb
// The reference for the first two is one frame interval at 30 frames a second.
#include "kiosk/store/store.h"
#include "tests/bench/reaction/big_roster.h"
#include "tests/e2e/desk.h"
#include "tests/support/bench.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace {

using namespace uke;
using namespace std::chrono_literals;
using boost::json::object;

constexpr double kFrameIntervalMs = 1000.0 / 30;

struct Flags {
  std::uint64_t people = 50'000;
  int scans = 40;
  int searches = 500;
  int idle_seconds = 10;
  std::string json;
};

double cpu_seconds(pid_t pid) {
  std::ifstream in(fmt::format("/proc/{}/stat", pid));
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double rss_mb(pid_t pid) {
  std::ifstream in(fmt::format("/proc/{}/status", pid));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

void add_reaction(test::BenchReport& report, const std::string& what, const std::vector<double>& times, std::uint64_t people) {
  object row{{"what", what}, {"n", times.size()}, {"people", people}};
  const auto p = test::percentiles(times);
  test::BenchReport::put_times(row, p);
  row["reference"] = "one frame at 30 fps";
  row["ms_reference"] = kFrameIntervalMs;
  row["ratio"] = p.median / kFrameIntervalMs;
  report.add(std::move(row));
}

void measure_search(test::BenchReport& report, const std::filesystem::path& data, const Flags& flags) {
  auto store = kiosk::store::Store::open({.folder = data});
  if (!store) return;
  const std::vector<std::string> queries{"あ", "か", "さ", "た", "な", "は", "ま", "や", "わ", "さと", "たか", "やま", "渡"};
  (void)store->search("い");  // whatever is made on the first call is not part of every call
  std::vector<double> times;
  for (int i = 0; i < flags.searches; ++i) {
    const test::Stopwatch watch;
    (void)store->search(queries[static_cast<std::size_t>(i) % queries.size()]);
    times.push_back(watch.ms());
  }
  object row{{"what", "name_search"}, {"n", times.size()}, {"people", flags.people}};
  test::BenchReport::put_times(row, test::percentiles(times));
  report.add(std::move(row));
}

void measure_start(test::BenchReport& report, e2e::Desk& desk, std::uint64_t people) {
  for (const char* what : {"first_frame", "ready"}) {
    const auto line = desk.trace().next([&](const auto& l) { return l.what == what; }, 30s);
    object row{{"what", std::string("start_") + what}, {"people", people}};
    row["ms_median"] = line ? line->ms.value_or(-1) : -1;
    report.add(std::move(row));
  }
}

std::vector<double> measure_frames(e2e::Desk& desk, int scans) {
  std::vector<double> times;
  for (int i = 0; i < scans; ++i) {
    desk.hand().hold(bench::ticket_of(static_cast<std::uint64_t>(i) * 7), static_cast<std::uint64_t>(i), 4);
    const auto line = desk.trace().verdict(10s);
    desk.hand().lower();
    if (line && line->ms && line->verdict == "admitted") times.push_back(*line->ms);
    std::this_thread::sleep_for(150ms);
  }
  return times;
}

std::vector<double> measure_bursts(e2e::Desk& desk, const e2e::Screen& screen, int scans) {
  std::vector<double> times;
  for (int i = 0; i < scans; ++i) {
    if (!screen.scan_by_wedge(bench::ticket_of(static_cast<std::uint64_t>(i) * 7 + 3))) continue;
    const auto line = desk.trace().verdict(10s);
    if (line && line->ms && line->verdict == "admitted") times.push_back(*line->ms);
  }
  return times;
}

void measure_idle(test::BenchReport& report, pid_t pid, const Flags& flags) {
  std::this_thread::sleep_for(5s);  // the last verdict goes away
  const double before = cpu_seconds(pid);
  std::this_thread::sleep_for(std::chrono::seconds(flags.idle_seconds));
  report.add({{"what", "idle_cpu_percent"}, {"percent", (cpu_seconds(pid) - before) / flags.idle_seconds * 100}, {"people", flags.people}});
  report.add({{"what", "rss_mb"}, {"rss_mb", rss_mb(pid)}, {"people", flags.people}});
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("How long people wait at the kiosk");
  Flags flags;
  app.add_option("--people", flags.people, "attendees in the store")->capture_default_str();
  app.add_option("--scans", flags.scans, "scans of each kind")->capture_default_str();
  app.add_option("--searches", flags.searches)->capture_default_str();
  app.add_option("--idle-seconds", flags.idle_seconds)->capture_default_str();
  app.add_option("--json", flags.json, "file for the rows");
  CLI11_PARSE(app, argc, argv);

  const test::TempFolder folder;
  const auto data = folder.path() / "data";
  if (const auto made = bench::make_big_roster(data, flags.people); !made) {
    fmt::print(stderr, "{}\n", describe(made.error()));
    return 2;
  }
  test::BenchReport report("reaction");
  measure_search(report, data, flags);
  const e2e::Screen screen(folder.path());
  bool all = true;
  {
    e2e::Desk desk(screen, folder.path() / "camera-desk", data, e2e::Sees::hand);
    measure_start(report, desk, flags.people);
    const auto frames = measure_frames(desk, flags.scans);
    add_reaction(report, "frame_to_verdict", frames, flags.people);
    all = frames.size() == static_cast<std::size_t>(flags.scans);
  }
  {
    e2e::Desk desk(screen, folder.path() / "scanner-desk", data, e2e::Sees::nothing);
    (void)desk.trace().next([](const auto& l) { return l.what == "ready"; }, 30s);
    const auto bursts = measure_bursts(desk, screen, flags.scans);
    add_reaction(report, "scanner_burst_to_verdict", bursts, flags.people);
    all = all && bursts.size() == static_cast<std::size_t>(flags.scans);
    measure_idle(report, desk.process().pid(), flags);
  }
  report.print();
  return report.write_json(flags.json) && all ? 0 : 1;
}
