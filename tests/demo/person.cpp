#include "tests/demo/person.h"

#include "shared/json/json.h"

#include <deque>
#include <fstream>
#include <map>
#include <sstream>

namespace uke::demo {
namespace {

// A ticket whose signature has one wrong character: everything else about it is right.
std::string forge(std::string text) {
  char& last = text[text.size() - 10];
  last = last == 'A' ? 'B' : 'A';
  return text;
}

Person person_of(const Ticket& ticket) {
  Person person{ticket.name, ticket.text, ticket.verdict, "", ""};
  if (ticket.verdict == "pay_first") {
    person.touched = "pay_exact";
    person.expected_after_touch = "admitted";
  }
  return person;
}

}  // namespace

Result<std::vector<Ticket>> read_manifest(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return json::parse<std::vector<Ticket>>(text.str());
}

std::vector<Person> cast_of(const std::vector<Ticket>& tickets, std::size_t count) {
  std::map<std::string, std::deque<Ticket>> waiting;
  for (const auto& ticket : tickets) waiting[ticket.verdict].push_back(ticket);
  std::vector<Person> cast;
  const auto next = [&](const std::string& verdict) {
    auto& line = waiting[verdict];
    if (line.empty() || cast.size() >= count) return;
    cast.push_back(person_of(line.front()));
    line.pop_front();
  };
  const auto again = [&] {
    for (const auto& earlier : cast) {
      if (earlier.expected != "admitted" || cast.size() >= count) continue;
      cast.push_back({earlier.what + " (二度目)", earlier.text, "already_in", "", ""});
      return;
    }
  };
  bool odd_ones_shown = false;
  for (std::size_t before = count; cast.size() < count && before != cast.size();) {
    before = cast.size();
    next("admitted");
    next("pay_first");
    if (!odd_ones_shown && !cast.empty() && !waiting["admitted"].empty()) {
      odd_ones_shown = true;
      cast.push_back({"偽造された受付票", forge(waiting["admitted"].back().text), "forged", "", ""});
      cast.push_back({"関係のないQRコード", "https://www.example.jp/menu?table=12", "unreadable", "", ""});
      again();
    }
    for (const char* special : {"not_yet", "over", "other_edition", "other_event", "cancelled", "online_ticket"}) next(special);
    next("admitted");
  }
  cast.resize(std::min(cast.size(), count));
  return cast;
}

}  // namespace uke::demo
