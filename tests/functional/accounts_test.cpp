// Organizers at the real server: links, roles, sessions, tokens and the logs; by pages and by REST.
#include "tests/functional/browser.h"

#include <algorithm>

namespace uke::functional {
namespace {

const std::string kNobody = "/00000000-0000-7000-8000-000000000000";

struct OrganizerRow {
  std::string id;
  std::string name;
  std::string role;
  std::string standing;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(OrganizerRow, (), (id, name, role, standing, version))
struct OrganizerRows {
  std::vector<OrganizerRow> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(OrganizerRows, (), (items, next))
struct Link {
  std::string path;
};
BOOST_DESCRIBE_STRUCT(Link, (), (path))
struct Invited {
  OrganizerRow organizer;
  std::optional<Link> welcome;
};
BOOST_DESCRIBE_STRUCT(Invited, (), (organizer, welcome))
struct Thing {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id))
struct Things {
  std::vector<Thing> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Things, (), (items, next))
struct MadeToken {
  std::string id;
  std::optional<std::string> token;
};
BOOST_DESCRIBE_STRUCT(MadeToken, (), (id, token))

HttpAnswer ask(HttpClient& http, const std::string& method, const std::string& path, const std::string& body, int status,
               std::vector<std::pair<std::string, std::string>> headers = {}) {
  INFO(method << " " << path);
  if (!body.empty()) headers.emplace_back("content-type", "application/json");
  return expect(http.request(method, path, body, headers), status);
}

OrganizerRow organizer_named(HttpClient& http, const std::string& name) {
  const auto rows = read<OrganizerRows>(ask(http, "GET", "/api/v1/organizers", "", 200)).items;
  const auto found = std::ranges::find(rows, name, &OrganizerRow::name);
  REQUIRE(found != rows.end());
  return *found;
}

std::string path_of_id(const std::string& location) { return location.substr(0, location.rfind('/')); }

}  // namespace

TEST_CASE("organizers_are_invited_changed_and_shut_out_by_rest") {
  RunningServer server;
  auto http = server.organizer();
  const auto body = R"({"name":"佐藤 花子","role":"treasurer"})";
  const auto made = read<Invited>(ask(http, "POST", "/api/v1/organizers", body, 201, {{"idempotency-key", "o-1"}}));
  REQUIRE(made.welcome);
  const auto again = read<Invited>(ask(http, "POST", "/api/v1/organizers", body, 201, {{"idempotency-key", "o-1"}}));
  CHECK(again.organizer.id == made.organizer.id);
  CHECK_FALSE(again.welcome);  // secrets are shown once
  ask(http, "POST", "/api/v1/organizers", R"({"name":"別の人","role":"admin"})", 422, {{"idempotency-key", "o-1"}});
  ask(http, "POST", "/api/v1/organizers", R"({"name":"","role":"admin"})", 400);
  ask(http, "POST", "/api/v1/organizers", R"({"name":"x","role":"king"})", 400);
  CHECK(read<OrganizerRows>(ask(http, "GET", "/api/v1/organizers?limit=2", "", 200)).next);
  ask(http, "GET", "/api/v1/organizers?limit=x", "", 400);

  const auto path = "/api/v1/organizers/" + made.organizer.id;
  ask(http, "PATCH", path, R"({"role":"reception"})", 428);
  CHECK(read<OrganizerRow>(ask(http, "PATCH", path, R"({"role":"reception"})", 200, {{"if-match", "\"1\""}})).role == "reception");
  ask(http, "PATCH", path, R"({"disabled":true})", 412, {{"if-match", "\"1\""}});
  ask(http, "PATCH", path, R"({"name":" "})", 400, {{"if-match", "\"2\""}});
  ask(http, "PATCH", "/api/v1/organizers" + kNobody, "{}", 404, {{"if-match", "\"1\""}});
  const auto boss = organizer_named(http, "幹事 花田");
  const auto tag = "\"" + std::to_string(boss.version) + "\"";
  ask(http, "PATCH", "/api/v1/organizers/" + boss.id, R"({"disabled":true})", 409, {{"if-match", tag}});

  const auto link = path + "/welcome-link";
  CHECK(read<Link>(ask(http, "POST", link, "", 201)).path != made.welcome->path);
  ask(http, "POST", "/api/v1/organizers" + kNobody + "/welcome-link", "", 404);
  CHECK(ask(http, "DELETE", link, "", 204).body.empty());
  ask(http, "DELETE", link, "", 404);  // the invitation is gone as a whole
  const auto kaikei = organizer_named(http, "会計 早川");
  const auto kaikei_path = "/api/v1/organizers/" + kaikei.id;
  ask(http, "PATCH", kaikei_path, R"({"disabled":true})", 200, {{"if-match", "\"" + std::to_string(kaikei.version) + "\""}});
  ask(http, "POST", kaikei_path + "/welcome-link", "", 409);
}

TEST_CASE("sessions_tokens_and_logs_are_read_and_ended_by_rest") {
  RunningServer server;
  auto http = server.organizer();
  Browser browser(server.client());
  browser.sign_in("hanada");
  const auto sessions = read<Things>(ask(http, "GET", "/api/v1/sessions", "", 200)).items;
  REQUIRE(sessions.size() == 1);
  ask(http, "DELETE", "/api/v1/sessions/" + sessions[0].id, "", 204);
  ask(http, "DELETE", "/api/v1/sessions/" + sessions[0].id, "", 404);
  CHECK(browser.get("/home", 303).headers.at("location").starts_with("/sign-in"));

  const auto made = read<MadeToken>(ask(http, "POST", "/api/v1/tokens", R"({"name":"表計算"})", 201, {{"idempotency-key", "t-1"}}));
  REQUIRE(made.token);
  CHECK_FALSE(read<MadeToken>(ask(http, "POST", "/api/v1/tokens", R"({"name":"表計算"})", 201, {{"idempotency-key", "t-1"}})).token);
  ask(http, "POST", "/api/v1/tokens", R"({"name":"別"})", 422, {{"idempotency-key", "t-1"}});
  ask(http, "POST", "/api/v1/tokens", R"({"name":""})", 400);
  auto other = server.client(*made.token);
  ask(other, "GET", "/api/v1/sessions", "", 200);
  CHECK(read<Things>(ask(http, "GET", "/api/v1/tokens", "", 200)).items.size() == 2);
  ask(http, "DELETE", "/api/v1/tokens/" + made.id, "", 204);
  ask(http, "DELETE", "/api/v1/tokens/" + made.id, "", 404);
  ask(other, "GET", "/api/v1/sessions", "", 401);
  for (int i = 0; i < 19; ++i) ask(http, "POST", "/api/v1/tokens", R"({"name":"多い"})", 201);
  ask(http, "POST", "/api/v1/tokens", R"({"name":"多い"})", 409);

  const auto first = read<Things>(ask(http, "GET", "/api/v1/audit?limit=3", "", 200));
  REQUIRE(first.next);
  const auto rest = read<Things>(ask(http, "GET", "/api/v1/audit?limit=3&after=" + *first.next, "", 200));
  CHECK(rest.items.at(0).id < first.items.back().id);
  CHECK(read<Things>(ask(http, "GET", "/api/v1/audit?action=account.new_token&kind=account", "", 200)).items.size() == 20);
  CHECK(read<Things>(ask(http, "GET", "/api/v1/audit?until_ms=1", "", 200)).items.empty());
  ask(http, "GET", "/api/v1/audit?from_ms=yesterday", "", 400);
  ask(http, "GET", "/api/v1/audit?after=x", "", 400);
  ask(http, "GET", "/api/v1/handouts", "", 200);
  ask(http, "GET", "/api/v1/handouts?limit=0", "", 400);
}

TEST_CASE("somebody_invited_sets_name_and_password_and_is_in") {
  RunningServer server;
  Browser boss(server.client());
  boss.sign_in("hanada");
  boss.get("/organizers/new");
  boss.post("/organizers", {{"name", ""}, {"role", "admin"}}, 422);
  const auto location = boss.post("/organizers", {{"name", "<b>佐藤</b> 花子"}, {"role", "treasurer"}}).headers.at("location");
  boss.get(location);
  CHECK(boss.page().find("&lt;b&gt;佐藤") != std::string::npos);
  CHECK(boss.page().find("<b>佐藤") == std::string::npos);
  const auto at = boss.page().find("/welcome/");
  const auto link = boss.page().substr(at, 9 + 40);
  boss.get(location);  // loaded again by accident: still there

  Browser guest(server.client());
  CHECK(guest.get(link).body.find("csrf") != std::string::npos);
  const auto send = [&](const std::string& login, const std::string& password, const std::string& again, int status) {
    return guest.post(link, {{"login", login}, {"password", password}, {"again", again}}, status);
  };
  send("sato", "short", "short", 422);
  send("sato", "password2027", "password2027", 422);
  send("sato.hanako", "sato.hanako-77", "sato.hanako-77", 422);
  send("sato", "kaki-no-ki 77", "kaki-no-ki 78", 422);
  send("Hanada", "kaki-no-ki 77", "kaki-no-ki 77", 422);  // taken
  send("佐藤", "kaki-no-ki 77", "kaki-no-ki 77", 422);
  send("sato", std::string(10'000, 'x'), std::string(10'000, 'x'), 422);
  CHECK(guest.page().find("value=\"sato\"") != std::string::npos);  // nothing that was typed is lost
  send("sato", "kaki-no-ki 77", "kaki-no-ki 77", 303);
  guest.get("/home");
  guest.get("/organizers", 403);
  Browser late(server.client());
  late.get(link, 404);
  late.post(link, {{"login", "x"}, {"password", "y"}}, 404);
  Browser later(server.client());
  later.sign_in("SATO", "kaki-no-ki 77");
}

TEST_CASE("of_two_admins_at_once_the_second_sees_what_the_first_did_and_what_was_typed") {
  RunningServer server;
  auto http = server.organizer();
  const auto kaikei = organizer_named(http, "会計 早川");
  const auto path = "/organizers/" + kaikei.id;
  Browser one(server.client());
  Browser other(server.client());
  one.sign_in("hanada");
  other.sign_in("hanada");
  one.get(path);
  other.get(path);
  const auto version = one.hidden("version");
  one.post(path, {{"name", "会計 早川 一郎"}, {"role", "treasurer"}, {"version", version}}, 303);
  const auto answer = other.post(path, {{"name", "会計 山田"}, {"role", "reception"}, {"version", version}}, 409).body;
  CHECK(answer.find("会計 早川 一郎") != std::string::npos);
  CHECK(answer.find("value=\"会計 山田\"") != std::string::npos);
  other.post(path, {{"name", "会計 山田"}, {"role", "reception"}, {"version", other.hidden("version")}}, 303);
  const auto boss = organizer_named(http, "幹事 花田");
  one.get("/organizers/" + boss.id);
  one.post("/organizers/" + boss.id, {{"name", "幹事 花田"}, {"role", "reception"}, {"version", one.hidden("version")}}, 409);
  one.post("/organizers/" + boss.id + "/disable", {{"version", one.hidden("version")}}, 409);
}

TEST_CASE("disabling_ends_what_runs_and_a_new_link_lets_somebody_in_again") {
  RunningServer server;
  auto http = server.organizer();
  const auto path = "/organizers/" + organizer_named(http, "会計 早川").id;
  Browser boss(server.client());
  Browser kaikei(server.client());
  boss.sign_in("hanada");
  kaikei.sign_in("kaikei");
  boss.get(path);
  boss.post(path + "/disable", {{"version", boss.hidden("version")}});
  kaikei.get("/home", 303);
  kaikei.get("/sign-in");
  kaikei.post("/sign-in", {{"login", "kaikei"}, {"password", "demo-demo-2027"}}, 403);
  boss.get(path);
  boss.post(path + "/enable", {{"version", boss.hidden("version")}});
  kaikei.sign_in("kaikei");
  boss.get(path);
  boss.get(boss.post(path + "/link", {}).headers.at("location"));
  const auto at = boss.page().find("/welcome/");
  const auto link = boss.page().substr(at, 9 + 40);
  Browser stranger(server.client());
  stranger.get(link);
  boss.get(path);
  boss.post(path + "/withdraw", {});
  stranger.get(link, 404);
  boss.get(path + "/link", 303);  // nothing to show any more
}

TEST_CASE("a_token_is_shown_once_and_works_until_it_is_revoked") {
  RunningServer server;
  Browser browser(server.client());
  browser.sign_in("uketsuke");
  browser.get("/account/tokens");
  browser.post("/account/tokens", {{"name", ""}}, 422);
  const auto location = browser.post("/account/tokens", {{"name", "表計算"}}).headers.at("location");
  browser.get(location);
  const auto token = browser.page().substr(browser.page().find("uke_"), 44);
  auto api = server.client(token);
  expect(api.get("/api/v1/events"), 200);
  expect(api.get("/api/v1/organizers"), 403);
  browser.get("/account/tokens");
  CHECK(browser.page().find(token) == std::string::npos);
  browser.post(location + "/revoke", {});
  expect(api.get("/api/v1/events"), 401);
  browser.get(location, 303);
  CHECK(path_of_id(location) == "/account/tokens");
}

TEST_CASE("the_logs_say_who_did_what_in_both_languages_and_only_admins_read_them") {
  RunningServer server;
  Browser browser(server.client());
  browser.sign_in("hanada");
  browser.get("/account/names");
  browser.post("/account/names", {{"name", "花田 幸子"}, {"login", "hanada"}, {"version", browser.hidden("version")}});
  browser.get("/audit");
  CHECK(browser.page().find("アカウントを変更しました") != std::string::npos);
  CHECK(browser.page().find("幹事 花田") != std::string::npos);
  browser.get("/audit?kind=event&from=2027-02-01&until=2027-02-28");
  browser.get("/audit?from=nonsense");
  browser.get("/audit?after=nonsense", 400);
  browser.get("/audit?action=nothing.such");
  browser.get("/handouts");
  browser.set_cookie("uke_lang", "en");
  browser.get("/audit?action=account.change");
  CHECK(browser.page().find("Changed an account") != std::string::npos);
  CHECK(browser.page().find("Name") != std::string::npos);
  Browser reception(server.client());
  reception.sign_in("uketsuke");
  for (const char* path : {"/audit", "/handouts", "/organizers"}) reception.get(path, 403);
}

TEST_CASE("somebody_locked_out_gets_a_link_from_the_machine_and_init_prints_one") {
  RunningServer server(RunningServer::Party::none);
  REQUIRE(server.command({"init", "--organizer", "花田", "--event", "会", "--date", "2027-02-20", "--edition", "会場"}) == 0);
  const auto link_in = [](const std::string& text) { return text.substr(text.find("/welcome/"), 9 + 40); };
  const auto first = link_in(server.said());
  REQUIRE(server.command({"organizer-link", "花田"}) == 0);
  const auto second = link_in(server.said());
  CHECK(server.command({"organizer-link", "誰か"}) == 1);
  server.start();
  Browser browser(server.client());
  browser.get(first, 404);
  browser.get(second);
  browser.post(second, {{"login", "hanada"}, {"password", "kaki-no-ki 77"}, {"again", "kaki-no-ki 77"}});
  browser.get("/home");
  REQUIRE(server.command({"organizer-link", "hanada"}) == 0);
}

}  // namespace uke::functional
