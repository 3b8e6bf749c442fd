// Pages and the API keep apart: who may call, what a form must carry, and what people see instead of a problem.
#include "server/web/answers.h"
#include "server/web/app.h"
#include "tests/support/catch.h"
#include "tests/support/server_fixture.h"

#include <algorithm>
#include <fstream>

using namespace uke;
using namespace uke::server;
using namespace uke::server::web;
using uke::test::HttpClient;
using uke::test::ServerFixture;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

Response text(std::string body, int status = 200) {
  Response response;
  response.status = status;
  response.header("content-type", "text/plain");
  response.body = std::move(body);
  return response;
}

// A session's cookie on pages, a token on the API; each is known everywhere, so that only the engine keeps them apart.
Result<Actor> who(const http::Request& request, ReadTx&) {
  if (request.header("authorization") == "Bearer admin") return Actor{.access = kAdmin, .id = "t", .name = "token"};
  const auto session = request.cookie("uke_session");
  if (session == "admin") return Actor{.access = kAdmin, .id = "s", .name = "session", .csrf = "right"};
  if (session == "reception") return Actor{.access = kReception, .id = "r", .name = "session", .csrf = "right"};
  if (session.empty()) return Actor{};
  return fail(ErrorCode::unauthorized, "test.who", "no such session");
}

Route page(Method method, std::string pattern, Access access, decltype(Route::handler) handler) {
  return {.method = method, .pattern = std::move(pattern), .access = access, .handler = std::move(handler), .surface = Surface::page};
}

Routes routes() {
  const auto name = [](const Req& req, ReadTx&) -> Result<Response> { return text(req.actor.name.empty() ? "nobody" : req.actor.name); };
  const auto typed = [](const Req& req, WriteTx&) -> Result<Response> { return text(std::string(req.form.text("name")) + "!"); };
  const auto file = [](const Req& req, ReadTx&) -> Result<std::variant<Response, Mutation>> {
    const auto* upload = req.form.upload("file");
    return text(upload ? upload->file_name + " " + std::to_string(upload->size) : "no file");
  };
  const auto breaks = [](const Req&, ReadTx&) -> Result<Response> { return fail(ErrorCode::internal, "test.break", "secret words"); };
  Routes all = {page(Method::get, "/open", kOpen, Read(name)),
                page(Method::get, "/home", kAdmin, Read(name)),
                page(Method::get, "/broken", kOpen, Read(breaks)),
                page(Method::post, "/write", kAdmin, Write(typed)),
                page(Method::post, "/tell", kOpen, Write(typed)),
                page(Method::post, "/file", kAdmin, Work(file)),
                Route{.method = Method::get, .pattern = "/api/v1/me", .access = kAdmin, .handler = Read(name)}};
  all[5].takes_files = true;
  all[5].body_bytes_max = 1 << 20;
  return all;
}

AppOptions with_pages() {
  AppOptions options;
  options.error_page = [](const Req& req, int status, const Error* error) {
    auto response = text("page " + std::to_string(status) + " " + (error ? error->op : "-") + " " + req.actor.name, status);
    response.headers.front().second = "text/html; charset=utf-8";
    return response;
  };
  return options;
}

const std::string kForm = "application/x-www-form-urlencoded";

struct Server {
  ServerFixture fixture{routes(), who, with_pages()};
  HttpClient client = fixture.client();

  test::HttpAnswer ask(const std::string& method, const std::string& path, Headers headers = {}, const std::string& body = {}) {
    const auto answer = client.request(method, path, body, headers);
    REQUIRE(answer);
    return *answer;
  }
  test::HttpAnswer send(const std::string& path, const std::string& body, Headers more = {}) {
    more.emplace_back("content-type", kForm);
    return ask("POST", path, std::move(more), body);
  }
};
const Headers kSession = {{"cookie", "uke_session=admin"}};

Headers session_and(std::string name, std::string value) {
  Headers headers = kSession;
  headers.emplace_back(std::move(name), std::move(value));
  return headers;
}

}  // namespace

TEST_CASE("a_cookie_opens_no_api_route_and_a_token_no_page") {
  Server server;
  const Headers token = {{"authorization", "Bearer admin"}};
  CHECK(server.ask("GET", "/home", kSession).body == "session");
  CHECK(server.ask("GET", "/api/v1/me", token).body == "token");
  CHECK(server.ask("GET", "/api/v1/me", kSession).status == 401);
  CHECK(server.ask("GET", "/home", token).status == 303);
  CHECK(server.ask("GET", "/open", token).body == "nobody");
}

TEST_CASE("who_is_not_signed_in_is_led_to_the_sign_in_and_back") {
  Server server;
  const auto answer = server.ask("GET", "/home?row=ka");
  CHECK(answer.status == 303);
  CHECK(answer.headers.at("location") == "/sign-in?next=/home%3Frow%3Dka");
  CHECK(server.ask("GET", "/home", {{"cookie", "uke_session=forged"}}).status == 303);
  CHECK(server.ask("GET", "/open", {{"cookie", "uke_session=forged"}}).body == "nobody");
  // A form is not led away: what was typed would be lost without a word.
  CHECK(server.send("/write", "name=x").body == "page 401 web.admit ");
  CHECK(server.ask("GET", "/home", {{"cookie", "uke_session=reception"}}).body == "page 403 web.admit session");
}

TEST_CASE("a_form_needs_the_csrf_of_its_session") {
  Server server;
  CHECK(server.send("/write", "name=x&csrf=right", kSession).body == "x!");
  CHECK(server.send("/tell", "name=x&csrf=right", kSession).body == "x!");
  CHECK(server.send("/tell", "name=x").body == "x!");  // nobody's session can be misused where there is none
  for (const std::string body : {"name=x", "name=x&csrf=", "name=x&csrf=wrong", "name=x&csrf=wrong&csrf=right", "name=x&csrf=rightt"}) {
    INFO(body);
    const auto answer = server.send("/write", body, kSession);
    CHECK(answer.status == 403);
    CHECK(answer.body == "page 403 web.csrf session");
    CHECK(server.send("/tell", body, kSession).status == 403);
  }
}

TEST_CASE("a_form_that_another_site_sent_never_arrives") {
  Server server;
  CHECK(server.send("/write", "name=x&csrf=right", session_and("origin", "https://evil.example")).body == "page 403 web.origin ");
  CHECK(server.send("/tell", "name=x", {{"sec-fetch-site", "cross-site"}}).status == 403);
  CHECK(server.send("/write", "name=x&csrf=right", session_and("sec-fetch-site", "same-origin")).status == 200);
}

TEST_CASE("what_is_no_form_is_refused_with_a_page") {
  Server server;
  CHECK(server.ask("POST", "/write", session_and("content-type", "application/json"), "{}").status == 415);
  CHECK(server.send("/write", "csrf=right&name=%00", kSession).status == 400);
  CHECK(server.send("/write", "csrf=right&name=" + std::string(60'000, 'x'), kSession).status == 200);
  auto packed = session_and("content-encoding", "gzip");
  CHECK(server.send("/write", "name=x&csrf=right", packed).status == 415);
}

TEST_CASE("an_upload_reaches_the_handler_as_a_file_and_leaves_none") {
  Server server;
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nright\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n12345\r\n--b--\r\n";
  const auto answer = server.ask("POST", "/file", session_and("content-type", "multipart/form-data; boundary=b"), body);
  CHECK(answer.body == "list.csv 5");
  server.fixture.stop();
  for (const auto& entry : std::filesystem::directory_iterator(server.fixture.folder())) {
    CHECK(entry.path().filename().string().starts_with("uketsuke.db"));
  }
}

TEST_CASE("people_see_pages_and_programs_see_problems") {
  Server server;
  const Headers html = {{"accept", "text/html,application/xhtml+xml"}};
  CHECK(server.ask("GET", "/broken").body == "page 500 test.break ");
  CHECK(server.ask("GET", "/nothing", html).body == "page 404 - ");
  CHECK(server.ask("GET", "/nothing").body.find("problems/not-found") != std::string::npos);
  CHECK(server.ask("GET", "/api/v1/nothing", html).body.find("problems/not-found") != std::string::npos);
  const auto method = server.ask("POST", "/open", html);
  CHECK(method.body == "page 405 - ");
  CHECK(method.headers.at("allow") == "GET, HEAD");
  CHECK(server.ask("POST", "/write", html, std::string(70'000, 'x')).body == "page 413 - ");
  CHECK(server.ask("POST", "/write", {}, std::string(70'000, 'x')).body.find("problems/too-large") != std::string::npos);
}

TEST_CASE("pages_carry_the_strict_headers") {
  Server server;
  const std::string path = GENERATE(as<std::string>(), "/open", "/broken", "/home");
  const auto answer = server.ask("GET", path);
  INFO(path);
  const auto& policy = answer.headers.at("content-security-policy");
  CHECK(policy.find("default-src 'none'") == 0);
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(answer.headers.at("cache-control") == "no-store");
  CHECK(answer.headers.at("x-content-type-options") == "nosniff");
  CHECK(answer.headers.at("referrer-policy") == "same-origin");
  CHECK(answer.headers.at("x-robots-tag") == "noindex");
}

TEST_CASE("after_each_stored_batch_the_hook_is_told") {
  std::atomic<int> told = 0;
  AppOptions options;
  options.after_commit = [&](const std::set<std::string>&) { ++told; };
  ServerFixture server(routes(), who, std::move(options));
  CHECK(server.app().write([](WriteTx&) -> Status { return {}; }));
  server.stop();
  CHECK(told == 1);
}

TEST_CASE("guessing_on_a_page_is_slowed_down_like_on_the_api") {
  auto options = with_pages();
  options.rate_limit = {.burst = 3, .per_second = 0.001};
  const auto never = [](const Req&, WriteTx&) -> Result<Response> { return text("wrong password", 401); };
  ServerFixture server({page(Method::post, "/sign-in", kOpen, Write(never))}, who, std::move(options));
  auto client = server.client();
  std::vector<int> statuses;
  for (int i = 0; i < 5; ++i) statuses.push_back(client.request("POST", "/sign-in", "a=b", {{"content-type", kForm}})->status);
  CHECK(statuses == std::vector<int>{401, 401, 401, 429, 429});
}
