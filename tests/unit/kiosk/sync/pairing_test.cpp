#include "kiosk/sync/pairing.h"
#include "tests/unit/kiosk/sync/sync_fixture.h"

namespace uke::kiosk::sync::test {
namespace {

Result<wire::PairAnswer> pair_with(const Result<HttpAnswer>& given, HttpCall* seen = nullptr) {
  Timeline timeline;
  FakeServer server(timeline);
  server.upload = [&](const HttpCall&) { return given; };
  std::optional<Result<wire::PairAnswer>> result;
  pair(server, {.server = "https://uketsuke.example/", .code = "ABCD-EFGH", .nonce = "n", .name = "lobby"},
       [&](Result<wire::PairAnswer> answer) { result = std::move(answer); });
  timeline.run_for(Millis{1000});
  REQUIRE(result.has_value());
  if (seen != nullptr) *seen = server.uploads.at(0);
  return *result;
}

}  // namespace

TEST_CASE("redeeming_a_code_sends_code_nonce_and_name", "[sync]") {
  wire::PairAnswer paired;
  paired.kiosk = an_id<KioskId>(3);
  paired.token = "t";
  paired.event = an_event();
  paired.edition = an_edition();
  HttpCall seen;
  const auto result = pair_with(answer(200, json::to_text(paired)), &seen);
  REQUIRE(result.has_value());
  CHECK(result->kiosk == paired.kiosk);
  CHECK(seen.url == "https://uketsuke.example/api/v1/pair");
  CHECK(seen.bearer.empty());
  CHECK(seen.body == R"({"code":"ABCD-EFGH","nonce":"n","name":"lobby"})");
}

TEST_CASE("failed_pairing_says_why", "[sync]") {
  CHECK(pair_with(problem(404, wire::kProblemCodeUnknown)).error().code == ErrorCode::not_found);
  CHECK(pair_with(problem(409, wire::kProblemCodeUsed)).error().code == ErrorCode::conflict);
  CHECK(pair_with(problem(400, "invalid")).error().code == ErrorCode::invalid);
  CHECK(pair_with(problem(503, "busy")).error().code == ErrorCode::unavailable);
  CHECK(pair_with(no_answer()).error().code == ErrorCode::unavailable);
  CHECK(pair_with(answer(200, "<html>")).error().code == ErrorCode::unsupported);
  CHECK(pair_with(answer(404, "<html>")).error().code == ErrorCode::unsupported);
}

TEST_CASE("typed_address_becomes_a_url", "[sync]") {
  CHECK(tidy_url("uketsuke.example/") == "https://uketsuke.example");
  CHECK(tidy_url(" http://192.0.2.7:8080// ") == "http://192.0.2.7:8080");
  CHECK(tidy_url("").empty());
}

}  // namespace uke::kiosk::sync::test
