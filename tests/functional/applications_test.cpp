// Applications over real sockets: what every documented route answers, and the way of an applicant and an organizer through the pages.
#include "shared/storage/connection.h"
#include "tests/functional/browser.h"

#include <algorithm>

namespace uke::functional {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kNobody = "/00000000-0000-7000-8000-000000000000";
const std::string kList = "/api/v1/applications";
const std::string kLinks = "/api/v1/invitations";
const std::string kNames = "/api/v1/checking-list";

struct Words {
  std::string family_name;
  std::string introduced_by;
};
BOOST_DESCRIBE_STRUCT(Words, (), (family_name, introduced_by))
struct Row {
  std::string id;
  std::string state;
  Words fields;
  std::string taken_by;
  std::string decided_by;
  std::string question;
  std::string reply;
  std::optional<std::string> member;
  std::optional<std::string> sponsor;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, state, fields, taken_by, decided_by, question, reply, member, sponsor, version))
struct Rows {
  std::vector<Row> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Rows, (), (items, next))
struct Link {
  std::string id;
  std::string state;
  std::string url;
  std::int64_t uses = 0;
};
BOOST_DESCRIBE_STRUCT(Link, (), (id, state, url, uses))
struct Links {
  std::vector<Link> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Links, (), (items, next))
struct Names {
  std::int64_t count = 0;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Names, (), (count, next))
struct Report {
  std::int64_t added = 0;
  std::int64_t known = 0;
};
BOOST_DESCRIBE_STRUCT(Report, (), (added, known))
struct Strangers {
  std::vector<std::string> names;
};
BOOST_DESCRIBE_STRUCT(Strangers, (), (names))

HttpAnswer patch(HttpClient& http, const std::string& path, const std::string& body, int status, std::int64_t version = 0) {
  Headers headers{{"content-type", "application/json"}};
  if (version != 0) headers.emplace_back("if-match", '"' + std::to_string(version) + '"');
  return expect(http.request("PATCH", path, body, headers), status);
}
HttpAnswer post(HttpClient& http, const std::string& path, const std::string& body, int status, std::int64_t version = 0,
                const std::string& key = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (version != 0) headers.emplace_back("if-match", '"' + std::to_string(version) + '"');
  if (!key.empty()) headers.emplace_back("idempotency-key", key);
  return expect(http.request("POST", path, body, headers), status);
}

// Straight from the file.
std::string one_text(const RunningServer& server, const std::string& sql) {
  auto connection = storage::Connection::open({.file = server.data() / "uketsuke.db", .access = storage::OpenOptions::Access::read_write});
  REQUIRE(connection.has_value());
  const auto found = connection->read([&](storage::ReadTx& tx) { return tx.one<std::string>(sql); });
  REQUIRE(found.has_value());
  return found->value_or("");
}
std::string a_member_in(const RunningServer& server, const std::string& state) {
  return one_text(server, "select m.id from members m where m.state = '" + state +
                              "' and not exists (select 1 from member_merges g where g.member_id = m.id) order by m.id limit 1");
}

Fields written_by(const std::string& family, const std::string& given, const std::string& kana) {
  return {{"family_name", family}, {"given_name", given}, {"kana", kana}, {"employment", "regular"}, {"joined_year", "昭和63年"}};
}

// Fills in and sends the form at `path`; the path of the status page.
std::string apply(Browser& phone, const std::string& path, Fields fields) {
  phone.get(path);
  fields.emplace_back("nonce", phone.hidden("nonce"));
  phone.post(path, fields, 200);
  fields.emplace_back("do", "send");
  return phone.post(path, fields).headers.at("location");
}

Row newest(HttpClient& http, const std::string& state = "received") {
  auto rows = read<Rows>(expect(http.get(kList + "?state=" + state), 200));
  REQUIRE_FALSE(rows.items.empty());
  return rows.items.back();
}
Row again(HttpClient& http, const Row& row) { return read<Row>(expect(http.get(kList + "/" + row.id), 200)); }

bool shows(const HttpAnswer& page, std::string_view text) { return page.body.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("the_api_lists_takes_approves_and_reopens_applications") {
  RunningServer server;
  Browser phone(server.client());
  apply(phone, "/apply", written_by("東雲", "葵", "しののめ あおい"));
  auto http = server.organizer();
  expect(http.get(kList + "?state=waiting"), 400);
  expect(http.get(kList + "?limit=0"), 400);
  CHECK(read<Rows>(expect(http.get(kList + "?limit=1"), 200)).items.size() == 1);
  const auto row = newest(http);
  CHECK(row.fields.family_name == "東雲");
  const auto path = kList + "/" + row.id;
  expect(http.get(kList + kNobody), 404);
  patch(http, path, R"({"taken":true})", 428);
  patch(http, path, R"({"taken":"yes"})", 400, 1);
  patch(http, kList + kNobody, R"({"taken":true})", 404, 1);
  const auto taken = read<Row>(patch(http, path, R"({"taken":true})", 200, 1));
  CHECK(taken.state == "checking");
  patch(http, path, R"({"taken":true})", 412, 1);
  patch(http, path, R"({"sponsor":")" + a_member_in(server, "provisional") + "\"}", 409, 2);
  for (const std::string step : {"/approve", "/decline", "/reopen"}) {
    const std::string body = step == "/decline" ? R"({"reason":""})" : "{}";
    post(http, path + step, body, 428);
    post(http, path + step, body, 412, 1);
    post(http, kList + kNobody + step, body, 404, 1);
  }
  post(http, path + "/approve", R"({"member":5})", 400, 2);
  post(http, path + "/decline", "{}", 400, 2);
  post(http, path + "/reopen", "", 409, 2);
  const auto approved = read<Row>(post(http, path + "/approve", R"({"new_member":true})", 200, 2));
  CHECK(approved.state == "approved");
  CHECK_FALSE(approved.decided_by.empty());
  REQUIRE(approved.member.has_value());
  post(http, path + "/approve", R"({"new_member":true})", 409, 3);
  post(http, path + "/decline", R"({"reason":""})", 409, 3);
  patch(http, path, R"({"taken":false})", 409, 3);
  const auto open = read<Row>(post(http, path + "/reopen", "", 200, 3));
  CHECK(open.state == "checking");
  CHECK(one_text(server, "select id from members where id = '" + *approved.member + "'").empty());
  CHECK(read<Row>(post(http, path + "/decline", R"({"reason":"在籍を確認できない"})", 200, 4)).state == "declined");
}

TEST_CASE("the_api_makes_withdraws_and_restores_links") {
  RunningServer server;
  auto http = server.organizer();
  const auto body = R"({"sponsor":")" + a_member_in(server, "approved") + R"(","uses_max":2})";
  const auto made = post(http, kLinks, body, 201, 0, "link-1");
  CHECK(post(http, kLinks, body, 201, 0, "link-1").body == made.body);
  post(http, kLinks, R"({"sponsor":")" + a_member_in(server, "approved") + "\"}", 422, 0, "link-1");
  post(http, kLinks, R"({"sponsor":"nobody"})", 400);
  post(http, kLinks, R"({"sponsor":")" + kNobody.substr(1) + "\"}", 404);
  post(http, kLinks, R"({"sponsor":")" + a_member_in(server, "provisional") + "\"}", 409);
  const auto link = read<Link>(made);
  CHECK(link.state == "open");
  expect(http.get(kLinks + "?after=x"), 400);
  CHECK(read<Links>(expect(http.get(kLinks + "?limit=1"), 200)).items.at(0).id == link.id);
  const auto path = kLinks + "/" + link.id;
  CHECK(read<Link>(expect(http.get(path), 200)).url == link.url);
  expect(http.get(kLinks + kNobody), 404);
  CHECK(read<Link>(expect(http.request("DELETE", path), 200)).state == "withdrawn");
  CHECK(read<Link>(expect(http.request("DELETE", path), 200)).state == "withdrawn");
  expect(http.request("DELETE", kLinks + kNobody), 404);
  CHECK(read<Link>(post(http, path + "/restore", "", 200)).state == "open");
  post(http, kLinks + kNobody + "/restore", "", 404);
}

TEST_CASE("the_api_takes_display_names_once_and_says_who_is_not_on_the_roster") {
  RunningServer server;
  auto http = server.organizer();
  const std::string names = R"({"names":["1. 見知 らぬ","ミシ ラヌ","見知らぬ"],"mode":"replace"})";
  CHECK(read<Report>(post(http, kNames, names, 200)).added == 2);
  CHECK(read<Report>(post(http, kNames, R"({"names":["見知 らぬ"]})", 200)).known == 1);
  post(http, kNames, R"({"names":[]})", 400);
  post(http, kNames, R"({"names":"x"})", 400);
  const auto list = read<Names>(expect(http.get(kNames + "?limit=1"), 200));
  CHECK(list.count == 2);
  CHECK(list.next.has_value());
  expect(http.get(kNames + "?limit=x"), 400);
  CHECK(read<Strangers>(expect(http.get(kNames + "/not-on-the-roster"), 200)).names.size() == 2);
  expect(http.request("DELETE", kNames), 200);
  CHECK(read<Names>(expect(http.get(kNames), 200)).count == 0);
}

TEST_CASE("an_applicant_confirms_sends_twice_and_has_one_application_and_one_status_page") {
  RunningServer server;
  Browser phone(server.client());
  phone.get("/apply");
  auto fields = written_by("若宮", "恵", "ワカミヤ メグミ");
  fields.emplace_back("email", "ab..c.@docomo.ne.jp");
  fields.emplace_back("nonce", phone.hidden("nonce"));
  const auto confirmation = phone.post("/apply", fields, 200);
  CHECK(shows(confirmation, "まだ送られていません"));
  CHECK(shows(confirmation, "届かないことがあります"));
  CHECK(shows(confirmation, "1988"));
  auto http = server.organizer();
  const auto before = read<Rows>(expect(http.get(kList), 200)).items.size();
  fields.emplace_back("do", "send");
  const auto status = phone.post("/apply", fields).headers.at("location");
  CHECK(phone.post("/apply", fields).headers.at("location") == status);
  CHECK(read<Rows>(expect(http.get(kList), 200)).items.size() == before + 1);
  CHECK(shows(phone.get(status), "お申し込みを受け付けました"));
  for (int i = 0; i < 3; ++i) phone.get(status);
  CHECK(again(http, newest(http)).version == 1);
}

TEST_CASE("nothing_that_was_typed_is_lost_when_a_field_is_wrong_or_a_program_filled_in_the_decoy") {
  RunningServer server;
  Browser phone(server.client());
  phone.get("/apply");
  auto fields = written_by("若宮", "恵<script>", "wakamiya");
  fields.emplace_back("nonce", phone.hidden("nonce"));
  const auto wrong = phone.post("/apply", fields, 422);
  CHECK(shows(wrong, "恵&lt;script&gt;"));
  CHECK(shows(wrong, "昭和63年"));
  CHECK(shows(wrong, "ひらがなかカタカナで入力してください"));
  CHECK(phone.hidden("nonce") == fields.back().second);
  fields[2].second = "わかみや めぐみ";
  fields.emplace_back("do", "send");
  fields.emplace_back("homepage", "https://spam.example");
  const auto decoy = phone.post("/apply", fields, 422);
  CHECK(shows(decoy, "自動入力"));
  CHECK(shows(decoy, "若宮"));
  fields.pop_back();
  phone.post("/apply", fields);
}

TEST_CASE("a_link_greets_with_the_family_name_only_and_names_its_sponsor") {
  RunningServer server;
  auto http = server.organizer();
  const auto sponsor = a_member_in(server, "approved");
  const auto family = one_text(server, "select family_name from members where id = '" + sponsor + "'");
  const auto given = one_text(server, "select given_name from members where id = '" + sponsor + "'");
  const auto link = read<Link>(post(http, kLinks, R"({"sponsor":")" + sponsor + "\"}", 201));
  const auto path = link.url.substr(link.url.find("/apply/"));
  Browser phone(server.client());
  const auto page = phone.get(path);
  CHECK(shows(page, family + "さんのご紹介"));
  CHECK_FALSE(shows(page, given));
  CHECK(phone.hidden("introduced_by").empty());
  const auto status = apply(phone, path, written_by("若宮", "恵", "わかみや めぐみ"));
  const auto row = newest(http);
  CHECK(row.sponsor == sponsor);
  CHECK(row.fields.introduced_by == family + " " + given);
  CHECK_FALSE(shows(phone.get(status), given));

  const auto used = phone.get(path, 410);
  CHECK(shows(used, "すでに使われています"));
  CHECK_FALSE(shows(used, "name=\"family_name\""));
  phone.post(path, written_by("別", "人", "べつ じん"), 410);
  phone.get("/apply/23456789abcdefgh", 404);
  expect(http.request("DELETE", kLinks + "/" + link.id), 200);
  CHECK(shows(phone.get(path, 410), "使えなくなりました"));
  CHECK(read<Rows>(expect(http.get(kList + "?state=received"), 200)).items.back().id == row.id);
}

TEST_CASE("an_applicant_answers_a_question_changes_withdraws_and_reads_how_it_ended") {
  RunningServer server;
  Browser phone(server.client());
  const auto status = apply(phone, "/apply", written_by("若宮", "恵", "わかみや めぐみ"));
  auto http = server.organizer();
  auto row = newest(http);
  const auto path = kList + "/" + row.id;
  patch(http, path, R"({"question":"どちらの事業所でしたか"})", 200, 1);
  CHECK(shows(phone.get(status), "どちらの事業所でしたか"));
  phone.post(status + "/answer", {{"reply", ""}}, 422);
  CHECK(shows(phone.submit(status + "/answer", {{"reply", "府中です"}}), "お返事を送りました"));
  CHECK(again(http, row).reply == "府中です");
  phone.get(status + "/edit");
  auto fields = written_by("若宮", "恵美", "わかみや えみ");
  fields.emplace_back("version", phone.hidden("version"));
  phone.post(status + "/edit", fields);
  phone.post(status + "/edit", fields, 412);
  fields[2].second = "";
  phone.post(status + "/edit", fields, 422);
  CHECK(shows(phone.submit(status + "/withdraw", {}), "取り下げました"));
  CHECK(again(http, row).state == "withdrawn");
  CHECK(shows(phone.submit(status + "/restore", {}), "受け付けました"));
  row = again(http, row);
  post(http, path + "/decline", R"({"reason":"在籍を確認できない"})", 200, row.version);
  const auto end = phone.get(status);
  CHECK(shows(end, "見合わせ"));
  CHECK_FALSE(shows(end, "在籍を確認できない"));
  phone.post(status + "/withdraw", {});
  CHECK(again(http, row).state == "declined");
  phone.get("/apply/status/uke_0000000000000000000000000000000000000000", 404);
}

TEST_CASE("an_organizer_takes_checks_approves_and_undoes_on_the_pages") {
  RunningServer server;
  Browser phone(server.client());
  auto words = written_by("東雲", "葵", "しののめ あおい");
  words.emplace_back("introduced_by", "高橋さん");
  apply(phone, "/apply", words);
  auto http = server.organizer();
  const auto row = newest(http);
  const auto path = "/applications/" + row.id;
  Browser desk(server.client());
  desk.sign_in("hanada");
  CHECK(shows(desk.get("/applications"), "東雲 葵"));
  CHECK(shows(desk.get(path), "この方をご存じですか"));
  CHECK(shows(desk.submit(path + "/take", {{"taken", "1"}, {"version", "1"}}), "あなたが確認中にしました"));
  CHECK(shows(desk.post(path + "/take", {{"taken", "1"}, {"version", "1"}}, 412), "先にほかの方が変更しました"));
  desk.submit(path + "/sponsor", {{"asked", "1"}, {"answer", "knows"}, {"note", "同じ課"}, {"version", "2"}});
  CHECK(shows(desk.get(path), "同じ課"));
  desk.submit(path + "/group", {{"invited", "1"}, {"version", "3"}});
  desk.post(path + "/decline", {{"reason", std::string(1001, 'x')}, {"version", "4"}}, 422);
  desk.post(path + "/approve", {{"as", ""}, {"version", "4"}}, 422);
  CHECK(shows(desk.post(path + "/find-sponsor", {{"q", "誰もいない名前"}}, 200), "見つかりませんでした"));
  const auto done = desk.submit(path + "/approve", {{"as", "new"}, {"version", "4"}});
  CHECK(shows(done, "承認しました"));
  CHECK(shows(done, path + "/undo"));
  CHECK(again(http, row).state == "approved");
  CHECK(shows(desk.submit(path + "/undo", {}), "取り消しました"));
  CHECK(again(http, row).state == "checking");
  desk.post(path + "/reopen", {}, 409);
  CHECK(shows(desk.submit(path + "/decline", {{"reason", "理由"}, {"version", std::to_string(again(http, row).version)}}), "見送りました"));
  CHECK(shows(desk.get("/applications?state=declined"), "東雲 葵"));
  desk.get("/applications?state=nothing", 404);
}

TEST_CASE("an_organizer_makes_a_link_and_withdraws_it_on_the_pages") {
  RunningServer server;
  Browser desk(server.client());
  desk.sign_in("hanada");
  desk.get("/invitations");
  const auto sponsor = a_member_in(server, "approved");
  const auto family = one_text(server, "select family_name from members where id = '" + sponsor + "'");
  CHECK(shows(desk.post("/invitations/find", {{"q", family}}, 200), "/invitations/new?sponsor="));
  desk.get("/invitations/new?sponsor=" + sponsor);
  const auto wrong = desk.post("/invitations", {{"sponsor", sponsor}, {"uses_max", "99"}, {"invited_name", "若宮さん"}}, 422);
  CHECK(shows(wrong, "若宮さん"));
  const auto made = desk.submit("/invitations", {{"sponsor", sponsor}, {"uses_max", "５０"}, {"invited_name", "若宮さん"}, {"note", ""}});
  CHECK(shows(made, "/apply/"));
  CHECK(shows(made, "<svg"));
  CHECK(shows(made, "どうぞよろしくお願いいたします"));
  auto http = server.organizer();
  const auto link = read<Links>(expect(http.get(kLinks + "?limit=1"), 200)).items.at(0);
  CHECK(shows(desk.submit("/invitations/" + link.id + "/withdraw", {}), "取り消しました"));
  CHECK(read<Link>(expect(http.get(kLinks + "/" + link.id), 200)).state == "withdrawn");
  CHECK(shows(desk.submit("/invitations/" + link.id + "/withdraw/undo", {}), "もう一度使えるように"));
  desk.submit("/invitations/" + link.id + "/undo", {});
  CHECK(read<Link>(expect(http.get(kLinks + "/" + link.id), 200)).state == "withdrawn");
  desk.submit("/invitations/" + link.id + "/restore", {});
}

TEST_CASE("an_organizer_pastes_searches_and_deletes_the_checking_list_on_the_pages") {
  RunningServer server;
  Browser desk(server.client());
  desk.sign_in("hanada");
  desk.get("/checking-list");
  CHECK(shows(desk.submit("/checking-list", {{"names", "1. 見知 らぬ\n\n・謎 の人さん"}, {"mode", "replace"}}), "新しく2件"));
  desk.post("/checking-list", {{"names", "12\n---"}, {"mode", "add"}}, 422);
  const auto found = desk.post("/checking-list/search", {{"q", "ナゾ"}}, 200);
  CHECK_FALSE(shows(found, "見知 らぬ</li>"));
  CHECK(shows(desk.post("/checking-list/search", {{"q", "謎"}}, 200), "謎 の人"));
  CHECK(shows(desk.get("/checking-list/strangers"), "見知 らぬ"));
  CHECK(shows(desk.get("/checking-list/delete"), "2件"));
  CHECK(shows(desk.submit("/checking-list/delete", {}), "2件を消しました"));
}

TEST_CASE("reception_reads_the_queue_and_changes_nothing_and_strangers_see_nothing") {
  RunningServer server;
  Browser phone(server.client());
  apply(phone, "/apply", written_by("東雲", "葵", "しののめ あおい"));
  auto http = server.organizer();
  const auto path = "/applications/" + newest(http).id;
  Browser reception(server.client());
  reception.sign_in("uketsuke");
  const auto page = reception.get(path);
  CHECK(shows(page, "東雲 葵"));
  CHECK_FALSE(shows(page, path + "/approve"));
  reception.post(path + "/approve", {{"as", "new"}, {"version", "1"}}, 403);
  reception.post("/checking-list/delete", {}, 403);
  CHECK(newest(http).state == "received");
  for (const std::string open : {"/applications", "/invitations", "/checking-list"}) {
    Browser nobody(server.client());
    const auto answer = server.client().get(open);
    REQUIRE(answer.has_value());
    CHECK(answer->status != 200);
    CHECK(answer->body.find("東雲") == std::string::npos);
  }
}

}  // namespace uke::functional
