// Real kiosks without windows and the real server: the network between them is cut, and kiosks are killed at any moment.
// UKE_SECONDS=600 and UKE_ROUNDS=500 make it long.
#include "tests/functional/running_server.h"
#include "tests/sim/door/proxy.h"
#include "tests/support/chance.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <thread>

namespace uke::functional {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kEdition = "東京会場";

int number_from_environment(const char* name, int fallback) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::atoi(text) : fallback;
}

std::vector<std::string> words_after(const std::string& text, const std::string& first) {
  std::vector<std::string> rest;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(first + " ")) rest.push_back(line.substr(first.size() + 1));
  }
  return rest;
}

struct Code {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(Code, (), (code))

// The server's tickets of the edition, one a line.
std::filesystem::path write_tickets(RunningServer& server) {
  const auto out = server.folder() / "tickets";
  REQUIRE(server.command({"tickets", "--edition", kEdition, "--out", out.string()}) == 0);
  const auto json = test::read_file(out / "tickets.json");
  const auto file = server.folder() / "tickets.txt";
  std::ofstream lines(file);
  const std::string key = "\"text\":\"";
  for (auto at = json.find(key); at != std::string::npos; at = json.find(key, at + 1)) {
    const auto begin = at + key.size();
    lines << json.substr(begin, json.find('"', begin) - begin) << "\n";
  }
  return file;
}

std::string pairing_code(RunningServer& server) {
  auto http = server.organizer();
  return read<Code>(expect(http.post("/api/v1/editions/" + server.edition(kEdition) + "/pairing-codes", "{}"), 201)).code;
}

class Desk {
 public:
  Desk(RunningServer& server, std::uint16_t port, const std::filesystem::path& tickets, int number)
      : folder_(server.folder() / fmt::format("desk{}", number)),
        url_(fmt::format("http://127.0.0.1:{}", port)),
        tickets_(tickets),
        code_(pairing_code(server)),
        number_(number) {}

  void start(const std::string& every_ms) {
    const auto log = folder_.string() + fmt::format("-{}.log", ++starts_);
    logs_.push_back(log);
    process_.emplace(test::Command{.words = {UKE_KIOSK_DESK, "--folder", folder_.string(), "--server", url_, "--code", code_, "--tickets",
                                             tickets_.string(), "--seed", std::to_string(100 * number_ + starts_), "--every-ms", every_ms},
                                   .environment = {},
                                   .output = log});
  }
  void wait_until_started() const { REQUIRE(test::wait_for_text(logs_.back(), "started", seconds{20})); }
  void kill() { process_.reset(); }  // SIGKILL
  void stop_scanning() { process_->send(SIGUSR1); }
  // The last status that it told: unsent, arrived, conflicts.
  [[nodiscard]] std::string status() const {
    const auto told = words_after(test::read_file(logs_.back()), "status");
    return told.empty() ? "" : told.back();
  }
  [[nodiscard]] std::set<std::string> told(const std::string& word) const {
    std::set<std::string> all;
    for (const auto& log : logs_) {
      for (const auto& id : words_after(test::read_file(log), word)) all.insert(id);
    }
    return all;
  }

 private:
  std::filesystem::path folder_;
  std::string url_;
  std::filesystem::path tickets_;
  std::string code_;
  int number_;
  int starts_ = 0;
  std::vector<std::string> logs_;
  std::optional<test::Process> process_;
};

std::uint16_t port_of(RunningServer& server) {
  const auto text = test::read_file(server.folder() / "serve.log");
  return static_cast<std::uint16_t>(std::stoi(text.substr(text.find(':', text.find("127.0.0.1")) + 1)));
}

std::vector<desk::DeskRecord> records_on(RunningServer& server) {
  const auto file = server.folder() / "records.jsonl";
  std::filesystem::remove(file);
  REQUIRE(server.command({"export-records", file.string()}) == 0);
  std::ifstream in(file);
  std::vector<desk::DeskRecord> records;
  for (std::string line; std::getline(in, line);) {
    const auto item = json::parse<wire::UploadItem>(line);
    REQUIRE(item.has_value());
    records.push_back(item->record);
  }
  return records;
}

// Until every desk tells the same and has nothing left to send.
bool agree(const std::vector<Desk*>& desks, seconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < until) {
    const auto first = desks.front()->status();
    const bool same = std::ranges::all_of(desks, [&](const Desk* desk) { return desk->status() == first; });
    if (same && first.starts_with("0 ")) return true;
    std::this_thread::sleep_for(milliseconds{100});
  }
  return false;
}

// Every green that was shown is a record of the server, and no desk let the same person in twice.
void check_greens(RunningServer& server, const std::vector<Desk*>& desks) {
  std::set<std::string> known;
  std::set<RecordId> undone;
  const auto records = records_on(server);
  for (const auto& record : records) {
    known.insert(record.id.to_string());
    if (record.kind == desk::Kind::undo) undone.insert(*record.ref);
  }
  CHECK(known.size() == records.size());
  std::size_t greens = 0;
  for (const auto* desk : desks) {
    for (const auto& green : desk->told("green")) {
      ++greens;
      INFO("green " << green);
      CHECK(known.contains(green));
    }
    CHECK(desk->told("failed").empty());
  }
  CHECK(greens > 10);
  std::map<std::pair<LogId, desk::Subject>, int> live;
  for (const auto& record : records) {
    if (record.kind == desk::Kind::admit && !undone.contains(record.id)) ++live[{record.log, record.subject}];
  }
  for (const auto& [who, admits] : live) {
    INFO(who.second.text);
    CHECK(admits == 1);
  }
}

}  // namespace

TEST_CASE("two_kiosks_agree_after_the_network_was_cut_again_and_again", "[failure]") {
  RunningServer server;
  const auto tickets = write_tickets(server);
  test::Proxy first_network(port_of(server));
  test::Proxy second_network(port_of(server));
  Desk first(server, first_network.port(), tickets, 1);
  Desk second(server, second_network.port(), tickets, 2);
  first.start("40");
  second.start("40");
  first.wait_until_started();
  second.wait_until_started();
  test::Chance chance(2027);
  const auto until = std::chrono::steady_clock::now() + seconds{number_from_environment("UKE_SECONDS", 12)};
  while (std::chrono::steady_clock::now() < until) {
    auto& network = chance.below(2) == 0 ? first_network : second_network;
    network.cut();
    std::this_thread::sleep_for(milliseconds{200 + chance.below(1'500)});
    network.restore();
    std::this_thread::sleep_for(milliseconds{chance.below(1'500)});
  }
  first.stop_scanning();
  second.stop_scanning();
  const bool agreed = agree({&first, &second}, seconds{90});
  INFO(first.status() << " / " << second.status());
  REQUIRE(agreed);
  check_greens(server, {&first, &second});
  std::istringstream told(first.status());
  std::int64_t unsent = 0;
  std::int64_t arrived = 0;
  told >> unsent >> arrived;
  CHECK(arrived > 0);
}

TEST_CASE("nobody_who_saw_green_is_missing_after_kill_9", "[failure]") {
  RunningServer server;
  const auto tickets = write_tickets(server);
  Desk desk(server, port_of(server), tickets, 1);
  test::Chance chance(9);
  const int rounds = number_from_environment("UKE_ROUNDS", 10);
  for (int round = 0; round < rounds; ++round) {
    desk.start("1");
    if (round == 0) desk.wait_until_started();
    std::this_thread::sleep_for(milliseconds{50 + chance.below(400)});
    desk.kill();
  }
  desk.start("1");
  desk.wait_until_started();
  desk.stop_scanning();
  const bool agreed = agree({&desk}, seconds{60});
  INFO(desk.status());
  REQUIRE(agreed);
  check_greens(server, {&desk});
}

}  // namespace uke::functional
