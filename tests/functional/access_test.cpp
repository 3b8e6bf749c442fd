// Who may call which route: the running server's own list against the table that people have read (tests/data/access.txt), and every
// route called as nobody, kiosk, reception, treasurer and admin. After adding or changing a route, write the table anew and read the diff:
//
//   UKE_WRITE_ACCESS_TABLE=1 build/release/tests/functional/functional the_table_of_who_may_call_what_is_the_one_that_was_reviewed
#include "tests/functional/browser.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

namespace uke::functional {
namespace {

struct RouteLine {
  std::string method;
  std::string path;
  std::vector<std::string> access;
  std::string surface;
};
BOOST_DESCRIBE_STRUCT(RouteLine, (), (method, path, access, surface))

const std::string kTable = std::string(UKE_TEST_DATA) + "/access.txt";

// Stylesheet, script and pictures have names that change with what they hold, and are open to all.
bool is_asset(const RouteLine& route) { return route.path.starts_with("/assets/"); }

std::vector<RouteLine> routes_of(RunningServer& server) {
  REQUIRE(server.command({"routes", "--json"}) == 0);
  auto routes = json::parse<std::vector<RouteLine>>(server.said());
  REQUIRE(routes.has_value());
  std::erase_if(*routes, is_asset);
  return std::move(*routes);
}

std::string words(const std::vector<std::string>& access) {
  if (std::ranges::find(access, "open") != access.end()) return "open";
  std::string text;
  for (const auto& word : access) text += (text.empty() ? "" : ",") + word;
  return text;
}

std::string table_of(const std::vector<RouteLine>& routes) {
  std::set<std::string> lines;
  for (const auto& route : routes) lines.insert(route.path + " " + route.method + " " + route.surface + " " + words(route.access));
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

bool is_api(const RouteLine& route) { return route.surface == "api"; }

// Ids of nothing, but an edition's: a kiosk may ask for its own only.
std::string with_dummies(std::string path, const std::string& edition) {
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{')) {
    const auto end = path.find('}', open) + 1;
    const bool is_edition = path.substr(open, end - open) == "{edition}";
    path.replace(open, end - open, is_edition ? edition : "00000000-0000-7000-8000-000000000000");
  }
  return path;
}

struct Caller {
  std::string role;
  HttpClient api;
  std::optional<Browser> browser;  // nobody and kiosks have none
};

std::string login_of(const std::string& role) { return role == "admin" ? "hanada" : role == "treasurer" ? "kaikei" : "uketsuke"; }

// What came back, in the three ways that matter here.
enum class Door { closed_to_nobody, closed_to_role, open };

Door door_of(const HttpAnswer& answer) {
  const auto location = answer.headers.find("location");
  const bool to_sign_in = answer.status == 303 && location != answer.headers.end() && location->second.starts_with("/sign-in?");
  if (answer.status == 401 || to_sign_in) return Door::closed_to_nobody;
  return answer.status == 403 ? Door::closed_to_role : Door::open;
}

HttpAnswer call(Caller& caller, const RouteLine& route, const std::string& path) {
  if (is_api(route) || !caller.browser) {
    const bool has_body = route.method != "GET" && route.method != "DELETE";
    auto answer = caller.api.request(route.method, path, has_body ? "{}" : "",
                                     {{"content-type", is_api(route) ? "application/json" : "application/x-www-form-urlencoded"}});
    REQUIRE(answer.has_value());
    return *answer;
  }
  if (caller.browser->cookie("uke_session").empty()) caller.browser->sign_in(login_of(caller.role));
  return caller.browser->send_as_is(route.method, path);
}

}  // namespace

TEST_CASE("the_table_of_who_may_call_what_is_the_one_that_was_reviewed") {
  RunningServer server(RunningServer::Party::none);
  const auto is = table_of(routes_of(server));
  if (std::getenv("UKE_WRITE_ACCESS_TABLE") != nullptr) {
    std::ofstream(kTable) << is;
  }
  std::istringstream lines(is);
  const auto reviewed = test::read_file(kTable);
  for (std::string line; std::getline(lines, line);) {
    INFO("not in tests/data/access.txt: " << line);
    CHECK(("\n" + reviewed).find("\n" + line + "\n") != std::string::npos);
  }
  std::istringstream known(reviewed);
  for (std::string line; std::getline(known, line);) {
    INFO("no longer what the server does: " << line);
    CHECK(("\n" + is).find("\n" + line + "\n") != std::string::npos);
  }
}

TEST_CASE("every_route_is_open_to_whom_the_table_says_and_to_nobody_else") {
  RunningServer server;
  std::vector<Caller> callers;
  callers.push_back({"nobody", server.client(), std::nullopt});
  callers.push_back({"kiosk", server.client(server.pair("東京会場").token), std::nullopt});
  for (const char* role : {"reception", "treasurer", "admin"}) {
    Browser browser(server.client());
    browser.sign_in(login_of(role));
    browser.get("/account/tokens");
    browser.get(browser.post("/account/tokens", {{"name", "test"}}).headers.at("location"));
    const auto token = browser.page().substr(browser.page().find("uke_"), 44);
    callers.push_back({role, server.client(token), std::move(browser)});
  }
  for (const auto& route : routes_of(server)) {
    for (auto& caller : callers) {
      INFO(route.method << " " << route.path << " as " << caller.role);
      const bool is_somebody = is_api(route) ? caller.role != "nobody" : caller.browser.has_value();
      const bool is_open = words(route.access) == "open";
      const bool may = is_open || (std::ranges::find(route.access, caller.role) != route.access.end() && is_somebody);
      const auto answer = call(caller, route, with_dummies(route.path, server.edition("東京会場")));
      INFO(answer.status);
      CHECK(answer.status < 500);
      if (is_open) {
        CHECK(door_of(answer) != Door::closed_to_nobody);
      } else {
        CHECK(door_of(answer) == (may ? Door::open : is_somebody ? Door::closed_to_role : Door::closed_to_nobody));
      }
    }
  }
}

}  // namespace uke::functional
