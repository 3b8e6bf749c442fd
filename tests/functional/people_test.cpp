// Duplicates, statistics and one person's data over real sockets: every documented status, and an organizer's way through the pages.
#include "tests/functional/browser.h"

namespace uke::functional {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kNobody = "00000000-0000-7000-8000-000000000000";
const std::string kMembers = "/api/v1/members";
const std::string kDuplicates = kMembers + "/duplicates";
const std::string kMerges = kMembers + "/merges";

struct Names {
  std::string family_name;
  std::string kana;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Names, (), (family_name, kana, note))
struct Row {
  std::string id;
  std::int64_t version = 0;
  Names fields;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, version, fields))
struct Merged : Row {
  std::vector<std::string> shared_editions;
};
BOOST_DESCRIBE_STRUCT(Merged, (Row), (shared_editions))
struct Pair {
  Row one;
  Row other;
  std::string likeness;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (one, other, likeness))
struct Pairs {
  std::vector<Pair> items;
  std::int64_t total = 0;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Pairs, (), (items, total, next))
struct Attribute {
  std::string attribute;
  std::int64_t unknown = 0;
};
BOOST_DESCRIBE_STRUCT(Attribute, (), (attribute, unknown))
struct Statistics {
  std::int64_t members = 0;
  std::vector<Attribute> attributes;
};
BOOST_DESCRIBE_STRUCT(Statistics, (), (members, attributes))
struct Answer {
  std::string id;
  std::optional<std::string> member;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (id, member, version))
struct PersonRow {
  std::string id;
  Names fields;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (id, fields))
struct PersonAnswer {
  std::string id;
  std::string edition;
};
BOOST_DESCRIBE_STRUCT(PersonAnswer, (), (id, edition))
struct Person {
  PersonRow member;
  std::vector<PersonRow> merged;
  std::vector<PersonAnswer> answers;
};
BOOST_DESCRIBE_STRUCT(Person, (), (member, merged, answers))

std::string fields_json(const std::string& family, const std::string& given, const std::string& kana, const std::string& email) {
  return R"({"family_name":")" + family + R"(","given_name":")" + given + R"(","kana":")" + kana +
         R"(","former_name":"","show_former_name":false,"display_name":"","email":")" + email +
         R"(","site":"","department":"","joined_year":0,"left_year":0,"employment":"unknown","occupation":"unknown","region":"",)"
         R"("age_decade":0,"introduced_by":"","note":"","aliases":[]})";
}

HttpAnswer post(HttpClient& http, const std::string& path, const std::string& body, int status, const std::string& key = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (!key.empty()) headers.emplace_back("idempotency-key", key);
  return expect(http.request("POST", path, body, headers), status);
}
HttpAnswer del(HttpClient& http, const std::string& path, int status, std::int64_t version = 0) {
  Headers headers;
  if (version != 0) headers.emplace_back("if-match", '"' + std::to_string(version) + '"');
  return expect(http.request("DELETE", path, "", headers), status);
}

Row make(HttpClient& http, const std::string& family, const std::string& given, const std::string& kana = {},
         const std::string& email = {}) {
  return read<Row>(post(http, kMembers, R"({"fields":)" + fields_json(family, given, kana, email) + "}", 201));
}
std::string merge_body(const Row& member, const Row& into, const std::string& more = {}) {
  return R"({"into":")" + into.id + R"(","member":")" + member.id + R"(","into_version":)" + std::to_string(into.version) +
         R"(,"member_version":)" + std::to_string(member.version) + more + "}";
}
std::string apart_body(const std::string& one, const std::string& other, const std::string& more = {}) {
  return R"({"one":")" + one + R"(","other":")" + other + "\"" + more + "}";
}
Answer answer_of(HttpClient& http, const RunningServer& server, const std::string& family, const std::string& member) {
  const auto path = "/api/v1/editions/" + server.edition("大阪会場") + "/rsvps";
  const auto made =
      read<Answer>(post(http, path, R"({"state":"yes","mode":"onsite","family_name":")" + family + R"(","given_name":"美智子"})", 201));
  const Headers headers{{"content-type", "application/json"}, {"if-match", "\"1\""}};
  return read<Answer>(expect(http.request("PATCH", "/api/v1/rsvps/" + made.id, R"({"member":")" + member + "\"}", headers), 200));
}
bool shows(const HttpAnswer& page, std::string_view text) { return page.body.find(text) != std::string::npos; }
bool lists(HttpClient& http, const Row& one, const Row& other) {
  std::string path = kDuplicates;
  for (;;) {
    const auto page = read<Pairs>(expect(http.get(path), 200));
    for (const auto& pair : page.items) {
      if ((pair.one.id == one.id && pair.other.id == other.id) || (pair.one.id == other.id && pair.other.id == one.id)) return true;
    }
    if (!page.next) return false;
    path = kDuplicates + "?after=" + *page.next;
  }
}

}  // namespace

TEST_CASE("the_api_lists_merges_and_takes_apart_duplicates") {
  RunningServer server;
  auto http = server.organizer();
  const auto yamazaki = make(http, "鷲﨑", "美智子", "わしざき みちこ", "m@example.jp");
  const auto washizaki = make(http, "鷲崎", "美智子", "", "M@example.jp");
  CHECK(lists(http, yamazaki, washizaki));
  CHECK(read<Pairs>(expect(http.get(kDuplicates + "?limit=1"), 200)).items.size() == 1);
  expect(http.get(kDuplicates + "?limit=0"), 400);
  expect(http.get(kDuplicates + "?after=x"), 400);

  post(http, kMerges, "{}", 400);
  post(http, kMerges, merge_body(washizaki, yamazaki, R"(,"from_member":["note"])"), 400);
  post(http, kMerges, merge_body({.id = kNobody, .version = 1, .fields = {}}, yamazaki), 404);
  post(http, kMerges, merge_body(yamazaki, yamazaki), 409);
  post(http, kMerges, merge_body({.id = washizaki.id, .version = 9, .fields = {}}, yamazaki), 412);
  answer_of(http, server, "鷲﨑", yamazaki.id);
  answer_of(http, server, "鷲崎", washizaki.id);
  const auto answer = post(http, kMerges, merge_body(washizaki, yamazaki, R"(,"from_member":["email"])"), 201, "merge-1");
  CHECK(post(http, kMerges, merge_body(washizaki, yamazaki, R"(,"from_member":["email"])"), 201, "merge-1").body == answer.body);
  const auto merged = read<Merged>(answer);
  CHECK(merged.id == yamazaki.id);
  CHECK(merged.shared_editions == std::vector<std::string>{"大阪会場"});
  CHECK_FALSE(lists(http, yamazaki, washizaki));

  CHECK(read<Row>(del(http, kMerges + "/" + washizaki.id, 200)).id == washizaki.id);
  del(http, kMerges + "/" + washizaki.id, 404);
  CHECK(lists(http, yamazaki, washizaki));
}

TEST_CASE("the_api_remembers_that_two_are_two_people_and_takes_it_back") {
  RunningServer server;
  auto http = server.organizer();
  const auto one = make(http, "鷲﨑", "美智子", "わしざき みちこ", "m@example.jp");
  const auto other = make(http, "鷲崎", "美智子", "", "m@example.jp");
  const auto path = kDuplicates + "/not-the-same";
  post(http, path, "{}", 400);
  post(http, path, apart_body(one.id, kNobody), 404);
  post(http, path, apart_body(one.id, one.id), 409);
  post(http, path, apart_body(one.id, other.id), 200);
  post(http, path, apart_body(other.id, one.id), 200);
  CHECK_FALSE(lists(http, one, other));
  post(http, path, apart_body(one.id, other.id, R"(,"apart":false)"), 200);
  CHECK(lists(http, one, other));
}

TEST_CASE("the_api_counts_every_member_once") {
  RunningServer server;
  auto http = server.organizer();
  const auto all = read<Statistics>(expect(http.get(kMembers + "/statistics"), 200));
  CHECK(all.members > 0);
  CHECK(all.attributes.size() == 8);
  const auto approved = read<Statistics>(expect(http.get(kMembers + "/statistics?state=approved"), 200));
  CHECK(approved.members < all.members);
  expect(http.get(kMembers + "/statistics?state=happy"), 400);
}

TEST_CASE("the_api_hands_out_and_deletes_one_persons_data") {
  RunningServer server;
  auto http = server.organizer();
  const auto member = make(http, "鷲﨑", "美智子", "わしざき みちこ", "m@example.jp");
  const auto linked = answer_of(http, server, "鷲﨑", member.id);
  CHECK(linked.member == member.id);
  const auto path = kMembers + "/" + member.id;
  const auto data = read<Person>(expect(http.get(path + "/data"), 200));
  CHECK(data.member.fields.family_name == "鷲﨑");
  CHECK(data.answers.size() == 1);
  expect(http.get(kMembers + "/" + kNobody + "/data"), 404);

  del(http, path, 428);
  del(http, path, 412, 9);
  del(http, path + "?cancel_answers=perhaps", 400, 1);
  del(http, kMembers + "/" + kNobody, 404, 1);
  del(http, path, 409, 1);  // expected at an edition to come
  CHECK(expect(http.get("/api/v1/rsvps/" + linked.id), 200).body.find("鷲﨑") != std::string::npos);
  CHECK(del(http, path + "?cancel_answers=true", 204, 1).body.empty());
  expect(http.get(path + "/data"), 404);
  const auto left = expect(http.get("/api/v1/rsvps/" + linked.id), 200);
  CHECK(left.body.find("鷲") == std::string::npos);
  CHECK(left.body.find("\"cancelled\"") != std::string::npos);
}

TEST_CASE("an_answer_is_nobodys_on_the_roster_until_somebody_there_is_named") {
  RunningServer server;
  auto http = server.organizer();
  const auto path = "/api/v1/editions/" + server.edition("大阪会場") + "/rsvps";
  const auto made = read<Answer>(post(http, path, R"({"state":"yes","mode":"onsite","family_name":"鷲﨑","given_name":"光"})", 201));
  CHECK_FALSE(made.member);
  const auto link = [&](const std::string& member, int status) {
    const Headers headers{{"content-type", "application/json"}, {"if-match", "\"1\""}};
    return expect(http.request("PATCH", "/api/v1/rsvps/" + made.id, R"({"member":")" + member + "\"}", headers), status);
  };
  link("nobody", 400);
  link(kNobody, 400);
  CHECK(read<Answer>(link(make(http, "鷲﨑", "光").id, 200)).member.has_value());
}

TEST_CASE("an_organizer_merges_two_rows_in_the_browser_and_takes_them_apart_again") {
  RunningServer server;
  auto http = server.organizer();
  const auto into = make(http, "鷲﨑", "美智子", "わしざき みちこ", "m@example.jp");
  const auto member = make(http, "鷲崎", "美智子", "", "new@example.jp");
  Browser browser(server.client());
  browser.sign_in("hanada");
  CHECK(shows(browser.get("/members/duplicates"), "重複の確認"));
  const auto path = "/members/duplicates/" + into.id + "/" + member.id;
  CHECK(shows(browser.get(path), "この内容で一つにまとめる"));
  CHECK(shows(browser.get("/members/duplicates/" + into.id + "/" + kNobody, 404), "<html"));
  browser.post(path + "/merge", {{"into_version", "7"}, {"member_version", "1"}, {"from.email", "member"}}, 409);
  CHECK(browser.page().find("まだまとめていません") != std::string::npos);
  const auto merged = browser.submit(path + "/merge", {{"into_version", "1"}, {"member_version", "1"}, {"from.email", "member"}});
  CHECK(shows(merged, "new@example.jp"));
  CHECK(shows(merged, "/members/merges/" + member.id + "/undo"));
  CHECK(shows(merged, "統合された記録"));
  CHECK(shows(browser.get("/members/duplicates/merged"), "鷲崎"));
  browser.post(path + "/merge", {{"into_version", "2"}, {"member_version", "1"}}, 409);
  CHECK(shows(browser.submit("/members/merges/" + member.id + "/undo", {}), "元に戻しました"));
  CHECK(shows(browser.get("/members/" + into.id), "m@example.jp"));

  CHECK(shows(browser.submit(path + "/apart", {}), "別の方と記録しました"));
  CHECK(shows(browser.get("/members/duplicates/apart"), "鷲崎"));
  CHECK(shows(browser.submit(path + "/apart/undo", {}), "取り消しました"));
}

TEST_CASE("statistics_and_a_persons_data_are_pages_and_deleting_asks_first") {
  RunningServer server;
  auto http = server.organizer();
  const auto member = make(http, "鷲﨑", "美智子", "わしざき みちこ", "m@example.jp");
  const auto linked = answer_of(http, server, "鷲﨑", member.id);
  Browser browser(server.client());
  browser.sign_in("hanada");
  CHECK(shows(browser.get("/members/statistics"), "<svg"));
  CHECK(shows(browser.get("/members/statistics?state=declined"), "会員の統計"));
  const auto path = "/members/" + member.id;
  CHECK(shows(browser.get(path + "/data"), "m@example.jp"));
  const auto file = browser.post(path + "/data/download", {}, 200);
  CHECK(file.headers.at("content-disposition").find("attachment") == 0);
  CHECK(read<Person>(file).member.id == member.id);

  CHECK(shows(browser.get(path + "/answers"), "外す"));
  browser.submit(path + "/answers/" + linked.id + "/unlink", {{"version", std::to_string(linked.version)}});
  CHECK(browser.page().find("結びつけを外しました") != std::string::npos);
  CHECK(shows(browser.submit(path + "/answers/" + linked.id + "/link", {{"version", "3"}}), "結びつけました"));

  CHECK(shows(browser.get(path + "/erase"), "元に戻せません"));
  CHECK(shows(browser.post(path + "/erase", {{"version", "1"}}, 422), "鷲﨑"));
  browser.post(path + "/erase", {{"version", "9"}, {"confirmed", "1"}, {"cancel_answers", "1"}}, 409);
  const auto gone = browser.submit(path + "/erase", {{"version", "1"}, {"confirmed", "1"}, {"cancel_answers", "1"}});
  CHECK(shows(gone, "個人データを消去しました"));
  CHECK_FALSE(shows(gone, "鷲﨑"));
  browser.get(path, 404);
}

}  // namespace uke::functional
