// The organizers' side of answers over real sockets: the number for the shop, the list and its steps, messages.
#include "tests/functional/browser.h"

#include <fstream>
#include <thread>

namespace uke::functional {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kNone = "00000000-0000-7000-8000-000000000000";
const std::string kNoEdition = "/api/v1/editions/" + kNone;
const std::string kText = R"({"subject":"持ち物","body":"{name}さん {link}","filter":{}})";

struct Row {
  std::string id;
  std::string state;
  std::int64_t version = 0;
  std::int64_t fee = 0;
  std::int64_t prepaid = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, state, version, fee, prepaid))
struct Call {
  std::string id;
  std::int64_t number = 0;
  bool taken_back = false;
};
BOOST_DESCRIBE_STRUCT(Call, (), (id, number, taken_back))
struct Told {
  std::int64_t number = 0;
  std::int64_t difference = 0;
};
BOOST_DESCRIBE_STRUCT(Told, (), (number, difference))
struct Catering {
  std::int64_t expected = 0;
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  std::optional<Told> told;
  std::vector<Call> calls;
};
BOOST_DESCRIBE_STRUCT(Catering, (), (expected, lowest, highest, told, calls))
struct Message {
  std::string id;
  std::string state;
  std::int64_t queued = 0;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Message, (), (id, state, queued, version))

HttpAnswer send(HttpClient& http, const std::string& method, const std::string& path, const std::string& body, int status,
                const std::string& if_match = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (!if_match.empty()) headers.emplace_back("if-match", if_match);
  INFO(method << " " << path << " " << body);
  return expect(http.request(method, path, body, headers), status);
}
bool shows(const HttpAnswer& page, std::string_view text) { return page.body.find(text) != std::string::npos; }
bool shows(const Browser& browser, std::string_view text) { return browser.page().find(text) != std::string::npos; }

Row answer(HttpClient& http, const std::string& edition, const std::string& family, const std::string& more = {}) {
  const auto body = R"({"state":"yes","mode":"onsite","family_name":")" + family + R"(","given_name":"花子")" + more + "}";
  return read<Row>(send(http, "POST", "/api/v1/editions/" + edition + "/rsvps", body, 201));
}
std::string version(const Row& row) { return std::to_string(row.version); }
Row now(HttpClient& http, const Row& row) { return read<Row>(expect(http.get("/api/v1/rsvps/" + row.id), 200)); }

Browser signed_in(RunningServer& server, const std::string& login = "hanada") {
  Browser browser(server.client());
  browser.sign_in(login);
  return browser;
}
// What stands in the field of that name.
std::string shown_in(const Browser& browser, const std::string& field) {
  const auto& page = browser.page();
  const auto at = page.find("name=\"" + field + "\"");
  REQUIRE(at != std::string::npos);
  const auto begin = page.find("value=\"", at) + 7;
  return page.substr(begin, page.find('"', begin) - begin);
}
std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

TEST_CASE("the_api_tells_the_number_for_the_shop_and_keeps_every_call") {
  RunningServer server;
  auto http = server.organizer();
  const auto path = "/api/v1/editions/" + server.edition("大阪会場") + "/catering";
  const auto before = read<Catering>(expect(http.get(path), 200));
  answer(http, server.edition("大阪会場"), "追加");
  CHECK(read<Catering>(expect(http.get(path), 200)).expected == before.expected + 1);
  CHECK(before.lowest <= before.expected);
  CHECK(before.expected <= before.highest);
  expect(http.get(kNoEdition + "/catering"), 404);
  const auto call = read<Call>(send(http, "POST", path + "/calls", R"({"number":20,"at_ms":0,"by":"花田","note":""})", 201));
  send(http, "POST", path + "/calls", R"({"number":-1,"at_ms":0,"by":"","note":""})", 400);
  send(http, "POST", kNoEdition + "/catering/calls", R"({"number":1,"at_ms":0,"by":"","note":""})", 404);
  CHECK(read<Catering>(expect(http.get(path), 200)).told->number == 20);
  const auto take_back = path + "/calls/" + call.id + "/take-back";
  CHECK(read<Call>(send(http, "POST", take_back, "", 200)).taken_back);
  send(http, "POST", take_back, "", 409);
  send(http, "POST", path + "/calls/" + kNone + "/take-back", "", 404);
  CHECK_FALSE(read<Catering>(expect(http.get(path), 200)).told.has_value());
}

TEST_CASE("an_organizer_tells_the_shop_and_takes_it_back") {
  RunningServer server;
  auto admin = signed_in(server);
  const auto path = "/editions/" + server.edition("東京会場") + "/catering";
  CHECK(shows(admin.get(path), "お店には、まだ人数を伝えていません"));
  const auto wrong = admin.post(path + "/calls", {{"number", "二十"}, {"by", "花田"}, {"day", "2027-02-30"}, {"time", "９"}}, 422);
  CHECK(shows(wrong, "二十"));
  admin.get(path);
  const auto told = admin.post(path + "/calls",
                               {{"number", "２０"}, {"by", "花田"}, {"day", shown_in(admin, "day")}, {"time", "0:00"}, {"note", ""}}, 422);
  CHECK(shows(told, "２０"));
  admin.get(path);
  admin.submit(path + "/calls", {{"number", "２０"}, {"by", "花田"}, {"day", shown_in(admin, "day")}, {"time", shown_in(admin, "time")}});
  CHECK(shows(admin, "お店には20名と伝えてあります"));
  const auto at = admin.page().find(path + "/calls/");
  REQUIRE(at != std::string::npos);
  const auto undo = admin.page().find("/undo", at);
  const auto call = admin.page().substr(at, undo - at);
  admin.submit(call + "/undo", {});
  CHECK(shows(admin, "お店には、まだ人数を伝えていません"));
  CHECK(shows(admin, "取り消した記録"));
  admin.post(path + "/calls/" + kNone + "/undo", {}, 404);
}

TEST_CASE("the_list_is_searched_without_a_name_in_a_url_and_exported_with_a_purpose") {
  RunningServer server;
  auto http = server.organizer();
  const auto edition = server.edition("大阪会場");
  answer(http, edition, "=cmd", R"(,"kana":"しーえむでぃー","email":"secret@example.jp")");
  const auto path = "/editions/" + edition + "/rsvps";
  auto admin = signed_in(server);
  CHECK(shows(admin.get(path), "会場に参加"));
  CHECK(shows(admin.post(path, {{"q", "シーエムディー"}}, 200), "=cmd 花子"));
  CHECK(shows(admin.post(path + "/search", {{"q", "この名前の人はいない"}}, 200), "あてはまる方がいません"));
  CHECK(shows(admin.get(path + "?only=no_mail&state=yes&after=nonsense"), "あてはまる") == false);
  admin.get(path);
  CHECK(shows(admin.post(path + "/export/selection", {{"q", "シーエムディー"}}, 200), "1"));
  admin.post(path + "/export", {{"type", "csv"}, {"purpose", " "}}, 422);
  const auto csv = admin.post(path + "/export", {{"type", "csv"}, {"purpose", "名札"}, {"q", "シーエムディー"}}, 200);
  CHECK(shows(csv, "'=cmd 花子"));
  CHECK(shows(csv, "secret@example.jp"));
  const auto api = "/api/v1" + path + "/export";
  CHECK(send(http, "POST", api, R"({"type":"xlsx","purpose":"席順","state":"yes"})", 200).body.starts_with("PK"));
  send(http, "POST", api, R"({"type":"csv","purpose":""})", 400);
  send(http, "POST", kNoEdition + "/rsvps/export", R"({"type":"csv","purpose":"x"})", 404);
  auto reception = signed_in(server, "uketsuke");
  CHECK_FALSE(shows(reception.post(path, {{"q", "シーエムディー"}}, 200), "secret@example.jp"));
  reception.get(path + "/export", 403);
}

TEST_CASE("an_answer_by_telephone_is_added_once_edited_by_two_and_cancelled_with_undo") {
  RunningServer server;
  auto http = server.organizer();
  const auto edition = server.edition("大阪会場");
  auto reception = signed_in(server, "uketsuke");
  const auto path = "/editions/" + edition + "/rsvps/new";
  reception.get(path);
  CHECK(shows(reception.post(path, {{"family_name", ""}, {"state", "yes"}, {"mode", "onsite"}}, 422), "入力してください"));
  const Fields typed{{"family_name", "電話"}, {"given_name", "太郎"}, {"state", "yes"}, {"mode", "onsite"}, {"company", "１"}};
  const auto made = reception.post(path, typed);
  CHECK(shows(reception.post(path, typed, 422), "同じお名前のお申し込みがあります"));
  const auto one = made.headers.at("location");
  CHECK(shows(reception.get(one), "お連れさま"));
  CHECK_FALSE(shows(reception.get(one), "/my/"));

  auto admin = signed_in(server);
  CHECK(shows(admin.get(one), "/my/"));
  admin.get(one + "/edit");
  Fields edit{{"version", admin.hidden("version")},
              {"base", "{}"},
              {"state", "yes"},
              {"mode", "onsite"},
              {"family_name", "電話"},
              {"given_name", "次郎"},
              {"kana", ""},
              {"photo", "ok"},
              {"note", "入口で待つ"}};
  CHECK(shows(admin.post(one + "/edit", {{"version", admin.hidden("version")}, {"family_name", ""}, {"kana", "漢字"}}, 422),
              "ひらがなかカタカナ"));
  admin.submit(one + "/edit", edit);
  CHECK(shows(admin, "次郎"));
  edit[5].second = "三郎";
  CHECK(shows(admin.post(one + "/edit", edit, 409), "三郎"));

  Row row;
  row.id = last_part(one);
  row = now(http, row);
  admin.submit(one + "/state", {{"state", "cancelled"}, {"version", version(row)}});
  CHECK(now(http, row).state == "cancelled");
  admin.post(one + "/undo/state-yes/" + version(now(http, row)), {});
  CHECK(now(http, row).state == "yes");
  admin.post(one + "/state", {{"state", "cancelled"}, {"version", "1"}});
  CHECK(now(http, row).state == "yes");
  admin.post(one + "/undo/nonsense/1", {}, 404);
  admin.post(one + "/late", {{"late", "1"}, {"version", version(now(http, row))}});
  admin.submit(one + "/link", {{"version", version(now(http, row))}});
  CHECK(shows(admin, "前のリンクは使えません"));
  admin.post(one + "/move", {{"to", server.edition("東京会場") + ".online"}, {"version", version(now(http, row))}});
  CHECK(shows(admin.get(one), "オンライン"));
  CHECK(shows(admin.post(one + "/find-member", {{"q", "いない名前"}}, 200), "名簿に見つかりませんでした"));
  admin.post(one + "/member", {{"member", ""}, {"version", version(now(http, row))}});
  admin.get("/rsvps/" + kNone, 404);
}

TEST_CASE("the_treasurer_marks_money_and_the_others_do_not") {
  RunningServer server;
  auto http = server.organizer();
  const auto row = answer(http, server.edition("福岡会場"), "未払");
  const auto path = "/rsvps/" + row.id;
  auto treasurer = signed_in(server, "kaikei");
  treasurer.get(path);
  treasurer.post(path + "/paid",
                 {{"paid", "1"}, {"version", version(row)}, {"back", "/editions/" + server.edition("福岡会場") + "/rsvps?money=open"}});
  CHECK(now(http, row).prepaid == now(http, row).fee);
  treasurer.post(path + "/undo/unpaid/" + version(now(http, row)), {});
  CHECK(now(http, row).prepaid == 0);
  treasurer.post(path + "/undo/state-cancelled/" + version(now(http, row)), {}, 403);
  treasurer.post(path + "/state", {{"state", "cancelled"}, {"version", version(now(http, row))}}, 403);
  const auto away =
      treasurer.post(path + "/paid", {{"paid", "1"}, {"version", version(now(http, row))}, {"back", "//evil.example/editions/rsvps"}});
  CHECK(away.headers.at("location") == path);
}

TEST_CASE("somebody_in_line_gets_a_place_over_the_capacity_only_by_a_second_tap") {
  RunningServer server;
  auto http = server.organizer();
  const auto edition = server.edition("福岡会場");
  std::optional<Row> waiting;
  for (int i = 0; i < 80 && !waiting; ++i) {
    const auto row = answer(http, edition, "順番" + std::to_string(i));
    if (row.state == "waiting") waiting = row;
  }
  REQUIRE(waiting.has_value());
  auto admin = signed_in(server);
  CHECK(shows(admin.get("/editions/" + edition + "/rsvps"), "キャンセル待ちの順番"));
  CHECK(shows(admin.get("/editions/" + edition + "/rsvps/new"), "満席です"));
  const auto path = "/rsvps/" + waiting->id + "/promote";
  CHECK(shows(admin.post(path, {{"version", version(*waiting)}}, 409), "定員を超えます"));
  CHECK(now(http, *waiting).state == "waiting");
  admin.post(path, {{"version", version(*waiting)}, {"over", "1"}});
  CHECK(now(http, *waiting).state == "yes");
  admin.post("/rsvps/" + waiting->id + "/approve", {{"version", version(now(http, *waiting))}});
  admin.post("/rsvps/" + waiting->id + "/decline", {{"version", version(now(http, *waiting))}});
  admin.post("/rsvps/" + waiting->id + "/doubt", {{"version", version(now(http, *waiting))}, {"same", "0"}});
  CHECK(now(http, *waiting).state == "yes");
}

TEST_CASE("without_a_mail_server_messages_are_written_for_copying") {
  RunningServer server;
  auto admin = signed_in(server);
  const auto many = "/editions/" + server.edition("大阪会場") + "/messages";
  CHECK(shows(admin.get(many), "メールを送る設定がされていません"));
  admin.get(many + "/new");
  const auto nonce = admin.hidden("nonce");
  CHECK(shows(admin.post(many + "/new", {{"subject", "{link}"}, {"body", "{nmae}さん"}, {"nonce", nonce}}, 422),
              "使えない差し込みがあります: nmae"));
  const Fields typed{{"subject", "持ち物"}, {"body", "{name}さん、名札を。"}, {"mode", "onsite"}, {"nonce", nonce}};
  const auto one = admin.post(many + "/new", typed).headers.at("location");
  CHECK(admin.post(many + "/new", typed).headers.at("location") == one);
  CHECK(shows(admin.get(one), "みなさま、名札を。"));
  CHECK(admin.get(one + "/letter").headers.at("content-security-policy").find("default-src 'none'") != std::string::npos);
  admin.get(one + "/send", 303);
  admin.get(one + "/edit");
  const auto seen = admin.hidden("version");
  admin.post(one + "/edit",
             {{
                  "subject",
                  "",
              },
              {"body", ""},
              {"version", seen}},
             422);
  admin.post(one + "/edit", {{"subject", "変えた"}, {"body", "本文"}, {"version", seen}});
  CHECK(shows(admin.post(one + "/edit", {{"subject", "別の"}, {"body", "本文"}, {"version", seen}}, 409), "別の"));
  admin.get(one);
  admin.submit(one + "/discard", {{"version", admin.hidden("version")}});
  CHECK_FALSE(shows(admin, "変えた"));
  admin.submit(one + "/undo/3", {});
  CHECK(shows(admin, "下書き"));
  signed_in(server, "uketsuke").get(many, 403);
}

TEST_CASE("the_api_writes_schedules_stops_and_sends_messages") {
  RunningServer server;
  server.stop();
  std::ofstream(server.data() / "uketsuke.toml") << "url = \"https://uketsuke.example.jp\"\n[mail]\nsmtp = \"smtp://127.0.0.1:9\"\n"
                                                    "from = \"幹事 <kanji@example.jp>\"\ntls = \"none\"\n";
  server.start();
  auto http = server.organizer();
  const auto edition = server.edition("大阪会場");
  const auto many = "/api/v1/editions/" + edition + "/messages";
  answer(http, edition, "宛先", R"(,"email":"to@example.jp")");
  const auto made = read<Message>(send(http, "POST", many, kText, 201));
  send(http, "POST", many, R"({"subject":"","body":"{nmae}","filter":{}})", 400);
  send(http, "POST", kNoEdition + "/messages", kText, 404);
  expect(http.get(many), 200);
  expect(http.get(kNoEdition + "/messages"), 404);
  const auto one = "/api/v1/messages/" + made.id;
  expect(http.get(one), 200);
  expect(http.get("/api/v1/messages/" + kNone), 404);
  expect(http.get(one + "/audience"), 200);
  expect(http.get("/api/v1/messages/" + kNone + "/audience"), 404);
  send(http, "PUT", one, kText, 428);
  send(http, "PUT", one, kText, 412, "\"7\"");
  send(http, "PUT", one, "{}", 400, "\"1\"");
  send(http, "PUT", "/api/v1/messages/" + kNone, kText, 404, "\"1\"");
  send(http, "PUT", one, R"({"subject":"変えた","body":"本文","filter":{"mode":"onsite"}})", 200, "\"1\"");
  send(http, "POST", one + "/test", R"({"address":"me@example.jp"})", 204);
  send(http, "POST", one + "/test", R"({"address":"nowhere"})", 400);
  send(http, "POST", "/api/v1/messages/" + kNone + "/test", R"({"address":"me@example.jp"})", 404);
  for (const std::string step : {"/discard", "/restore", "/schedule", "/unschedule"}) {
    const std::string body = step == "/schedule" ? R"({"at_ms":1803110400000})" : "";
    const std::string etag = "\"" + std::to_string(read<Message>(expect(http.get(one), 200)).version) + "\"";
    INFO(step);
    send(http, "POST", one + step, body, 428);
    send(http, "POST", one + step, body, 412, "\"77\"");
    send(http, "POST", "/api/v1/messages/" + kNone + step, body, 404, etag);
    send(http, "POST", one + step, body, 200, etag);
    const std::string after = "\"" + std::to_string(read<Message>(expect(http.get(one), 200)).version) + "\"";
    send(http, "POST", one + step, body, 409, after);
  }
  send(http, "POST", one + "/schedule", R"({"at_ms":"soon"})", 400, "\"6\"");
  const auto draft = read<Message>(expect(http.get(one), 200));
  send(http, "POST", one + "/schedule", "{}", 200, "\"" + std::to_string(draft.version) + "\"");
  auto sent = draft;
  for (int i = 0; i < 300 && sent.state != "sent"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    sent = read<Message>(expect(http.get(one), 200));
  }
  CHECK(sent.state == "sent");
  CHECK(sent.queued > 0);

  auto admin = signed_in(server);
  const auto pages = "/editions/" + edition + "/messages";
  admin.get(pages + "/new");
  const auto page = admin.post(pages + "/new", {{"subject", "あす"}, {"body", "本文"}}).headers.at("location");
  admin.get(page);
  admin.post(page + "/test", {{"address", ""}}, 422);
  admin.post(page + "/test", {{"address", "nowhere"}}, 422);
  admin.post(page + "/test", {{"address", "me@example.jp"}});
  admin.get(page + "/send");
  const auto seen = admin.hidden("version");
  admin.post(page + "/send", {{"when", "later"}, {"day", "2020-01-01"}, {"time", "10:00"}, {"version", seen}}, 422);
  admin.post(page + "/send", {{"when", "later"}, {"day", "x"}, {"time", "10:00"}, {"version", seen}}, 422);
  admin.get(page + "/send");
  admin.submit(page + "/send", {{"when", "later"}, {"day", shown_in(admin, "day")}, {"time", "１０:００"}, {"version", seen}});
  CHECK(shows(admin, "送信予定"));
  admin.submit(page + "/unschedule", {{"version", admin.hidden("version")}});
  CHECK(shows(admin, "下書きに戻しました"));
  admin.post(page + "/restore", {{"version", "1"}});
}

}  // namespace uke::functional
