// Events, their editions and what belongs to them: every documented answer of the REST routes, and what pages do where two people or a
// program meet.
#include "tests/functional/browser.h"

namespace uke::functional {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kNobody = "/00000000-0000-7000-8000-000000000000";
// In 2050: answers are welcome.
const std::string kEvent = R"({"name":"講演の夕べ","name_en":"","date_ms":2524640400000,"zone":"Asia/Tokyo"})";
const std::string kEdition =
    R"({"name":"会場","name_en":"","place":"花の会館","zone":"Asia/Tokyo","starts_ms":2524640400000,"doors_open_ms":2524638600000,)"
    R"("doors_close_ms":2524649400000,"ends_ms":2524649400000,"capacity_onsite":0,"capacity_online":0,"door_fee":1000,"unpaid":"remind",)"
    R"("exits_recorded":false,"cancelled":false,"greeting":"","greeting_en":""})";
const std::string kEventDetails = R"({"link_trust":"roster_only","description":"年に一度","description_en":"","handover":"料理は一割減"})";
const std::string kEditionDetails =
    R"({"map_url":"https://maps.example/1","contact":"","rsvp_closes_ms":0,"maybe_until_ms":0,"cancel_free_until_ms":0,"cancel_fee":0,)"
    R"("online_fee":0,"online_guide":"","companions_max":3,"asks_after_party":true,"after_party":"","caterer":"","food_price":3600,)"
    R"("food_fixed_ms":0})";

struct Row {
  std::string id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, version))
struct Placed {
  std::string id;
  std::int64_t position = 0;
};
BOOST_DESCRIBE_STRUCT(Placed, (), (id, position))
struct PlacedList {
  std::vector<Placed> items;
};
BOOST_DESCRIBE_STRUCT(PlacedList, (), (items))
struct Details {
  std::string slug;
  std::string handover;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Details, (), (slug, handover, version))
struct Slot {
  std::string id;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(Slot, (), (id, code))
struct Programme {
  std::vector<Slot> items;
};
BOOST_DESCRIBE_STRUCT(Programme, (), (items))
struct Edition {
  std::string id;
  bool cancelled = false;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Edition, (), (id, cancelled, version))

HttpAnswer send(HttpClient& http, const std::string& method, const std::string& path, const std::string& body, int status,
                const std::string& if_match = {}, const std::string& key = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (!if_match.empty()) headers.emplace_back("if-match", if_match);
  if (!key.empty()) headers.emplace_back("idempotency-key", key);
  return expect(http.request(method, path, body, headers), status);
}
std::string tag(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

// The routes of one kind of things of an edition, but for removing what is used.
std::string item_routes(HttpClient& http, const std::string& edition, const std::string& word, const std::string& good,
                        const std::string& bad) {
  const auto list = edition + "/" + word;
  expect(http.get(list), 200);
  expect(http.get("/api/v1/editions" + kNobody + "/" + word), 404);
  const auto made = send(http, "POST", list, good, 201, {}, "key-" + word);
  CHECK(send(http, "POST", list, good, 201, {}, "key-" + word).body == made.body);
  send(http, "POST", list, bad, 422, {}, "key-" + word);
  send(http, "POST", list, bad, 400);
  send(http, "POST", "/api/v1/editions" + kNobody + "/" + word, good, 404);
  const auto first = read<Placed>(made).id;
  const auto path = list + "/" + first;
  send(http, "PUT", path, good, 428);
  send(http, "PUT", path, bad, 400, tag(1));
  send(http, "PUT", path, good, 412, tag(7));
  send(http, "PUT", list + kNobody, good, 404, tag(1));
  auto moved = good;
  moved.insert(moved.size() - 1, R"(,"position":2)");
  const auto second = read<Placed>(send(http, "POST", list, good, 201));
  CHECK(second.position > 1);
  CHECK(read<Placed>(send(http, "PUT", path, moved, 200, tag(1))).position == 2);
  CHECK(read<PlacedList>(expect(http.get(list), 200)).items.front().id == second.id);
  send(http, "DELETE", list + "/" + second.id, "", 204);
  send(http, "DELETE", list + "/" + second.id, "", 404);
  int made_more = 0;
  std::optional<HttpAnswer> refused;
  for (; made_more < 60; ++made_more) {
    refused = http.request("POST", list, good, {{"content-type", "application/json"}});
    if (!refused || refused->status != 201) break;
  }
  expect(refused, 409);  // there is an end
  return first;
}

}  // namespace

TEST_CASE("an_events_details_link_and_copy_are_had_by_programs") {
  RunningServer server;
  auto http = server.organizer();
  const auto event = "/api/v1/events/" + server.event();
  const auto said = read<Details>(expect(http.get(event + "/details"), 200));
  CHECK(said.slug.size() >= 17);
  expect(http.get("/api/v1/events" + kNobody + "/details"), 404);
  send(http, "PUT", event + "/details", kEventDetails, 428);
  send(http, "PUT", event + "/details", "{}", 400, tag(said.version));
  send(http, "PUT", event + "/details", kEventDetails, 412, tag(said.version + 9));
  send(http, "PUT", "/api/v1/events" + kNobody + "/details", kEventDetails, 404, tag(0));
  const auto changed = read<Details>(send(http, "PUT", event + "/details", kEventDetails, 200, tag(said.version)));
  CHECK(changed.slug == said.slug);
  CHECK(changed.handover == "料理は一割減");

  send(http, "POST", event + "/link", "", 428);
  send(http, "POST", event + "/link", "", 412, tag(said.version));
  send(http, "POST", "/api/v1/events" + kNobody + "/link", "", 404, tag(0));
  const auto rotated = read<Details>(send(http, "POST", event + "/link", "", 200, tag(changed.version)));
  CHECK(rotated.slug != said.slug);

  const auto copy = send(http, "POST", event + "/copies", "", 201, {}, "copy-1");
  CHECK(send(http, "POST", event + "/copies", "", 201, {}, "copy-1").body == copy.body);
  send(http, "POST", "/api/v1/events" + kNobody + "/copies", "", 404);
  send(http, "POST", event + "/copies", "{}", 422, {}, "copy-1");
  const auto late = R"({"name":"世紀の終わり","name_en":"","date_ms":4087900800000,"zone":"Asia/Tokyo"})";  // 2099
  send(http, "POST", "/api/v1/events/" + read<Row>(send(http, "POST", "/api/v1/events", late, 201)).id + "/copies", "", 409);
  const auto copied = read<Details>(expect(http.get("/api/v1/events/" + read<Row>(copy).id + "/details"), 200));
  CHECK(copied.handover.empty());
  CHECK(copied.slug != rotated.slug);
}

TEST_CASE("an_editions_details_and_cancellation_are_had_by_programs") {
  RunningServer server;
  auto http = server.organizer();
  const auto edition = "/api/v1/editions/" + server.edition("大阪会場");
  const auto etag = expect(http.get(edition + "/details"), 200).headers.at("etag");
  expect(http.get("/api/v1/editions" + kNobody + "/details"), 404);
  send(http, "PUT", edition + "/details", kEditionDetails, 428);
  send(http, "PUT", edition + "/details", "{}", 400, etag);
  send(http, "PUT", edition + "/details", kEditionDetails, 412, tag(77));
  send(http, "PUT", "/api/v1/editions" + kNobody + "/details", kEditionDetails, 404, tag(0));
  send(http, "PUT", edition + "/details", kEditionDetails, 200, etag);

  auto body = expect(http.get(edition), 200).body;
  body.insert(1, R"("place":"隣の会館",)");
  const auto at = body.find("\"place\"", 10);
  body.erase(at, body.find(R"("zone")", at) - at);
  send(http, "PUT", edition + "?tell=true", body, 200, tag(read<Edition>(expect(http.get(edition), 200)).version));

  const auto now = read<Edition>(expect(http.get(edition), 200));
  send(http, "PUT", edition + "/cancellation", "", 428);
  send(http, "PUT", edition + "/cancellation", "", 412, tag(now.version + 1));
  send(http, "PUT", "/api/v1/editions" + kNobody + "/cancellation", "", 404, tag(1));
  const auto cancelled = read<Edition>(send(http, "PUT", edition + "/cancellation", "", 200, tag(now.version)));
  CHECK(cancelled.cancelled);
  send(http, "DELETE", edition + "/cancellation", "", 428);
  send(http, "DELETE", edition + "/cancellation", "", 412, tag(now.version));
  send(http, "DELETE", "/api/v1/editions" + kNobody + "/cancellation", "", 404, tag(1));
  CHECK_FALSE(read<Edition>(send(http, "DELETE", edition + "/cancellation", "", 200, tag(cancelled.version))).cancelled);
}

TEST_CASE("fees_goods_and_programme_are_had_by_programs_and_stay_while_answers_refer_to_them") {
  RunningServer server;
  auto http = server.organizer();
  const auto event = "/api/v1/events/" + read<Row>(send(http, "POST", "/api/v1/events", kEvent, 201)).id;
  const auto id = read<Row>(send(http, "POST", event + "/editions", kEdition, 201)).id;
  const auto edition = "/api/v1/editions/" + id;
  const auto fee = item_routes(http, edition, "fee-categories", R"({"name":"学生","amount":2000,"for_whom":"anybody"})", R"({"name":""})");
  const auto goods = item_routes(http, edition, "goods", R"({"name":"どら焼き","price":300})", R"({"name":"","price":-1})");
  item_routes(http, edition, "programme", R"({"title":"講演","speaker":"田中 花子"})", R"({"title":""})");

  send(http, "POST", edition + "/rsvps",
       R"({"state":"yes","mode":"onsite","family_name":"𠮷野","given_name":"守","fee_category":")" + fee + R"(","goods":[{"goods":")" +
           goods + R"(","quantity":2}]})",
       201);
  send(http, "DELETE", edition + "/fee-categories/" + fee, "", 409);
  send(http, "DELETE", edition + "/goods/" + goods, "", 409);

  // Somebody comes through a speaker's link.
  const auto slot = read<Programme>(expect(http.get(edition + "/programme"), 200)).items.front();
  const auto slug = read<Details>(expect(http.get(event + "/details"), 200)).slug;
  Browser visitor(server.client());
  const auto path = "/e/" + slug + "/rsvp";
  visitor.get(path + "?edition=" + id + "&mode=onsite&via=" + slot.code);
  visitor.post(path,
               {{"at", visitor.hidden("at")},
                {"via", visitor.hidden("via")},
                {"nonce", visitor.hidden("nonce")},
                {"state", "yes"},
                {"family_name", "紹介"},
                {"given_name", "された人"},
                {"kana", "しょうかい されたひと"},
                {"fee_category", fee},
                {"photo_ok", "1"},
                {"do", "send"}},
               303);
  send(http, "DELETE", edition + "/programme/" + slot.id, "", 409);
  Browser organizer(server.client());
  organizer.sign_in("hanada");
  organizer.get("/editions/" + id + "/programme");
  CHECK(organizer.page().find("1名") != std::string::npos);
  organizer.post("/editions/" + id + "/goods/" + goods + "/remove", {}, 409);
  CHECK(organizer.page().find("どら焼き") != std::string::npos);
}

}  // namespace uke::functional
