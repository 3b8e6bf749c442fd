#include "server/web/answers.h"
#include "server/web/app.h"
#include "tests/support/catch.h"
#include "tests/support/server_fixture.h"

using namespace uke;
using namespace uke::server::web;
using uke::test::ServerFixture;

TEST_CASE("healthz_answers_after_a_commit_and_says_the_time") {
  ServerFixture server({});
  auto client = server.client();
  const auto answer = client.get("/healthz");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->headers.at("content-type") == "application/json");
  CHECK(answer->body == R"({"storage":"ok","server_time_ms":1803110400000})");
  CHECK(server.app().read([](ReadTx& tx) -> Status {
    TRY(const auto checked, tx.one<Time>("select checked_ms from health_checks"));
    return checked == tx.now() ? Status{} : fail(ErrorCode::internal, "test", "not stored");
  }));
}

TEST_CASE("metrics_count_requests_by_route_and_status_and_need_the_admin_role") {
  ServerFixture server({}, ServerFixture::by_role_name());
  auto client = server.client();
  CHECK(client.get("/metrics")->status == 401);
  CHECK(client.get("/healthz")->status == 200);
  CHECK(client.get("/nothing")->status == 404);
  client.set_token("kiosk");
  CHECK(client.get("/metrics")->status == 403);
  client.set_token("admin");
  const auto answer = client.get("/metrics");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  for (const std::string line : {"uketsuke_requests_total{method=\"GET\",route=\"/healthz\",status=\"2xx\"} 1\n",
                                 "uketsuke_requests_total{method=\"GET\",route=\"/metrics\",status=\"4xx\"} 2\n",
                                 "uketsuke_requests_total{method=\"\",route=\"\",status=\"4xx\"} 1\n", "uketsuke_batch_writes_count 1\n",
                                 "uketsuke_connections 1\n", "uketsuke_write_queue 0\n"}) {
    INFO(line << "in\n" << answer->body);
    CHECK(answer->body.find(line) != std::string::npos);
  }
}

TEST_CASE("the_description_of_the_api_can_be_read_by_everybody") {
  ServerFixture server({});
  auto client = server.client();
  const auto answer = client.get("/openapi.yaml");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->headers.at("content-type") == "application/yaml");
  CHECK(answer->body.starts_with("openapi: 3.1"));
}
