#include "tests/bench/attendees/rows.h"

#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <thread>

namespace uke::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::duration;

// Pages of one attendee, /healthz among them; those who change or cancel have two or four more.
constexpr double kPagesOnTheWay = 8;

double rounded(double value) { return std::round(value * 1000) / 1000; }

void sleep_seconds(double seconds) { std::this_thread::sleep_for(duration<double>(seconds)); }

struct Pace {
  double start_every_s = 0;  // 0: as soon as somebody has finished
  double think_s = 0;        // before each page
};

// As many threads as people at a time: each walks one attendee after the other through the pages.
Seen walk(AttendeesBench& bench, const Pace& pace) {
  Seen all;
  std::mutex lock;
  std::atomic<std::size_t> next = 0;
  const auto first = bench.next_number;
  const auto begun = SteadyClock::now();
  const auto work = [&] {
    Seen mine;
    for (auto i = next++; i < bench.attendees; i = next++) {
      std::this_thread::sleep_until(
          begun + std::chrono::duration_cast<SteadyClock::duration>(duration<double>(static_cast<double>(i) * pace.start_every_s)));
      Visit visit{.port = bench.server.port, .event_path = bench.event.page, .number = first + i};
      if (pace.think_s > 0) visit.think = [&pace] { sleep_seconds(pace.think_s); };
      mine.add(attend(visit));
    }
    const std::lock_guard guard(lock);
    all.add(std::move(mine));
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < std::min(bench.concurrent, bench.attendees); ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  bench.next_number += bench.attendees;
  return all;
}

void add_rows(AttendeesBench& bench, std::string_view what, const Seen& seen, double seconds) {
  const auto healthz = seen.ms.find("healthz");
  const auto reference = healthz == seen.ms.end() ? test::Percentiles{} : test::percentiles(healthz->second);
  for (const auto& [page, times] : seen.ms) {
    boost::json::object row{{"what", what}, {"page", page}, {"n", times.size()}};
    const auto percentiles = test::percentiles(times);
    test::BenchReport::put_times(row, percentiles);
    if (page != "healthz") {
      row["reference"] = "healthz";
      row["reference_ms_median"] = rounded(reference.median);
      row["reference_ms_p99"] = rounded(reference.p99);
    }
    bench.report.add(std::move(row));
  }
  bench.report.add({{"what", what},
                    {"page", "answers"},
                    {"n", seen.sent},
                    {"concurrent", bench.concurrent},
                    {"per_minute", std::round(static_cast<double>(seen.sent) / seconds * 60)},
                    {"failures", seen.failures.size()},
                    {"rss_mb", std::round(bench.server.resident_mb())}});
}

void run(AttendeesBench& bench, std::string_view what, const Pace& pace) {
  const test::Stopwatch watch;
  auto seen = walk(bench, pace);
  add_rows(bench, what, seen, watch.ms() / 1000);
  bench.seen.add(std::move(seen));
}

}  // namespace

void open_loop(AttendeesBench& bench) {
  const double start_every_s = 60 / bench.per_minute;
  const double way_s = start_every_s * static_cast<double>(bench.concurrent);
  run(bench, "open_loop", {.start_every_s = start_every_s, .think_s = way_s / kPagesOnTheWay});
}

void closed_loop(AttendeesBench& bench) { run(bench, "closed_loop", {}); }

void bytes(AttendeesBench& bench) {
  Visit visit{.port = bench.server.port, .event_path = bench.event.page, .number = bench.next_number++};
  if (visit.number % 3 == 0) visit.number = bench.next_number++;  // at the venue: that form is the longer one
  try {
    for (const auto& [page, size] : page_bytes(visit)) {
      bench.report.add({{"what", "bytes"}, {"page", page}, {"kb", rounded(static_cast<double>(size) / 1000)}});
    }
    ++bench.seen.sent;
  } catch (const std::exception& e) {
    bench.seen.failures.push_back(e.what());
  }
}

}  // namespace uke::bench
