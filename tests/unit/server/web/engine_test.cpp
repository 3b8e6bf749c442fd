// The engine through real sockets: where handlers run, what they may do, what becomes of bodies and errors.
#include "server/web/answers.h"
#include "server/web/app.h"
#include "tests/support/catch.h"
#include "tests/support/server_fixture.h"

#include <chrono>
#include <stdexcept>
#include <thread>

using namespace uke;
using namespace uke::server::web;
using uke::test::HttpClient;
using uke::test::ServerFixture;

namespace {

Response text(std::string body, int status = 200) {
  Response response;
  response.status = status;
  response.header("content-type", "text/plain");
  response.body = std::move(body);
  return response;
}

Route reads(std::string pattern, std::function<Result<Response>(const Req&, ReadTx&)> handler, std::uint8_t access = kOpen) {
  return {.method = Method::get, .pattern = std::move(pattern), .access = static_cast<Access>(access), .handler = Read(std::move(handler))};
}
Route writes(std::string pattern, std::function<Result<Response>(const Req&, WriteTx&)> handler, std::uint8_t access = kOpen) {
  return {
      .method = Method::post, .pattern = std::move(pattern), .access = static_cast<Access>(access), .handler = Write(std::move(handler))};
}

// Uses the health table as a place for one number.
Status store(WriteTx& tx, std::int64_t value) {
  TRYV(tx.exec("insert into health_checks (id, checked_ms) values (2, :v) on conflict (id) do update set checked_ms = excluded.checked_ms",
               value));
  return {};
}
Result<std::int64_t> stored(ReadTx& tx) {
  TRY(const auto value, tx.one<std::int64_t>("select checked_ms from health_checks where id = 2"));
  return value.value_or(0);
}
std::int64_t stored(App& app) {
  std::int64_t value = -1;
  CHECK(app.read([&](ReadTx& tx) -> Status {
    TRY(value, stored(tx));
    return {};
  }));
  return value;
}

}  // namespace

TEST_CASE("each_role_gets_exactly_the_routes_that_list_it") {
  const auto who = [](const Req& req, ReadTx&) -> Result<Response> { return text(req.actor.name); };
  ServerFixture server({reads("/open", who, kOpen), reads("/kiosk", who, kKiosk), reads("/organizers", who, kOrganizers),
                        reads("/money", who, kTreasurer | kAdmin), reads("/nobody", who, kNobody)},
                       ServerFixture::by_role_name());
  struct Row {
    std::string token;
    std::array<int, 5> statuses;
  };
  const auto row = GENERATE(values<Row>({{"", {200, 401, 401, 401, 401}},
                                         {"kiosk", {200, 200, 403, 403, 403}},
                                         {"reception", {200, 403, 200, 403, 403}},
                                         {"treasurer", {200, 403, 200, 200, 403}},
                                         {"admin", {200, 403, 200, 200, 403}},
                                         {"stranger", {401, 401, 401, 401, 401}}}));
  auto client = server.client();
  client.set_token(row.token);
  const std::array<std::string, 5> paths = {"/open", "/kiosk", "/organizers", "/money", "/nobody"};
  for (std::size_t i = 0; i < paths.size(); ++i) {
    INFO(row.token << " " << paths[i]);
    const auto answer = client.get(paths[i]);
    REQUIRE(answer);
    CHECK(answer->status == row.statuses[i]);
    if (answer->status == 401) CHECK(answer->body.find("problems/unauthorized") != std::string::npos);
    if (answer->status == 403) CHECK(answer->body.find("problems/forbidden") != std::string::npos);
  }
}

TEST_CASE("access_is_checked_for_writes_work_and_watches_too") {
  const Work work = [](const Req&, ReadTx&) -> Result<std::variant<Response, Mutation>> { return text("worked"); };
  const Watch watch{.topic = [](const Req&, ReadTx&) { return std::string("t"); },
                    .wait = [](const Req&) { return Millis{0}; },
                    .poll = [](const Req&, ReadTx&, Turn) -> Result<std::optional<Response>> { return text("seen"); }};
  ServerFixture server({writes(
                            "/write", [](const Req&, WriteTx&) -> Result<Response> { return text("written"); }, kAdmin),
                        Route{.method = Method::post, .pattern = "/work", .access = kAdmin, .handler = work},
                        Route{.method = Method::get, .pattern = "/watch", .access = kAdmin, .handler = watch}},
                       ServerFixture::by_role_name());
  auto client = server.client();
  for (const auto& [token, status] : {std::pair{"", 401}, std::pair{"kiosk", 403}, std::pair{"admin", 200}}) {
    client.set_token(token);
    CHECK(client.post("/write", "{}")->status == status);
    CHECK(client.post("/work", "{}")->status == status);
    CHECK(client.get("/watch")->status == status);
  }
}

TEST_CASE("a_prepared_write_sees_the_body_whatever_its_size_or_packing_and_access_goes_before_its_errors") {
  const PreparedWrite write = [](const server::http::Request& request) -> Write {
    return [size = request.body.size(), good = request.body.starts_with('x')](const Req&, WriteTx&) -> Result<Response> {
      if (!good) return fail(ErrorCode::invalid, "test", "body: is not good");
      return text(std::to_string(size));
    };
  };
  ServerFixture server({Route{.method = Method::post, .pattern = "/write", .access = kAdmin, .handler = write, .body_bytes_max = 200'000}},
                       ServerFixture::by_role_name());
  auto client = server.client();
  CHECK(client.post("/write", "bad")->status == 401);
  client.set_token("kiosk");
  CHECK(client.post("/write", "bad")->status == 403);
  client.set_token("admin");
  CHECK(client.post("/write", "bad")->status == 400);
  for (const std::size_t size : {1, 5'000, 150'000}) {
    const std::string body(size, 'x');
    CHECK(client.post("/write", body)->body == std::to_string(size));
    CHECK(client.request("POST", "/write", gzip(body), {{"content-encoding", "gzip"}})->body == std::to_string(size));
  }
}

TEST_CASE("an_answer_to_a_write_means_that_it_is_committed") {
  ServerFixture server({writes("/n/{n}", [](const Req& req, WriteTx& tx) -> Result<Response> {
    TRYV(store(tx, std::stoll(std::string(req.at("n")))));
    return text("stored", 201);
  })});
  auto client = server.client();
  for (int i = 1; i < 20; ++i) {
    CHECK(client.post("/n/" + std::to_string(i), "")->status == 201);
    CHECK(stored(server.app()) == i);
  }
}

TEST_CASE("an_error_undoes_what_the_handler_wrote_and_becomes_a_problem") {
  ServerFixture server({writes("/fail", [](const Req&, WriteTx& tx) -> Result<Response> {
    TRYV(store(tx, 7));
    return fail(ErrorCode::stale, "test.op", "a detail for the log");
  })});
  auto client = server.client();
  const auto answer = client.post("/fail", "");
  CHECK(answer->status == 412);
  CHECK(answer->headers.at("content-type") == "application/problem+json");
  CHECK(answer->body == R"({"type":"https://uketsuke.example/problems/stale","title":"Somebody else changed it first","status":412})");
  CHECK(stored(server.app()) == 0);
  CHECK(server.log() == std::vector<std::string>{"POST /fail 412 stale in test.op: a detail for the log"});
}

TEST_CASE("every_kind_of_error_has_its_status_and_only_invalid_shows_its_detail") {
  struct Row {
    ErrorCode code;
    int status;
  };
  for (const auto& [code, status] :
       {Row{ErrorCode::invalid, 400}, Row{ErrorCode::not_found, 404}, Row{ErrorCode::conflict, 409}, Row{ErrorCode::stale, 412},
        Row{ErrorCode::unauthorized, 401}, Row{ErrorCode::forbidden, 403}, Row{ErrorCode::too_large, 413}, Row{ErrorCode::unsupported, 415},
        Row{ErrorCode::busy, 503}, Row{ErrorCode::unavailable, 503}, Row{ErrorCode::disk_full, 503}, Row{ErrorCode::corrupt, 500},
        Row{ErrorCode::timeout, 503}, Row{ErrorCode::internal, 500}}) {
    const auto response = problem_of({code, "op", "field: is wrong", ""});
    INFO(to_string(code));
    CHECK(response.status == status);
    CHECK((response.bytes().find("is wrong") != std::string::npos) == (code == ErrorCode::invalid));
  }
  CHECK(problem_of({ErrorCode::invalid, "op", "records[3].kind: is unknown", ""})
            .bytes()
            .find(R"("errors":[{"field":"records[3].kind","message":"is unknown"}])") != std::string::npos);
}

TEST_CASE("work_runs_apart_and_hands_its_writes_to_the_writer") {
  const Work work = [](const Req& req, ReadTx&) -> Result<std::variant<Response, Mutation>> {
    const auto value = static_cast<std::int64_t>(req.http.body.size());
    return Mutation([value](WriteTx& tx) -> Result<Response> {
      TRYV(store(tx, value));
      return text("counted");
    });
  };
  ServerFixture server({Route{.method = Method::post, .pattern = "/work", .access = kOpen, .handler = work}});
  auto client = server.client();
  CHECK(client.post("/work", "12345")->body == "counted");
  CHECK(stored(server.app()) == 5);
}

TEST_CASE("bodies_are_unpacked_within_the_limits_of_their_route") {
  auto route = writes("/up", [](const Req& req, WriteTx&) -> Result<Response> {
    return text(std::to_string(req.http.body.size()) + (req.http.body_file ? " in a file" : ""));
  });
  route.body_bytes_max = 256 * 1024;
  route.inflated_bytes_max = 200 * 1024;
  ServerFixture server({route});
  auto client = server.client();
  const auto send = [&](const std::string& body, const std::string& coding) {
    const auto answer = client.request("POST", "/up", body, {{"content-encoding", coding}});
    REQUIRE(answer);
    return std::to_string(answer->status) + " " + (answer->status == 200 ? answer->body : "");
  };
  CHECK(send(gzip("hello"), "gzip") == "200 5");
  CHECK(send(gzip(std::string(204'800, 'x')), "gzip") == "200 204800");
  CHECK(send(gzip(std::string(204'801, 'x')), "gzip") == "413 ");
  CHECK(send(gzip(std::string(100'000'000, 'x')), "gzip") == "413 ");
  CHECK(send("not gzip at all", "gzip") == "400 ");
  CHECK(send("hello", "identity") == "200 5");
  CHECK(send("hello", "br") == "415 ");
  CHECK(send(std::string(200'000, 'x'), "identity") == "200 200000");
  CHECK(send(std::string(250'000, 'x'), "identity") == "200 0 in a file");
  CHECK(send(std::string(300'000, 'x'), "identity") == "413 ");
  std::string noise(100'000, 'x');  // hardly gets smaller: goes through a file
  std::uint32_t state = 1;
  for (char& c : noise) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  CHECK(send(gzip(noise), "gzip") == "200 100000");
}

TEST_CASE("large_answers_are_packed_for_who_takes_that") {
  const auto shared = std::make_shared<const std::string>(50'000, 's');
  ServerFixture server({reads("/large", [](const Req&, ReadTx&) -> Result<Response> { return text(std::string(50'000, 'x')); }),
                        reads("/small", [](const Req&, ReadTx&) -> Result<Response> { return text("x"); }),
                        reads("/shared", [shared](const Req&, ReadTx&) -> Result<Response> {
                          Response response;
                          response.header("content-type", "application/json");
                          response.body = shared;
                          return response;
                        })});
  auto client = server.client();
  const auto get = [&](const std::string& path) { return client.request("GET", path, "", {{"accept-encoding", "gzip, br"}}).value(); };
  auto answer = get("/large");
  CHECK(answer.headers.at("content-encoding") == "gzip");
  CHECK(answer.headers.at("vary") == "accept-encoding");
  CHECK(gunzip(answer.body, 50'000) == std::string(50'000, 'x'));
  CHECK(gunzip(get("/shared").body, 50'000) == *shared);
  CHECK_FALSE(get("/small").headers.contains("content-encoding"));
  CHECK(client.get("/large")->body.size() == 50'000);
}

TEST_CASE("every_answer_carries_the_security_headers") {
  ServerFixture server({});
  auto client = server.client();
  REQUIRE(client.connect());
  REQUIRE(client.send("nonsense\r\n\r\n"));
  for (const auto& answer : {client.read_answer(), server.client().get("/healthz"), server.client().get("/missing")}) {
    REQUIRE(answer);
    CHECK(answer->headers.at("x-content-type-options") == "nosniff");
    CHECK(answer->headers.at("content-security-policy") == "default-src 'none'; frame-ancestors 'none'");
    CHECK(answer->headers.at("cache-control") == "no-store");
    CHECK(answer->headers.at("referrer-policy") == "no-referrer");
    if (answer->status >= 400) CHECK(answer->headers.at("content-type") == "application/problem+json");
  }
}

TEST_CASE("unknown_paths_and_methods_are_told_apart") {
  ServerFixture server({});
  auto client = server.client();
  CHECK(client.get("/nothing")->status == 404);
  const auto answer = client.post("/healthz", "");
  CHECK(answer->status == 405);
  CHECK(answer->headers.at("allow") == "GET, HEAD");
  CHECK(client.request("HEAD", "/healthz")->status == 200);
}

TEST_CASE("guessing_is_slowed_down_but_a_good_token_always_passes") {
  test::FakeClock waiting;
  AppOptions options;
  options.waiting_clock = &waiting;
  options.rate_limit = {.burst = 3, .per_second = 1};
  const auto pair = [](const Req& req, WriteTx&) -> Result<Response> {
    if (req.http.body == "right") return text("paired");
    return fail(ErrorCode::not_found, "test.pair", "unknown code");
  };
  ServerFixture server({writes("/pair", pair), reads(
                                                   "/kiosk", [](const Req&, ReadTx&) -> Result<Response> { return text("ok"); }, kKiosk)},
                       ServerFixture::by_role_name(), options);
  auto guesser = server.client();
  for (int i = 0; i < 3; ++i) CHECK(guesser.post("/pair", "wrong")->status == 404);
  const auto slowed = guesser.post("/pair", "right");
  CHECK(slowed->status == 429);
  CHECK(slowed->headers.at("retry-after") == "10");

  auto kiosk = server.client();
  kiosk.set_token("bad");
  CHECK(kiosk.get("/kiosk")->status == 429);
  kiosk.set_token("kiosk");
  CHECK(kiosk.get("/kiosk")->status == 200);

  waiting.advance(Millis{1100});
  CHECK(guesser.post("/pair", "right")->status == 200);
}

TEST_CASE("the_log_never_holds_a_path_a_query_or_a_token") {
  ServerFixture server({reads(
      "/my/{secret}", [](const Req&, ReadTx&) -> Result<Response> { return fail(ErrorCode::not_found, "test.my", "no such link"); })});
  auto client = server.client();
  client.set_token("s3cret-token");
  CHECK(client.get("/my/s3cret?name=s3cret")->status == 404);
  CHECK(client.get("/s3cret")->status == 404);
  REQUIRE(server.log().size() == 2);
  for (const auto& line : server.log()) CHECK(line.find("s3cret") == std::string::npos);
}

TEST_CASE("a_full_writer_answers_503_with_retry_after") {
  AppOptions options;
  options.write_queue.queue_max = 1;
  std::atomic<bool> hold = true;
  std::atomic<bool> held = false;
  ServerFixture server({writes("/w",
                               [&](const Req&, WriteTx&) -> Result<Response> {
                                 held = true;
                                 while (hold) std::this_thread::sleep_for(Millis{1});
                                 return text("ok");
                               })},
                       ServerFixture::nobody_signs_in(), options);
  auto first = server.client();
  REQUIRE(first.connect());
  REQUIRE(first.send("POST /w HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"));
  while (!held) std::this_thread::sleep_for(Millis{1});
  const auto refused = server.client().post("/w", "");
  hold = false;
  CHECK(refused->status == 503);
  CHECK(refused->headers.at("retry-after") == "2");
  CHECK(first.read_answer()->status == 200);
}

TEST_CASE("fixed_bytes_are_answered_with_a_tag_and_sent_once") {
  const auto bytes = std::make_shared<const std::string>(5000, 'b');
  ServerFixture server({Route{.method = Method::get, .pattern = "/fixed", .access = kOpen, .handler = fixed(bytes, "text/plain")},
                        Route{.method = Method::get, .pattern = "/absent", .access = kOpen, .handler = fixed(nullptr, "text/plain")}});
  auto client = server.client();
  const auto first = client.get("/fixed");
  CHECK(first->body == *bytes);
  const auto again = client.request("GET", "/fixed", "", {{"if-none-match", first->headers.at("etag")}});
  CHECK(again->status == 304);
  CHECK(again->body.empty());
  CHECK(gunzip(client.request("GET", "/fixed", "", {{"accept-encoding", "gzip"}})->body, 5000) == *bytes);
  CHECK(client.get("/absent")->status == 404);
  CHECK_FALSE(RouteTable::create({Route{.method = Method::get, .pattern = "/f", .access = kAdmin, .handler = fixed(bytes, "text/plain")}}));
}

TEST_CASE("a_handler_that_throws_costs_its_own_request_only") {
  ServerFixture server({reads("/read", [](const Req&, ReadTx&) -> Result<Response> { throw std::runtime_error("s3cret"); }),
                        writes("/write", [](const Req&, WriteTx& tx) -> Result<Response> {
                          TRYV(store(tx, 7));
                          throw std::runtime_error("s3cret");
                        })});
  auto client = server.client();
  CHECK(client.get("/read")->status == 500);
  CHECK(client.post("/write", "")->status == 500);
  CHECK(stored(server.app()) == 0);
  CHECK(client.get("/healthz")->status == 200);
  for (const auto& line : server.log()) CHECK(line.find("s3cret") == std::string::npos);
}
