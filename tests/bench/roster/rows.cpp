#include "tests/bench/roster/rows.h"

#include "server/accounts/rules.h"
#include "server/roster/service.h"
#include "shared/storage/connection.h"
#include "shared/text/fold.h"
#include "tests/support/http_client.h"
#include "tests/support/process.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>

namespace uke::bench {
namespace {

constexpr std::int64_t kPage = 50;

double rounded(double value) { return std::round(value * 1000) / 1000; }

// Processor time of this thread: unlike the clock it hardly depends on who else is busy here.
double cpu_ms() {
  timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

struct Timed {
  std::vector<double> ms;
  std::vector<double> cpu_ms;  // only of what runs in this thread
  std::int64_t found = 0;
  std::string slowest;  // what was searched for when it took longest
  std::string failure;
};

boost::json::object row_of(std::string_view what, RosterBench& bench, const Timed& timed) {
  boost::json::object row;
  row["what"] = what;
  row["members"] = bench.members;
  row["n"] = timed.ms.size();
  test::BenchReport::put_times(row, test::percentiles(timed.ms));
  if (!timed.failure.empty()) {
    row["failure"] = timed.failure;
    bench.failed = true;
  }
  return row;
}

// `ratio`: how many times longer the reference took (medians).
void put_reference(boost::json::object& row, std::string_view name, const Timed& ours, const Timed& reference) {
  const auto their = test::percentiles(reference.ms);
  const double our_median = test::percentiles(ours.ms).median;
  row["reference"] = name;
  row["reference_ms_median"] = rounded(their.median);
  row["reference_ms_p99"] = rounded(their.p99);
  row["ratio"] = our_median > 0 ? rounded(their.median / our_median) : 0.0;
  if (!reference.failure.empty()) row["reference_failure"] = reference.failure;
}

std::int64_t like_scan(uke::storage::Connection& connection, const std::string& typed) {
  std::int64_t found = 0;
  const auto pattern = "%" + text::fold(typed) + "%";
  const auto read = connection.read([&](uke::storage::ReadTx& tx) -> Status {
    TRY(const auto total, tx.one<std::int64_t>("select count(*) from member_search where search like :text", pattern));
    found = total.value_or(0);
    TRYV(tx.all<std::string>("select member_id from member_search where search like :text order by sort_key, member_id limit 50", pattern));
    return {};
  });
  return read ? found : -1;
}

std::int64_t own_search(uke::storage::Connection& connection, const std::string& typed) {
  std::int64_t found = 0;
  const auto read = connection.read([&](uke::storage::ReadTx& tx) -> Status {
    server::roster::MemberQuery query;
    query.text = typed;
    TRY(const auto page, server::roster::search_members(tx, server::accounts::operator_of_this_machine(), query, "", kPage));
    found = page.total;
    return {};
  });
  return read ? found : -1;
}

template <class Search>
Timed time_searches(const RosterBench& bench, Search run) {
  Timed timed;
  double longest = 0;
  for (const auto& typed : searches(bench.times, bench.members)) {
    const double cpu_before = cpu_ms();
    const test::Stopwatch watch;
    const auto found = run(typed);
    timed.ms.push_back(watch.ms());
    timed.cpu_ms.push_back(cpu_ms() - cpu_before);
    if (std::exchange(longest, std::max(longest, timed.cpu_ms.back())) < timed.cpu_ms.back()) timed.slowest = typed;
    if (found < 0) timed.failure = "a search failed";
    timed.found += found;
  }
  return timed;
}

// An organizer's browser.
class Browser {
 public:
  Browser(std::uint16_t port, const Organizer& organizer) : client_(port), organizer_(organizer) {}

  // Its time, or the reason why there is none.
  void get(std::string_view path, Timed& timed) {
    const test::Stopwatch watch;
    keep(client_.request("GET", path, {}, {{"cookie", organizer_.cookie}}), watch, timed);
  }
  void search(const std::string& typed, Timed& timed) {
    const auto body = "csrf=" + organizer_.csrf + "&q=" + percent(typed);
    const test::Stopwatch watch;
    keep(client_.request("POST", "/members/search", body,
                         {{"cookie", organizer_.cookie}, {"content-type", "application/x-www-form-urlencoded"}}),
         watch, timed);
  }

 private:
  static std::string percent(std::string_view text) {
    std::string out;
    for (const char byte : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    return out;
  }
  static void keep(const std::optional<test::HttpAnswer>& answer, const test::Stopwatch& watch, Timed& timed) {
    timed.ms.push_back(watch.ms());
    if (!answer || answer->status != 200) timed.failure = answer ? fmt::format("status {}", answer->status) : "no answer";
  }

  test::HttpClient client_;
  const Organizer& organizer_;
};

std::string json_text(std::string_view text) { return boost::json::serialize(boost::json::value(text)); }

// Rows for page.mjs, in the order of their kana.
void write_rows(const std::filesystem::path& file, std::size_t members) {
  std::vector<Person> people;
  for (std::size_t i = 0; i < members; ++i) people.push_back(person(i));
  std::ranges::sort(people, {}, &Person::kana);
  std::ofstream out(file);
  out << "[";
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto& who = people[i];
    out << (i == 0 ? "" : ",\n")
        << fmt::format("[{},{},{},{}]", json_text(who.family + " " + who.given), json_text(who.kana), json_text(who.email),
                       json_text(who.department));
  }
  out << "]\n";
}

struct NodeTimes {
  Timed page;
  Timed search;
};

NodeTimes time_node(const RosterBench& bench) {
  NodeTimes times;
  const auto rows = bench.folder / "rows.json";
  const auto output = bench.folder / "node.log";
  write_rows(rows, bench.members);
  const test::Process node({.words = {"node", bench.page.string(), rows.string()}, .output = output});
  constexpr std::string_view kAddress = "http://127.0.0.1:";
  if (!test::wait_for_text(output, kAddress, std::chrono::seconds{20})) {
    times.page.failure = times.search.failure = "node did not start";
    return times;
  }
  const auto said = test::read_file(output);
  test::HttpClient client(static_cast<std::uint16_t>(std::stoi(said.substr(said.find(kAddress) + kAddress.size()))));
  for (std::size_t i = 0; i < bench.times; ++i) {
    const test::Stopwatch watch;
    if (!client.get("/members")) times.page.failure = "no answer";
    times.page.ms.push_back(watch.ms());
  }
  for (const auto& typed : searches(bench.times, bench.members)) {
    const test::Stopwatch watch;
    if (!client.request("POST", "/members/search", typed, {{"content-type", "text/plain"}})) times.search.failure = "no answer";
    times.search.ms.push_back(watch.ms());
  }
  return times;
}

}  // namespace

void search(RosterBench& bench) {
  auto connection = uke::storage::Connection::open({.file = bench.folder / "uketsuke.db"});
  if (!connection) return;
  own_search(*connection, "あ");  // statements are prepared, pages are in memory
  like_scan(*connection, "あ");
  const auto ours = time_searches(bench, [&](const std::string& typed) { return own_search(*connection, typed); });
  const auto scans = time_searches(bench, [&](const std::string& typed) { return like_scan(*connection, typed); });
  auto row = row_of("search", bench, ours);
  row["cpu_ms_p99"] = rounded(test::percentiles(ours.cpu_ms).p99);
  row["slowest"] = ours.slowest;
  row["found"] = ours.found;
  put_reference(row, "sqlite_like", ours, scans);
  bench.report.add(std::move(row));
}

void roster_page(RosterBench& bench) {
  Browser browser(bench.server.port, bench.organizer);
  Timed warm;
  browser.get("/members", warm);
  browser.search("あ", warm);
  Timed page;
  for (std::size_t i = 0; i < bench.times; ++i) browser.get("/members", page);
  Timed typed;
  for (const auto& text : searches(bench.times, bench.members)) browser.search(text, typed);
  const auto node = time_node(bench);
  auto page_row = row_of("roster_page", bench, page);
  put_reference(page_row, "node_memory", page, node.page);
  bench.report.add(std::move(page_row));
  auto search_row = row_of("search_in_browser", bench, typed);
  put_reference(search_row, "node_memory", typed, node.search);
  bench.report.add(std::move(search_row));
}

}  // namespace uke::bench
