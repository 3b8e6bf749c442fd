// Every documented route answers with every status that assets/openapi.yaml promises. What is recorded here is compared with the document.
#include "tests/functional/running_server.h"

namespace uke::functional {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kNobody = "/00000000-0000-7000-8000-000000000000";
const std::string kEvent = R"({"name":"読書会","name_en":"Reading circle","date_ms":1803110400000,"zone":"Asia/Tokyo"})";
const std::string kEdition =
    R"({"name":"会場","name_en":"Venue","place":"","zone":"Asia/Tokyo","starts_ms":1803110400000,"doors_open_ms":1803108600000,)"
    R"("doors_close_ms":1803120000000,"ends_ms":1803121200000,"capacity_onsite":10,"capacity_online":0,"door_fee":1000,"unpaid":"remind",)"
    R"("exits_recorded":false,"cancelled":false,"greeting":"","greeting_en":""})";
const std::string kPerson = R"({"state":"yes","mode":"onsite","family_name":"𠮷野","given_name":"守"})";

struct Row {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id))
struct Ticketed {
  std::string id;
  std::string ticket;
};
BOOST_DESCRIBE_STRUCT(Ticketed, (), (id, ticket))
struct Conflict {
  std::string id;
  bool resolved = false;
};
BOOST_DESCRIBE_STRUCT(Conflict, (), (id, resolved))
struct Conflicts {
  std::vector<Conflict> items;
};
BOOST_DESCRIBE_STRUCT(Conflicts, (), (items))
struct Page {
  std::vector<Row> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Page, (), (items, next))

HttpAnswer put(HttpClient& http, const std::string& path, const std::string& body, int status, const std::string& if_match = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (!if_match.empty()) headers.emplace_back("if-match", if_match);
  return expect(http.request("PUT", path, body, headers), status);
}
HttpAnswer patch(HttpClient& http, const std::string& path, const std::string& body, int status, const std::string& if_match = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (!if_match.empty()) headers.emplace_back("if-match", if_match);
  return expect(http.request("PATCH", path, body, headers), status);
}
HttpAnswer post(HttpClient& http, const std::string& path, const std::string& body, int status, const std::string& key = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (!key.empty()) headers.emplace_back("idempotency-key", key);
  return expect(http.request("POST", path, body, headers), status);
}

}  // namespace

TEST_CASE("events_are_created_read_and_changed_by_one_editor_at_a_time") {
  RunningServer server;
  auto http = server.organizer();
  const auto made = post(http, "/api/v1/events", kEvent, 201, "key-1");
  CHECK(post(http, "/api/v1/events", kEvent, 201, "key-1").body == made.body);
  post(http, "/api/v1/events", kEdition, 422, "key-1");
  const auto fault = read<wire::Problem>(post(http, "/api/v1/events", R"({"name":"","name_en":"","date_ms":0,"zone":"Mars"})", 400));
  CHECK(fault.errors.value().size() == 3);
  post(http, "/api/v1/events", "{", 400);
  const auto path = "/api/v1/events/" + read<Row>(made).id;
  const auto tag = expect(http.get(path), 200).headers.at("etag");
  CHECK(tag == "\"1\"");
  put(http, path, kEvent, 428);
  CHECK(put(http, path, kEvent, 200, tag).headers.at("etag") == "\"2\"");
  put(http, path, kEvent, 412, tag);
  put(http, path, kEvent, 412, "W/\"2\"");
  put(http, path, "{}", 400, "\"2\"");
  put(http, "/api/v1/events" + kNobody, kEvent, 404, "\"1\"");
  expect(http.get("/api/v1/events" + kNobody), 404);
  expect(http.get("/api/v1/events/nonsense"), 404);
  const auto first = read<Page>(expect(http.get("/api/v1/events?limit=2"), 200));
  CHECK(first.items.size() == 2);
  const auto rest = read<Page>(expect(http.get("/api/v1/events?limit=2&after=" + first.next.value()), 200));
  CHECK(rest.items.size() == 2);
  CHECK_FALSE(rest.next);
  expect(http.get("/api/v1/events?limit=0"), 400);
  expect(http.get("/api/v1/events?after=x"), 400);
}

TEST_CASE("editions_are_created_read_and_changed_by_one_editor_at_a_time") {
  RunningServer server;
  auto http = server.organizer();
  const auto event = "/api/v1/events/" + read<Row>(post(http, "/api/v1/events", kEvent, 201)).id;
  const auto made = post(http, event + "/editions", kEdition, 201, "key-2");
  CHECK(post(http, event + "/editions", kEdition, 201, "key-2").body == made.body);
  post(http, event + "/editions", kEvent, 400);
  post(http, "/api/v1/events" + kNobody + "/editions", kEdition, 404);
  for (int i = 2; i <= 15; ++i) post(http, event + "/editions", kEdition, 201);
  post(http, event + "/editions", kEdition, 409);
  CHECK(read<Page>(expect(http.get(event + "/editions"), 200)).items.size() == 15);
  expect(http.get("/api/v1/events" + kNobody + "/editions"), 404);
  const auto path = "/api/v1/editions/" + read<Row>(made).id;
  expect(http.get(path), 200);
  expect(http.get("/api/v1/editions" + kNobody), 404);
  put(http, path, kEdition, 428);
  put(http, path, kEdition, 200, "\"1\"");
  put(http, path, kEdition, 412, "\"1\"");
  put(http, path, kEvent, 400, "\"2\"");
  put(http, "/api/v1/editions" + kNobody, kEdition, 404, "\"1\"");
}

TEST_CASE("answers_are_created_read_changed_and_have_tickets") {
  RunningServer server;
  auto http = server.organizer();
  const auto list = "/api/v1/editions/" + server.edition("大阪会場") + "/rsvps";
  const auto made = post(http, list, kPerson, 201, "key-3");
  CHECK(post(http, list, kPerson, 201, "key-3").body == made.body);
  post(http, list, R"({"state":"yes","mode":"onsite","family_name":"","given_name":""})", 400);
  post(http, "/api/v1/editions" + kNobody + "/rsvps", kPerson, 404);
  CHECK(read<Page>(expect(http.get(list + "?limit=3"), 200)).next.has_value());
  expect(http.get(list + "?limit=many"), 400);
  expect(http.get("/api/v1/editions" + kNobody + "/rsvps"), 404);
  const auto row = read<Ticketed>(made);
  const auto path = "/api/v1/rsvps/" + row.id;
  expect(http.get(path), 200);
  expect(http.get("/api/v1/rsvps" + kNobody), 404);
  patch(http, path, R"({"late":true})", 428);
  patch(http, path, R"({"late":true})", 200, "\"1\"");
  patch(http, path, R"({"late":true})", 412, "\"1\"");
  patch(http, path, R"({"state":"perhaps"})", 400, "\"2\"");
  patch(http, "/api/v1/rsvps" + kNobody, "{}", 404, "\"1\"");
  CHECK(read<Ticketed>(expect(http.get("/api/v1/tickets/" + row.ticket), 200)).id == row.id);
  expect(http.get("/api/v1/tickets/0000000000000001"), 404);
  const auto picture = expect(http.get("/api/v1/tickets/" + row.ticket + "/picture?lang=en"), 200);
  CHECK(picture.body.starts_with("\x89PNG"));
  expect(http.get("/api/v1/tickets/0000000000000001/picture"), 404);
}

TEST_CASE("kiosks_are_paired_listed_and_revoked") {
  RunningServer server;
  auto http = server.organizer();
  const auto edition = "/api/v1/editions/" + server.edition("東京会場");
  post(http, edition + "/pairing-codes", R"({"pin":"12"})", 400);
  post(http, "/api/v1/editions" + kNobody + "/pairing-codes", "{}", 404);
  const auto answer = post(http, edition + "/pairing-codes", R"({"pin":"4711"})", 201);
  CHECK(answer.body.find("\"pin\":\"4711\"") != std::string::npos);
  const auto begin = answer.body.find("\"code\":\"") + 8;
  const auto code = answer.body.substr(begin, 9);
  auto open = server.client();
  const auto pair_with = [&](const std::string& nonce) { return R"({"code":")" + code + R"(","nonce":")" + nonce + "\"}"; };
  post(open, "/api/v1/pair", "{}", 400);
  post(open, "/api/v1/pair", R"({"code":"ZZZZ-ZZZZ","nonce":"0123456789abcdef"})", 404);
  const auto paired = post(open, "/api/v1/pair", pair_with("0123456789abcdef"), 200);
  CHECK(read<wire::PairAnswer>(post(open, "/api/v1/pair", pair_with("0123456789abcdef"), 200)).token ==
        read<wire::PairAnswer>(paired).token);
  post(open, "/api/v1/pair", pair_with("fedcba9876543210"), 409);
  CHECK(read<Page>(expect(http.get(edition + "/kiosks"), 200)).items.size() == 1);
  expect(http.get("/api/v1/editions" + kNobody + "/kiosks"), 404);
  const auto kiosk = "/api/v1/kiosks/" + read<wire::PairAnswer>(paired).kiosk.to_string() + "/revoke";
  post(http, kiosk, R"({"state":"lost"})", 400);
  post(http, "/api/v1/kiosks" + kNobody + "/revoke", R"({"state":"stolen"})", 404);
  post(http, kiosk, R"({"state":"retired"})", 200);
}

TEST_CASE("conflicts_are_listed_and_resolved") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  auto desk = server.client(kiosk.token);
  Writer one(kiosk.edition, "受付1");
  Writer two(kiosk.edition, "受付2");
  auto first = one.next_record();
  auto second = two.next_record();
  second.subject = first.subject;
  upload(desk, {Writer::item(first), Writer::item(second)});
  auto http = server.organizer();
  const auto edition = "/api/v1/editions/" + server.edition("東京会場");
  const auto open = read<Conflicts>(expect(http.get(edition + "/conflicts"), 200)).items;
  REQUIRE(open.size() == 1);
  const auto path = edition + "/conflicts/" + open[0].id + "/resolve";
  post(http, path, "{}", 400);
  post(http, edition + "/conflicts/0/resolve", R"({"text":"?"})", 404);
  CHECK(read<desk::DeskRecord>(post(http, path, R"({"text":"同じ方でした"})", 201)).payload.conflict == open[0].id);
  CHECK(read<Conflicts>(expect(http.get(edition + "/conflicts"), 200)).items.at(0).resolved);
  expect(http.get("/api/v1/editions" + kNobody + "/conflicts"), 404);
  expect(http.get(edition + "/headcount"), 200);
  expect(http.get("/api/v1/editions" + kNobody + "/headcount"), 404);
  expect(http.get("/api/v1/parked-records"), 200);
}

TEST_CASE("a_malformed_upload_or_cursor_is_refused_and_an_oversized_one_is_413") {
  RunningServer server;
  auto http = server.client(server.pair("東京会場").token);
  post(http, "/api/v1/desk-records", "{\"records\":5}", 400);
  post(http, "/api/v1/desk-records", upload_body(std::vector<std::string>(201, "{}")), 413);
  post(http, "/api/v1/desk-records", std::string(257 * 1024, ' '), 413);
  http.close();
  expect(http.get("/api/v1/desk-changes?after=x"), 400);
  expect(http.get("/api/v1/desk-changes?after=1.wrong"), 409);
  expect(http.get("/api/v1/desk-changes?limit=x"), 400);
  expect(http.get("/api/v1/desk-changes?limit=50"), 200);
}

TEST_CASE("the_server_tells_how_it_is") {
  RunningServer server;
  auto open = server.client();
  expect(open.get("/healthz"), 200);
  expect(open.get("/metrics"), 401);
  expect(open.get("/api/v1/events"), 401);
  auto http = server.organizer();
  CHECK(expect(http.get("/metrics"), 200).body.find("uketsuke_requests_total") != std::string::npos);
  auto kiosk = server.client(server.pair("東京会場").token);
  expect(kiosk.get("/api/v1/events"), 403);
}

}  // namespace uke::functional
