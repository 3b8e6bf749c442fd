#include "kiosk/sync/backoff.h"
#include "tests/unit/kiosk/sync/sync_fixture.h"

#include <set>

namespace uke::kiosk::sync::test {

using namespace std::chrono_literals;

TEST_CASE("everything_unsent_is_uploaded_in_batches_of_two_hundred", "[sync]") {
  Fixture f;
  f.desk.write(450);
  f.start();
  f.timeline.run_for(5s);
  REQUIRE(f.server.uploads.size() == 3);
  CHECK(records_of(f.server.uploads[0]).size() == 200);
  CHECK(records_of(f.server.uploads[2]).size() == 50);
  CHECK(f.server.uploads[0].bearer == "secret");
  CHECK(f.server.uploads[0].url == "https://uketsuke.example/api/v1/desk-records");
  CHECK(f.desk.waiting.empty());
  CHECK(f.desk.link == app::Link::online);
  CHECK(f.changed > 0);
}

TEST_CASE("a_record_is_uploaded_as_soon_as_it_is_written", "[sync]") {
  Fixture f;
  f.start();
  f.timeline.run_for(5s);
  f.desk.write(1);
  f.engine->records_written();
  f.timeline.run_for(100ms);
  CHECK(f.desk.waiting.empty());
}

TEST_CASE("a_record_written_during_an_upload_follows_at_once", "[sync]") {
  Fixture f;
  f.desk.write(1);
  f.server.upload = [&](const HttpCall& call) {
    if (f.server.uploads.empty()) {
      f.desk.write(1);
      f.engine->records_written();
    }
    return stored(call);
  };
  f.start();
  f.timeline.run_for(1s);
  CHECK(f.desk.waiting.empty());
}

TEST_CASE("lost_answer_is_sent_again_until_it_is_acknowledged", "[sync][failure]") {
  Fixture f;
  f.desk.write(3);
  f.server.upload = [&](const HttpCall& call) { return f.server.uploads.size() < 2 ? no_answer() : stored(call); };
  f.start();
  f.timeline.run_for(1s);
  CHECK(f.desk.link == app::Link::offline);
  CHECK(f.desk.waiting.size() == 3);
  f.timeline.run_for(30s);
  CHECK(f.desk.waiting.empty());
  CHECK(records_of(f.server.uploads[0]) == records_of(f.server.uploads[2]));
}

TEST_CASE("pauses_grow_from_one_second_to_a_minute_and_are_reset_by_success", "[sync]") {
  Fixture f;
  f.desk.write(1);
  bool reachable = false;
  f.server.upload = [&](const HttpCall& call) { return reachable ? stored(call) : no_answer(); };
  f.start();
  f.timeline.run_for(20min);
  const auto& times = f.server.upload_times;
  REQUIRE(times.size() > 10);
  CHECK(times[1] - times[0] >= 1s);
  CHECK(times[1] - times[0] <= 2100ms);
  for (std::size_t i = 8; i < times.size(); ++i) {
    CHECK(times[i] - times[i - 1] >= 30s);
    CHECK(times[i] - times[i - 1] <= 60100ms);
  }
  reachable = true;
  f.timeline.run_for(2min);
  CHECK(f.desk.waiting.empty());
  reachable = false;
  f.desk.write(1);
  f.engine->records_written();
  const auto before = times.size();
  f.timeline.run_for(3s);
  CHECK(times.size() >= before + 2);
}

TEST_CASE("network_change_tries_at_once", "[sync]") {
  Fixture f;
  f.desk.write(1);
  bool reachable = false;
  f.server.upload = [&](const HttpCall& call) { return reachable ? stored(call) : no_answer(); };
  f.start();
  f.timeline.run_for(10min);
  reachable = true;
  f.engine->now();
  f.timeline.run_for(100ms);
  CHECK(f.desk.waiting.empty());
}

TEST_CASE("pauses_of_two_kiosks_differ", "[sync]") {
  std::set<Millis> seen;
  SeededRandom random(5);
  for (int i = 0; i < 8; ++i) seen.insert(Backoff().next(random));
  CHECK(seen.size() > 4);
}

TEST_CASE("too_large_batch_is_halved_and_a_single_record_is_parked", "[sync]") {
  Fixture f;
  f.desk.write(8);
  f.server.upload = [](const HttpCall& call) {
    for (const auto& item : records_of(call)) {
      if (item.text.find("\"r5\"") != std::string::npos) return answer(413, "<html>too large</html>");
    }
    return stored(call);
  };
  f.start();
  f.timeline.run_for(5s);
  CHECK(f.desk.waiting.empty());
  REQUIRE(f.desk.results.size() == 8);
  for (const auto& result : f.desk.results) {
    CHECK((result.id == "r5") == (result.outcome == wire::Outcome::parked));
  }
}

TEST_CASE("batches_stay_within_the_limit_on_the_wire", "[sync]") {
  Fixture f;
  f.desk.write(200, 3'900);
  f.start();
  f.timeline.run_for(5s);
  CHECK(f.desk.waiting.empty());
  for (const auto& call : f.server.uploads) {
    CHECK(call.body.size() <= wire::kBatchBytesOnWire);
    CHECK(inflate(call.body).size() <= wire::kBatchBytesInflated);
  }
}

TEST_CASE("record_that_the_server_could_not_read_is_parked_by_its_place", "[sync]") {
  Fixture f;
  f.desk.write(2);
  f.server.upload = [](const HttpCall& call) {
    wire::UploadAnswer given;
    given.results = {{.id = "r1", .outcome = wire::Outcome::stored, .reason = {}},
                     {.id = "", .outcome = wire::Outcome::parked, .reason = "unreadable: records[1].kind"}};
    return records_of(call).size() == 2 ? answer(200, json::to_text(given)) : stored(call);
  };
  f.start();
  f.timeline.run_for(5s);
  CHECK(f.desk.waiting.empty());
  CHECK(f.desk.results.back().id == "r2");
}

TEST_CASE("captive_portal_acknowledges_nothing_and_wipes_nothing", "[sync][failure]") {
  for (const int status : {200, 302, 400, 401, 403, 404, 409, 500, 503}) {
    Fixture f;
    f.desk.write(2);
    f.server.upload = [&](const HttpCall&) { return answer(status, "<html>Please sign in</html>"); };
    f.server.download = f.server.upload;
    f.start();
    f.timeline.run_for(3min);
    CHECK(f.desk.waiting.size() == 2);
    CHECK(f.desk.results.empty());
    CHECK(f.desk.wiped == 0);
    CHECK(f.desk.offered == 0);
    CHECK(f.desk.roster.empty());
  }
}

TEST_CASE("unknown_token_and_missing_kiosk_never_wipe", "[sync][failure]") {
  Fixture f;
  f.desk.write(1);
  f.server.upload = [](const HttpCall&) { return problem(401, "unauthorized"); };
  f.server.download = [](const HttpCall&) { return problem(404, "not-found"); };
  f.start();
  f.timeline.run_for(10min);
  CHECK(f.desk.wiped == 0);
  CHECK(f.desk.waiting.size() == 1);
}

TEST_CASE("revoked_wipes_only_the_kiosk_that_it_names", "[sync][failure]") {
  Fixture f;
  f.desk.write(1);
  auto named = an_id<KioskId>(8);
  f.server.download = [&](const HttpCall&) { return problem(403, wire::kProblemKioskRevoked, named.to_string()); };
  f.start();
  f.timeline.run_for(2min);
  CHECK(f.desk.wiped == 0);
  named = f.kiosk;
  f.timeline.run_for(2min);
  CHECK(f.desk.wiped == 1);
  // A retired kiosk still delivers its log.
  f.desk.write(1);
  f.engine->records_written();
  f.timeline.run_for(2min);
  CHECK(f.desk.waiting.empty());
  CHECK(f.desk.wiped == 1);
}

TEST_CASE("desk_that_cannot_write_is_asked_again_later", "[sync][failure]") {
  Fixture f;
  f.desk.write(1);
  f.desk.broken = true;
  f.start();
  f.timeline.run_for(5min);
  CHECK(f.server.uploads.size() < 30);
  f.desk.broken = false;
  f.timeline.run_for(2min);
  CHECK(f.desk.waiting.empty());
}

TEST_CASE("engine_that_is_gone_does_nothing_with_late_answers", "[sync]") {
  Fixture f;
  f.desk.write(1);
  f.start();
  f.timeline.run_for(10ms);
  f.engine.reset();
  f.timeline.run_for(5min);
  CHECK(f.desk.waiting.size() == 1);
  CHECK(f.server.uploads.size() == 1);
}

}  // namespace uke::kiosk::sync::test
