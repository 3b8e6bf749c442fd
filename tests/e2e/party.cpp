#include "tests/e2e/party.h"

#include "tests/e2e/desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <stdexcept>

namespace uke::e2e {

using namespace std::chrono_literals;

Party::Party(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  (void)run_command({"demo", "--doors-around", "now"}, "demo.log");
  start_server();
}

std::string Party::run_command(const std::vector<std::string>& words, const std::string& log) {
  test::Command command{{server_program().string(), words.front(), "--data", (folder_ / "data").string()}, {}, folder_ / log};
  command.words.insert(command.words.end(), words.begin() + 1, words.end());
  std::filesystem::remove(command.output);
  if (test::run(command, 60s) != 0) throw std::runtime_error(words.front() + " failed: " + test::read_file(command.output));
  return test::read_file(command.output);
}

void Party::start_server() {
  const auto log = folder_ / "serve.log";
  std::filesystem::remove(log);
  server_.emplace(test::Command{{server_program().string(), "serve", "--data", (folder_ / "data").string(), "--port", port_}, {}, log});
  const std::string mark = "http://127.0.0.1:";
  if (!test::wait_for_text(log, mark, 20s)) throw std::runtime_error("the server did not start: " + test::read_file(log));
  const std::string text = test::read_file(log);
  const auto at = text.find(mark) + mark.size();
  port_ = text.substr(at, text.find_first_not_of("0123456789", at) - at);
  url_ = mark + port_;
}

void Party::stop_server() {
  server_->send(SIGKILL);
  (void)server_->wait(10s);
  server_.reset();
}

std::string Party::pairing_text(const std::string& edition) {
  const std::string said = run_command({"pair", "--edition", edition, "--url", url_}, "pair.log");
  std::smatch found;
  if (!std::regex_search(said, found, std::regex("https?://[^ \n]+/PAIR/[A-Z0-9-]+")))
    throw std::runtime_error("no pairing code in: " + said);
  const std::string text = found[0];
  if (std::regex_search(said, found, std::regex("(?:暗証番号|PIN)[^0-9]*([0-9]{4})"))) pin_ = found[1];
  return text;
}

std::vector<demo::Ticket> Party::tickets(const std::string& edition) {
  const auto out = folder_ / ("tickets-" + edition);
  (void)run_command({"tickets", "--edition", edition, "--out", out.string()}, "tickets.log");
  auto tickets = demo::read_manifest(out / "tickets.json");
  if (!tickets) throw std::runtime_error(describe(tickets.error()));
  return *tickets;
}

std::string Party::get(const std::string& path) const {
  const auto body = folder_ / "answer.json";
  std::filesystem::remove(body);
  std::string token = test::read_file(folder_ / "data" / "organizer-token");
  token.erase(token.find_last_not_of(" \n") + 1);
  const int status = test::run({{"curl", "-sf", "-H", "Authorization: Bearer " + token, url_ + path}, {}, body}, 20s);
  return status == 0 ? test::read_file(body) : "";
}

demo::Ticket ticket_with(const std::vector<demo::Ticket>& tickets, const std::string& verdict) {
  const auto found = std::ranges::find_if(tickets, [&](const auto& ticket) { return ticket.verdict == verdict; });
  if (found == tickets.end()) throw std::runtime_error("no ticket answers " + verdict);
  return *found;
}

}  // namespace uke::e2e
