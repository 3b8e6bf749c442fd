// The door over real sockets: two kiosks, one server.
#include "shared/storage/connection.h"
#include "tests/functional/running_server.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <thread>

namespace uke::functional {
namespace {

bool has_record(const wire::ChangesAnswer& answer, const std::string& id) {
  return std::ranges::any_of(answer.changes,
                             [&](const wire::Change& change) { return change.kind == wire::ChangeKind::record && change.key == id; });
}

struct Heads {
  std::int64_t arrived = 0;
};
BOOST_DESCRIBE_STRUCT(Heads, (), (arrived))

}  // namespace

TEST_CASE("what_one_kiosk_uploads_the_other_sees_and_the_headcount_counts") {
  RunningServer server;
  const auto first = server.pair("東京会場");
  const auto second = server.pair("東京会場");
  auto one = server.client(first.token);
  auto two = server.client(second.token);
  const auto before = changes(two, "after=");
  auto organizer = server.organizer();
  const auto headcount = "/api/v1/editions/" + server.edition("東京会場") + "/headcount";
  const auto arrived = read<Heads>(expect(organizer.get(headcount), 200)).arrived;

  Writer writer(first.edition, "受付1");
  const auto record = writer.next_record();
  const auto answer = upload(one, {Writer::item(record)});
  CHECK(answer.results.at(0).outcome == wire::Outcome::stored);
  CHECK(answer.have.at(writer.log()) == 1);

  const auto after = changes(two, "after=" + before.to);
  CHECK(after.from == before.to);
  CHECK(has_record(after, record.id.to_string()));
  CHECK(read<Heads>(expect(organizer.get(headcount), 200)).arrived == arrived + 1);
  CHECK(read<Heads>(expect(one.get(headcount), 200)).arrived == arrived + 1);
}

TEST_CASE("an_answer_that_was_lost_on_its_way_is_already_stored_the_next_time") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  auto http = server.client(kiosk.token);
  Writer writer(kiosk.edition, "受付1");
  const auto item = writer.next();
  const auto request = upload_body({item});
  REQUIRE(http.connect());
  REQUIRE(http.send("POST /api/v1/desk-records HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + kiosk.token +
                    "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(request.size()) + "\r\n\r\n" + request));
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  http.close();  // the answer is never read
  CHECK(upload(http, {item}).results.at(0).outcome == wire::Outcome::already_stored);
}

TEST_CASE("a_long_poll_wakes_at_once_when_another_kiosk_uploads") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  auto waiting = server.client(kiosk.token);
  waiting.patience = std::chrono::seconds{30};
  const auto cursor = changes(waiting, "after=").to;
  const auto began = std::chrono::steady_clock::now();
  auto poll = std::async(std::launch::async, [&] { return changes(waiting, "wait=25&after=" + cursor); });
  std::this_thread::sleep_for(std::chrono::milliseconds{500});
  auto http = server.client(kiosk.token);
  Writer writer(kiosk.edition, "受付1");
  const auto record = writer.next_record();
  CHECK(upload(http, {Writer::item(record)}).results.at(0).outcome == wire::Outcome::stored);
  CHECK(has_record(poll.get(), record.id.to_string()));
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{5});
}

TEST_CASE("a_long_poll_without_news_ends_in_time_with_an_empty_answer") {
  RunningServer server;
  auto http = server.client(server.pair("東京会場").token);
  const auto cursor = changes(http, "after=").to;
  const auto answer = changes(http, "wait=1&after=" + cursor);
  CHECK(answer.changes.empty());
  CHECK(answer.to == cursor);
}

TEST_CASE("one_bad_record_is_parked_shown_and_does_not_hold_up_the_others") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  auto http = server.client(kiosk.token);
  Writer writer(kiosk.edition, "受付1");
  auto bad = writer.next();
  bad.replace(bad.find("\"admit\""), 7, "\"dance\"");
  const auto answer = upload(http, {bad, writer.next()});
  CHECK(answer.results.at(0).outcome == wire::Outcome::parked);
  CHECK(answer.results.at(1).outcome == wire::Outcome::stored);
  CHECK(answer.have.at(writer.log()) == 2);
  auto organizer = server.organizer();
  CHECK(expect(organizer.get("/api/v1/parked-records"), 200).body.find("unreadable: record.kind") != std::string::npos);
}

TEST_CASE("a_parked_record_is_judged_again_when_the_server_starts") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  auto http = server.client(kiosk.token);
  Writer writer(kiosk.edition, "受付1");
  auto early = writer.next();
  early.replace(early.find("\"admit\""), 7, "\"dance\"");
  CHECK(upload(http, {early}).results.at(0).outcome == wire::Outcome::parked);
  server.stop();
  {  // as if it had been parked by a version that did not know "admit"
    auto connection = storage::Connection::open({.file = server.data() / "uketsuke.db"});
    REQUIRE(connection.has_value());
    REQUIRE(
        connection->write([](storage::WriteTx& tx) { return tx.exec("update parked_records set raw = replace(raw, 'dance', 'admit')"); })
            .has_value());
  }
  server.start();
  auto organizer = server.organizer();
  CHECK(expect(organizer.get("/api/v1/parked-records"), 200).body.find(writer.log()) == std::string::npos);
  http.close();
  CHECK(expect(http.get("/api/v1/desk-changes"), 200).body.find(writer.log() + "\",\"seq\":1") != std::string::npos);
}

TEST_CASE("a_cloned_log_is_told_so") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  auto http = server.client(kiosk.token);
  Writer writer(kiosk.edition, "受付1");
  auto record = writer.next_record();
  CHECK(upload(http, {Writer::item(record)}).results.at(0).outcome == wire::Outcome::stored);
  record.id = RecordId::fresh(system_clock(), system_random());
  CHECK(upload(http, {Writer::item(record)}).results.at(0).reason == wire::kProblemCloned);
}

TEST_CASE("a_kiosk_of_another_edition_sees_no_names_and_not_the_headcount") {
  RunningServer server;
  const auto osaka = server.pair("大阪会場");
  auto http = server.client(osaka.token);
  const auto all = expect(http.get("/api/v1/desk-changes"), 200).body;
  CHECK(all.find("𠮷野") == std::string::npos);  // comes to 東京
  CHECK(all.find("𣘺本") != std::string::npos);
  CHECK(expect(http.get("/api/v1/editions/" + server.edition("東京会場") + "/headcount"), 403).body.find("kiosk-revoked") ==
        std::string::npos);
}

TEST_CASE("a_revoked_kiosk_is_named_may_deliver_and_reads_nothing") {
  RunningServer server;
  auto organizer = server.organizer();
  for (const std::string state : {"retired", "stolen"}) {
    const auto kiosk = server.pair("東京会場");
    expect(organizer.post("/api/v1/kiosks/" + kiosk.id + "/revoke", "{\"state\":\"" + state + "\"}"), 200);
    auto http = server.client(kiosk.token);
    const auto problem = read<wire::Problem>(expect(http.get("/api/v1/desk-changes"), 403));
    CHECK(problem.type.ends_with(wire::kProblemKioskRevoked));
    CHECK(problem.kiosk == kiosk.id);
    Writer writer(kiosk.edition, "受付1");
    const auto result = upload(http, {writer.next()}).results.at(0);
    CHECK(result.outcome == (state == "retired" ? wire::Outcome::stored : wire::Outcome::parked));
  }
}

TEST_CASE("a_new_answer_reaches_the_kiosk_that_waits") {
  RunningServer server;
  auto kiosk = server.client(server.pair("東京会場").token);
  const auto cursor = changes(kiosk, "after=").to;
  auto organizer = server.organizer();
  expect(organizer.post("/api/v1/editions/" + server.edition("東京会場") + "/rsvps",
                        R"({"state":"yes","mode":"onsite","family_name":"駆込","given_name":"乗","kana":"かけこみ のる"})"),
         201);
  const auto news = changes(kiosk, "after=" + cursor);
  REQUIRE(news.changes.size() == 2);
  CHECK(news.changes[0].data->text.find("駆込") != std::string::npos);
}

TEST_CASE("a_token_that_nobody_has_is_refused_and_guessing_is_slowed_down") {
  RunningServer server;
  auto http = server.client("uke_0000000000000000000000000000000000000000");
  expect(http.get("/api/v1/desk-changes"), 401);
  int status = 0;
  for (int i = 0; i < 40 && status != 429; ++i) {
    auto guesser = server.client();
    status = guesser.post("/api/v1/pair", R"({"code":"0000-0000","nonce":"0123456789abcdef"})")->status;
  }
  CHECK(status == 429);
}

}  // namespace uke::functional
