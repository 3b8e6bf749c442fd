// Long polls through real sockets.
#include "server/web/app.h"
#include "tests/support/catch.h"
#include "tests/support/server_fixture.h"

#include <chrono>
#include <thread>

using namespace uke;
using namespace uke::server::web;
using uke::test::HttpClient;
using uke::test::ServerFixture;

namespace {

Response text(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

// GET /watch?after=N waits until the number is larger; POST /raise adds one.
Routes routes(Millis wait) {
  const auto number = [](ReadTx& tx) -> Result<std::int64_t> {
    TRY(const auto value, tx.one<std::int64_t>("select checked_ms from health_checks where id = 2"));
    return value.value_or(0);
  };
  const Watch watch{.topic = [](const Req&, ReadTx&) { return std::string("number"); },
                    .wait = [wait](const Req&) { return wait; },
                    .poll = [number](const Req& req, ReadTx& tx, Turn turn) -> Result<std::optional<Response>> {
                      TRY(const auto value, number(tx));
                      const bool news = value > std::stoll(req.query("after").value_or("0"));
                      if (!news && turn == Turn::again) return std::nullopt;
                      return text((news ? "news " : "nothing ") + std::to_string(value));
                    }};
  const Write raise = [number](const Req&, WriteTx& tx) -> Result<Response> {
    TRY(const auto value, number(tx));
    TRYV(
        tx.exec("insert into health_checks (id, checked_ms) values (2, :v) on conflict (id) do update set checked_ms = excluded.checked_ms",
                value + 1));
    tx.touch("number");
    return text("raised");
  };
  return {Route{.method = Method::get, .pattern = "/watch", .access = kOpen, .handler = watch},
          Route{.method = Method::post, .pattern = "/raise", .access = kOpen, .handler = raise}};
}

void ask(HttpClient& client, int after) {
  REQUIRE(client.connect());
  REQUIRE(client.send("GET /watch?after=" + std::to_string(after) + " HTTP/1.1\r\nHost: h\r\n\r\n"));
}

void wait_for_watchers(ServerFixture& server, const std::string& count) {
  auto client = server.client();
  client.set_token("admin");
  for (int i = 0; i < 300; ++i) {
    const auto metrics = client.get("/metrics");
    REQUIRE(metrics);
    if (metrics->body.find("uketsuke_watchers " + count + "\n") != std::string::npos) return;
    std::this_thread::sleep_for(Millis{10});
  }
  FAIL("never " << count << " watchers");
}

using SteadyClock = std::chrono::steady_clock;

}  // namespace

TEST_CASE("a_long_poll_is_answered_right_after_the_commit") {
  ServerFixture server(routes(Millis{20'000}), ServerFixture::by_role_name());
  auto watcher = server.client();
  ask(watcher, 0);
  wait_for_watchers(server, "1");
  const auto begun = SteadyClock::now();
  CHECK(server.client().post("/raise", "")->body == "raised");
  CHECK(watcher.read_answer()->body == "news 1");
  CHECK(SteadyClock::now() - begun < Millis{1000});
  CHECK(watcher.get("/watch?after=0")->body == "news 1");
}

TEST_CASE("all_watchers_of_a_topic_hear_of_every_last_change") {
  ServerFixture server(routes(Millis{20'000}), ServerFixture::by_role_name());
  std::vector<HttpClient> watchers;
  for (int i = 0; i < 50; ++i) watchers.push_back(server.client());
  for (auto& watcher : watchers) ask(watcher, 9);
  wait_for_watchers(server, "50");
  auto writer = server.client();
  for (int i = 0; i < 10; ++i) CHECK(writer.post("/raise", "")->status == 200);
  for (auto& watcher : watchers) CHECK(watcher.read_answer()->body == "news 10");
}

TEST_CASE("without_news_the_answer_comes_when_the_time_is_over") {
  ServerFixture server(routes(Millis{300}), ServerFixture::by_role_name());
  auto watcher = server.client();
  const auto begun = SteadyClock::now();
  CHECK(watcher.get("/watch?after=0")->body == "nothing 0");
  CHECK(SteadyClock::now() - begun >= Millis{300});
}

TEST_CASE("a_poll_that_does_not_want_to_wait_is_answered_at_once") {
  ServerFixture server(routes(Millis{0}), ServerFixture::by_role_name());
  CHECK(server.client().get("/watch?after=0")->body == "nothing 0");
}

TEST_CASE("a_client_that_goes_away_no_longer_waits") {
  ServerFixture server(routes(Millis{20'000}), ServerFixture::by_role_name());
  auto watcher = server.client();
  ask(watcher, 0);
  wait_for_watchers(server, "1");
  watcher.close();
  wait_for_watchers(server, "0");
}

TEST_CASE("stopping_answers_who_waits_and_keeps_what_was_committed") {
  ServerFixture server(routes(Millis{20'000}), ServerFixture::by_role_name());
  auto watcher = server.client();
  ask(watcher, 5);
  wait_for_watchers(server, "1");
  CHECK(server.client().post("/raise", "")->status == 200);
  const auto begun = SteadyClock::now();
  std::thread stopping([&] { server.stop(); });
  CHECK(watcher.read_answer()->body == "nothing 1");
  watcher.close();
  stopping.join();
  CHECK(SteadyClock::now() - begun < Millis{5000});
}
