// What organizers decide about answers, through the API of the running server; and the last places, asked for by many at once.
#include "tests/functional/browser.h"

#include <array>
#include <set>
#include <thread>

namespace uke::functional {
namespace {

const std::string kNobody = "/api/v1/rsvps/00000000-0000-7000-8000-000000000000";

struct Details {
  bool held = false;
  std::optional<std::string> doubt_of;
};
BOOST_DESCRIBE_STRUCT(Details, (), (held, doubt_of))
struct Companion {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Companion, (), (id))
struct Answer {
  std::string id;
  std::string state;
  std::int64_t version = 0;
  std::int64_t fee = 0;
  std::int64_t prepaid = 0;
  std::string ticket;
  std::vector<Companion> companions;
  Details details;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (id, state, version, fee, prepaid, ticket, companions, details))
struct Places {
  std::int64_t capacity = 0;
  std::int64_t occupied = 0;
  std::int64_t waiting = 0;
};
BOOST_DESCRIBE_STRUCT(Places, (), (capacity, occupied, waiting))
struct EditionPlaces {
  Places onsite;
  Places online;
};
BOOST_DESCRIBE_STRUCT(EditionPlaces, (), (onsite, online))
struct Row {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id))
struct EventDetails {
  std::string slug;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(EventDetails, (), (slug, version))
struct Listed {
  std::string id;
  std::string family_name;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (id, family_name))
struct List {
  std::vector<Listed> items;
};
BOOST_DESCRIBE_STRUCT(List, (), (items))
struct Link {
  std::string url;
};
BOOST_DESCRIBE_STRUCT(Link, (), (url))

HttpAnswer post(HttpClient& http, const std::string& path, const std::string& body, int status, std::optional<std::int64_t> version = {}) {
  std::vector<std::pair<std::string, std::string>> headers{{"content-type", "application/json"}};
  if (version) headers.emplace_back("if-match", "\"" + std::to_string(*version) + "\"");
  return expect(http.request("POST", path, body, headers), status);
}

std::string person(const std::string& family, const std::string& more = {}) {
  return R"({"state":"yes","mode":"onsite","family_name":")" + family + R"(","given_name":"花子")" + more + "}";
}

// An event of its own, weeks ahead, with room for `capacity`.
struct Venue {
  explicit Venue(RunningServer& server, std::int64_t capacity) : http(server.organizer()) {
    event =
        read<Row>(post(http, "/api/v1/events", R"({"name":"読書会","name_en":"","date_ms":3987000000000,"zone":"Asia/Tokyo"})", 201)).id;
    const auto body = R"({"name":"会場","name_en":"","place":"大阪","zone":"Asia/Tokyo","starts_ms":3987000000000,"doors_open_ms":)"
                      R"(3986998200000,"doors_close_ms":3987010000000,"ends_ms":3987020000000,"capacity_onsite":)" +
                      std::to_string(capacity) +
                      R"(,"capacity_online":0,"door_fee":1000,"unpaid":"remind","exits_recorded":false,"cancelled":false,"greeting":"",)"
                      R"("greeting_en":""})";
    edition = read<Row>(post(http, "/api/v1/events/" + event + "/editions", body, 201)).id;
  }
  [[nodiscard]] std::string list() const { return "/api/v1/editions/" + edition + "/rsvps"; }
  EditionPlaces places() { return read<EditionPlaces>(expect(http.get("/api/v1/editions/" + edition + "/places"), 200)); }
  Answer create(const std::string& body) { return read<Answer>(post(http, list(), body, 201)); }
  Answer get(const std::string& id) { return read<Answer>(expect(http.get("/api/v1/rsvps/" + id), 200)); }

  HttpClient http;
  std::string event;
  std::string edition;
};

// Somebody unknown, through the event's link.
void answer_through_link(RunningServer& server, const Venue& venue, const std::string& slug, const std::string& family) {
  Browser phone(server.client());
  phone.get("/e/" + slug + "/rsvp?edition=" + venue.edition + "&mode=onsite");
  Fields fields{{"state", "yes"}, {"family_name", family}, {"given_name", "花子"}, {"kana", "てすと はなこ"}, {"photo", "ok"}};
  for (const auto* name : {"at", "via", "nonce"}) fields.emplace_back(name, phone.hidden(name));
  fields.emplace_back("do", "send");
  phone.post("/e/" + slug + "/rsvp", fields);
}

}  // namespace

TEST_CASE("answers_that_are_held_are_approved_or_declined") {
  RunningServer server;
  Venue venue(server, 10);
  const auto details = "/api/v1/events/" + venue.event + "/details";
  const auto now = read<EventDetails>(expect(venue.http.get(details), 200));
  const auto strict =
      expect(venue.http.request("PUT", details, R"({"link_trust":"roster_only","description":"","description_en":"","handover":""})",
                                {{"content-type", "application/json"}, {"if-match", "\"" + std::to_string(now.version) + "\""}}),
             200);
  const auto slug = read<EventDetails>(strict).slug;
  answer_through_link(server, venue, slug, "試験");
  answer_through_link(server, venue, slug, "見本");
  CHECK(venue.places().onsite.occupied == 0);
  const auto list = read<List>(expect(venue.http.get(venue.list()), 200));
  REQUIRE(list.items.size() == 2);
  const auto one = venue.get(list.items[0].id);
  const auto other = venue.get(list.items[1].id);
  CHECK(one.details.held);
  const auto path = "/api/v1/rsvps/" + one.id;
  post(venue.http, path + "/approval", "", 428);
  post(venue.http, path + "/approval", "", 412, 99);
  const auto approved = read<Answer>(post(venue.http, path + "/approval", "", 200, one.version));
  CHECK(approved.state == "yes");
  post(venue.http, path + "/approval", "", 409, approved.version);
  post(venue.http, kNobody + "/approval", "", 404, 1);
  const auto declined = "/api/v1/rsvps/" + other.id + "/rejection";
  post(venue.http, declined, "", 428);
  post(venue.http, declined, "", 412, 99);
  CHECK(read<Answer>(post(venue.http, declined, "", 200, other.version)).state == "cancelled");
  post(venue.http, declined, "", 409, other.version + 1);
  post(venue.http, kNobody + "/rejection", "", 404, 1);
  CHECK(venue.places().onsite.occupied == 1);
}

TEST_CASE("possible_doubles_are_settled") {
  RunningServer server;
  Venue venue(server, 10);
  const auto first = venue.create(person("試験"));
  const auto second = venue.create(person("試験"));
  CHECK(second.details.doubt_of == first.id);
  const auto path = "/api/v1/rsvps/" + second.id + "/doubt";
  post(venue.http, path, R"({"person":"same"})", 428);
  post(venue.http, path, R"({"person":"nobody"})", 400, second.version);
  post(venue.http, path, R"({"person":"same"})", 412, 99);
  CHECK(read<Answer>(post(venue.http, path, R"({"person":"same"})", 200, second.version)).state == "cancelled");
  post(venue.http, "/api/v1/rsvps/" + first.id + "/doubt", R"({"person":"different"})", 409, first.version);
  post(venue.http, kNobody + "/doubt", R"({"person":"same"})", 404, 1);
  CHECK(venue.places().onsite.occupied == 1);
}

TEST_CASE("somebody_in_line_gets_a_place_and_a_companion_too_many_does_not") {
  RunningServer server;
  Venue venue(server, 2);
  const auto pair = venue.create(person("試験", R"(,"companions":[{"family_name":"連れ"}])"));
  const auto waiting = venue.create(person("見本"));
  CHECK(waiting.state == "waiting");
  CHECK(venue.places().onsite.waiting == 1);
  expect(venue.http.get("/api/v1/editions/00000000-0000-7000-8000-000000000000/places"), 404);
  const auto path = "/api/v1/rsvps/" + waiting.id + "/promotion";
  post(venue.http, path, "{}", 428);
  post(venue.http, path, "{}", 412, 99);
  post(venue.http, path, R"({"over_capacity":1})", 400, waiting.version);
  post(venue.http, path, "{}", 409, waiting.version);
  CHECK(read<Answer>(post(venue.http, path, R"({"over_capacity":true})", 200, waiting.version)).state == "yes");
  CHECK(venue.places().onsite.occupied == 3);
  post(venue.http, kNobody + "/promotion", "{}", 404, 1);
  const auto companion = "/api/v1/rsvps/" + pair.companions.at(0).id;
  const auto change = [&](const std::string& body, int version, int status) {
    expect(venue.http.request("PATCH", companion, body,
                              {{"content-type", "application/json"}, {"if-match", "\"" + std::to_string(version) + "\""}}),
           status);
  };
  change(R"({"state":"cancelled"})", 1, 200);
  CHECK(venue.places().onsite.occupied == 2);
  change(R"({"state":"yes"})", 2, 409);
}

TEST_CASE("payments_are_noted_and_links_made_anew") {
  RunningServer server;
  Venue venue(server, 2);
  const auto answer = venue.create(person("試験"));
  const auto payment = "/api/v1/rsvps/" + answer.id + "/payment";
  post(venue.http, payment, R"({"paid":true})", 428);
  post(venue.http, payment, "{}", 400, answer.version);
  post(venue.http, payment, R"({"paid":true})", 412, 99);
  CHECK(read<Answer>(post(venue.http, payment, R"({"paid":true})", 200, answer.version)).prepaid == 1000);
  CHECK(read<Answer>(post(venue.http, payment, R"({"paid":false})", 200, answer.version + 1)).prepaid == 0);
  post(venue.http, kNobody + "/payment", R"({"paid":true})", 404, 1);
  const auto link = "/api/v1/rsvps/" + answer.id + "/link";
  post(venue.http, link, "", 428);
  post(venue.http, link, "", 412, 1);
  const auto url = read<Link>(post(venue.http, link, "", 200, answer.version + 2)).url;
  const auto my = url.substr(url.find("/my/"));
  Browser phone(server.client());
  CHECK(phone.get(my).body.find("試験") != std::string::npos);
  post(venue.http, link, "", 200, answer.version + 3);
  phone.get(my, 404);
  post(venue.http, kNobody + "/link", "", 404, 1);
}

TEST_CASE("of_64_people_who_ask_at_once_for_the_last_ten_places_ten_get_one") {
  RunningServer server;
  Venue venue(server, 12);
  venue.create(person("先客", R"(,"companions":[{"family_name":"連れ"}])"));
  constexpr std::size_t kPeople = 64;
  std::array<std::optional<HttpAnswer>, kPeople> answers;
  std::vector<HttpClient> clients;
  for (std::size_t i = 0; i < kPeople; ++i) clients.push_back(server.organizer());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kPeople; ++i) {
    threads.emplace_back([&, i] { answers[i] = clients[i].post(venue.list(), person("客" + std::to_string(i))); });
  }
  for (auto& thread : threads) thread.join();
  std::size_t places = 0;
  std::set<std::string> tickets;
  for (const auto& answer : answers) {
    const auto made = read<Answer>(expect(answer, 201));
    places += made.state == "yes" ? 1 : 0;
    CHECK((made.state == "yes" || made.state == "waiting"));
    tickets.insert(made.ticket);
  }
  CHECK(places == 10);
  CHECK(tickets.size() == kPeople);
  CHECK(venue.places().onsite.occupied == 12);
  CHECK(venue.places().onsite.waiting == kPeople - 10);
  server.stop();
}

}  // namespace uke::functional
