// An organizer's phone as a desk, paper lists and what is printed, over real sockets: every documented status, what kiosks hear of it, and
// an organizer's way through the pages.
#include "tests/functional/browser.h"

#include <algorithm>

namespace uke::functional {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kNobody = "00000000-0000-7000-8000-000000000000";
const std::string kTokyo = "東京会場";

struct CheckedIn {
  std::string verdict;
  std::optional<std::string> admitted;
  std::int64_t due = 0;
  std::optional<std::string> already_desk;
};
BOOST_DESCRIBE_STRUCT(CheckedIn, (), (verdict, admitted, due, already_desk))
struct Outcome {
  std::int64_t admitted = 0;
  std::int64_t paid = 0;
  std::int64_t already = 0;
};
BOOST_DESCRIBE_STRUCT(Outcome, (), (admitted, paid, already))
struct Answer {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (id))
struct Heads {
  std::int64_t arrived = 0;
};
BOOST_DESCRIBE_STRUCT(Heads, (), (arrived))
struct Printed {
  std::string text;
  std::string verdict;
};
BOOST_DESCRIBE_STRUCT(Printed, (), (text, verdict))
struct Handout {
  std::string what;
  std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(Handout, (), (what, people))
struct Handouts {
  std::vector<Handout> items;
};
BOOST_DESCRIBE_STRUCT(Handouts, (), (items))

std::string path_of(const RunningServer& server, const std::string& rest) { return "/api/v1/editions/" + server.edition(kTokyo) + rest; }

HttpAnswer post(HttpClient& http, const std::string& path, const std::string& body, int status, const std::string& key = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (!key.empty()) headers.emplace_back("idempotency-key", key);
  return expect(http.request("POST", path, body, headers), status);
}
HttpAnswer remove(HttpClient& http, const std::string& path, int status) { return expect(http.request("DELETE", path, "", {}), status); }

// Somebody who comes to 東京会場, whose doors are open.
std::string person(RunningServer& server, const std::string& more = {}) {
  auto http = server.organizer();
  static int number = 0;
  const auto body = R"({"state":"yes","mode":"onsite","family_name":"窓口","given_name":"試)" + std::to_string(++number) +
                    R"(","kana":"まどぐち ためし")" + more + "}";
  return read<Answer>(post(http, path_of(server, "/rsvps"), body, 201)).id;
}

const std::string kPaid = R"(,"paid":5000)";

std::string check_in_body(const std::string& attendee, const std::string& more = {}) {
  return R"({"attendee":")" + attendee + "\"" + more + "}";
}

}  // namespace

TEST_CASE("a_check_in_by_phone_reaches_kiosks_and_the_headcount_and_can_be_taken_back") {
  RunningServer server;
  auto organizer = server.organizer();
  auto kiosk = server.client(server.pair(kTokyo).token);
  const auto who = person(server);
  const auto heads = [&] { return read<Heads>(expect(organizer.get(path_of(server, "/headcount")), 200)).arrived; };
  const auto before = heads();
  const auto cursor = changes(kiosk, "after=").to;

  const auto unpaid = read<CheckedIn>(post(organizer, path_of(server, "/check-ins"), check_in_body(who), 200));
  CHECK(unpaid.verdict == "pay_first");
  CHECK(unpaid.due == 5000);
  CHECK_FALSE(unpaid.admitted);
  const auto made = post(organizer, path_of(server, "/check-ins"), check_in_body(who, kPaid), 201, "phone-1");
  const auto in = read<CheckedIn>(made);
  CHECK(in.verdict == "admitted");
  CHECK(post(organizer, path_of(server, "/check-ins"), check_in_body(who, kPaid), 201, "phone-1").body == made.body);
  const auto again = read<CheckedIn>(post(organizer, path_of(server, "/check-ins"), check_in_body(who, kPaid), 200));
  CHECK(again.verdict == "already_in");
  CHECK(again.admitted == in.admitted);
  CHECK(heads() == before + 1);
  const auto news = changes(kiosk, "after=" + cursor);
  CHECK(std::ranges::any_of(news.changes, [&](const wire::Change& change) {
    return change.kind == wire::ChangeKind::record && change.key == in.admitted && change.data->text.find("\"web\"") != std::string::npos;
  }));

  const auto own = path_of(server, "/check-ins/") + who;
  CHECK(read<CheckedIn>(expect(organizer.get(own), 200)).verdict == "already_in");
  remove(organizer, own, 204);
  remove(organizer, own, 409);
  CHECK(heads() == before);
}

TEST_CASE("check_ins_that_make_no_sense_are_refused") {
  RunningServer server;
  auto organizer = server.organizer();
  const auto who = person(server);
  const auto all = path_of(server, "/check-ins");
  post(organizer, all, "{", 400);
  post(organizer, all, check_in_body(who, R"(,"paid":-5)"), 400);
  post(organizer, all, check_in_body(who, R"(,"with":[")" + kNobody + R"("])"), 400);
  post(organizer, all, check_in_body(kNobody), 404);
  post(organizer, "/api/v1/editions/" + kNobody + "/check-ins", check_in_body(who), 404);
  expect(organizer.get(all + "/" + kNobody), 404);
  remove(organizer, all + "/" + kNobody, 404);
}

TEST_CASE("two_people_enter_the_same_sheet_and_it_counts_once") {
  RunningServer server;
  auto organizer = server.organizer();
  const auto who = person(server);
  const auto all = path_of(server, "/paper-entries");
  const auto body = R"({"lines":[{"attendee":")" + who + R"(","came":true,"paid":5000}]})";
  const auto first = read<Outcome>(post(organizer, all, body, 200));
  CHECK(first.admitted == 1);
  CHECK(first.paid == 1);
  const auto second = read<Outcome>(post(organizer, all, body, 200));
  CHECK(second.admitted + second.paid == 0);
  CHECK(second.already == 1);
  remove(organizer, all + "/" + who, 204);
  remove(organizer, all + "/" + who, 409);
  remove(organizer, "/api/v1/editions/" + kNobody + "/paper-entries/" + who, 404);
  post(organizer, all, "{}", 400);
  post(organizer, all, R"({"lines":[{"attendee":")" + kNobody + R"(","came":true}]})", 404);
}

TEST_CASE("what_is_printed_is_a_pdf_and_noted") {
  RunningServer server;
  auto organizer = server.organizer();
  const auto set = expect(organizer.get(path_of(server, "/paper.pdf?parts=list,badges,cash&receipts=3")), 200);
  CHECK(set.headers.at("content-type") == "application/pdf");
  CHECK(set.body.starts_with("%PDF"));
  const auto tickets = expect(organizer.get(path_of(server, "/tickets.pdf?of=no_mail")), 200);
  CHECK(tickets.body.starts_with("%PDF"));
  const auto noted = read<Handouts>(expect(organizer.get("/api/v1/handouts"), 200)).items;
  for (const auto* what : {"paper.pdf", "tickets.pdf"}) {
    CHECK(std::ranges::any_of(noted, [&](const Handout& one) { return one.what == what && one.people > 0; }));
  }
  expect(organizer.get(path_of(server, "/paper.pdf?parts=confetti")), 400);
  expect(organizer.get(path_of(server, "/paper.pdf?receipts=301")), 400);
  expect(organizer.get(path_of(server, "/tickets.pdf?of=me")), 400);
  expect(organizer.get("/api/v1/editions/" + kNobody + "/paper.pdf"), 404);
  expect(organizer.get("/api/v1/editions/" + kNobody + "/tickets.pdf"), 404);
}

TEST_CASE("reception_lets_somebody_in_with_a_phone_and_takes_it_back") {
  RunningServer server;
  const auto who = person(server, R"(,"fee":0)");
  Browser browser(server.client());
  browser.sign_in("uketsuke");
  const auto desk = "/editions/" + server.edition(kTokyo) + "/desk";
  const auto own = desk + "/" + who;
  CHECK(browser.post(desk, {{"q", "まどぐち"}}, 200).body.find(own) != std::string::npos);
  browser.get(own);
  const Fields tap = {{"attendee", who}, {"at", server.edition(kTokyo)}, {"do", "in"}};
  const auto in = browser.post("/desk/check-in", tap);
  CHECK(in.headers.at("location").starts_with(own + "?done="));
  CHECK(browser.get(in.headers.at("location")).body.find("verdict good") != std::string::npos);
  CHECK(browser.post("/desk/check-in", tap).headers.at("location") == in.headers.at("location"));  // the same tap, sent again
  Browser other(server.client());
  other.sign_in("kaikei");
  other.get(own);
  CHECK(other.page().find("verdict info") != std::string::npos);
  CHECK(other.post("/desk/check-in", tap).headers.at("location") == own);  // somebody else's phone
  CHECK(browser.submit("/desk/undo", {{"attendee", who}, {"at", server.edition(kTokyo)}}).body.find("verdict pay") != std::string::npos);
  browser.post("/desk/check-in", {{"attendee", who}, {"at", server.edition(kTokyo)}, {"override", "cancelled"}, {"do", "in"}}, 422);
  browser.post("/desk/check-in", {{"attendee", "nobody"}, {"at", "nowhere"}}, 400);
}

TEST_CASE("a_ticket_opened_by_an_organizer_is_judged_and_by_anybody_else_only_shown") {
  RunningServer server;
  const auto out = server.folder() / "tickets";
  REQUIRE(server.command({"tickets", "--edition", kTokyo, "--out", out.string()}) == 0);
  const auto all = json::parse<std::vector<Printed>>(test::read_file(out / "tickets.json"));
  REQUIRE(all.has_value());
  const auto ticket = std::ranges::find(*all, "admitted", &Printed::verdict);
  REQUIRE(ticket != all->end());
  const auto path = ticket->text.substr(ticket->text.rfind("/T/"));
  Browser browser(server.client());
  CHECK(browser.get(path).body.find("/desk/check-in") == std::string::npos);
  browser.sign_in("uketsuke");
  CHECK(browser.get(path).body.find("/desk/check-in") != std::string::npos);
  // A phone that stands at another door says so, for this evening.
  const auto osaka = server.edition("大阪会場");
  CHECK(browser.post("/desk/here", {{"edition", osaka}, {"next", path}}).headers.at("location") == path);
  CHECK(browser.cookie("uke_desk") == osaka);
  CHECK(browser.get(path).body.find("other_edition") != std::string::npos);
  CHECK(browser.post("/desk/here", {{"edition", ""}, {"next", "https://elsewhere.example"}}).headers.at("location") == "/home");
}

}  // namespace uke::functional
