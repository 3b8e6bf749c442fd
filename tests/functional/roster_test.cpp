// The roster over real sockets: every documented status of its REST routes, and an organizer's way through its pages.
#include "tests/functional/browser.h"

#include <algorithm>
#include <thread>

namespace uke::functional {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kMembers = "/api/v1/members";
const std::string kNobody = kMembers + "/00000000-0000-7000-8000-000000000000";

std::string person(const std::string& family, const std::string& given, const std::string& kana = {}, const std::string& more = {}) {
  return R"({"family_name":")" + family + R"(","given_name":")" + given + R"(","kana":")" + kana +
         R"(","former_name":"","show_former_name":false,"display_name":"","email":"secret@example.jp","site":"","department":"",)"
         R"("joined_year":0,"left_year":0,"employment":"unknown","occupation":"unknown","region":"Testland","age_decade":0,)"
         R"("introduced_by":"","note":"内緒")" +
         more + R"(,"aliases":[]})";
}
std::string a_new(const std::string& fields, const std::string& more = {}) { return R"({"fields":)" + fields + more + "}"; }

struct Names {
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::string email;
  std::string department;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Names, (), (family_name, given_name, kana, email, department, note))
struct Row {
  std::string id;
  std::string state;
  std::optional<std::string> was;
  std::optional<std::string> approved_by;
  std::int64_t version = 0;
  Names fields;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, state, was, approved_by, version, fields))
struct List {
  std::vector<Row> items;
  std::int64_t total = 0;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(List, (), (items, total, next))
struct Entry {
  std::string action;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (action))
struct Entries {
  std::vector<Entry> items;
};
BOOST_DESCRIBE_STRUCT(Entries, (), (items))
struct Handout {
  std::string what;
  std::string filter;
  std::string purpose;
  std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(Handout, (), (what, filter, purpose, people))
struct Handouts {
  std::vector<Handout> items;
};
BOOST_DESCRIBE_STRUCT(Handouts, (), (items))

HttpAnswer send(HttpClient& http, const std::string& method, const std::string& path, const std::string& body, int status,
                const std::string& if_match = {}, const std::string& key = {}) {
  Headers headers{{"content-type", "application/json"}};
  if (!if_match.empty()) headers.emplace_back("if-match", if_match);
  if (!key.empty()) headers.emplace_back("idempotency-key", key);
  INFO(method << " " << path << " " << body);
  return expect(http.request(method, path, body, headers), status);
}
Row make(HttpClient& http, const std::string& family, const std::string& given, const std::string& kana = {}) {
  return read<Row>(send(http, "POST", kMembers, a_new(person(family, given, kana)), 201));
}
List search(HttpClient& http, const std::string& body, int status = 200) {
  const auto answer = send(http, "POST", kMembers + "/search", body, status);
  return status == 200 ? read<List>(answer) : List{};
}
bool shows(const HttpAnswer& page, std::string_view text) { return page.body.find(text) != std::string::npos; }

Fields typed(const std::string& family, const std::string& given, const std::string& kana) {
  return {{"family_name", family},   {"given_name", given},     {"kana", kana},
          {"employment", "unknown"}, {"occupation", "unknown"}, {"state", "approved"}};
}
// The id in /members/{id}.
std::string id_in(const std::string& location) { return location.substr(std::string("/members/").size()); }

}  // namespace

TEST_CASE("the_api_creates_reads_and_changes_members_by_one_editor_at_a_time") {
  RunningServer server;
  auto http = server.organizer();
  const auto made = send(http, "POST", kMembers, a_new(person("髙橋", "花子", "たかはし はなこ")), 201, {}, "key-1");
  CHECK(send(http, "POST", kMembers, a_new(person("髙橋", "花子", "たかはし はなこ")), 201, {}, "key-1").body == made.body);
  send(http, "POST", kMembers, a_new(person("他", "人")), 422, {}, "key-1");
  send(http, "POST", kMembers, "{}", 400);
  const auto faults = read<wire::Problem>(send(http, "POST", kMembers, a_new(person("", "", "漢字")), 400)).errors.value();
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].field == "kana");
  CHECK(faults[0].message.find("⟦") == std::string::npos);
  send(http, "POST", kMembers, a_new(person("山田", "花子"), R"(,"sponsor":"00000000-0000-7000-8000-000000000000")"), 400);

  const auto member = read<Row>(made);
  CHECK(member.state == "approved");
  CHECK(member.approved_by.value_or("") != "");
  const auto path = kMembers + "/" + member.id;
  CHECK(expect(http.get(path), 200).headers.at("etag") == "\"1\"");
  expect(http.get(kNobody), 404);
  expect(http.get(kMembers + "/nonsense"), 404);
  send(http, "PUT", path, person("高橋", "花子"), 428);
  CHECK(send(http, "PUT", path, person("高橋", "花子"), 200, "\"1\"").headers.at("etag") == "\"2\"");
  send(http, "PUT", path, person("第二", "編集者"), 412, "\"1\"");
  send(http, "PUT", path, person("", "", ""), 400, "\"2\"");
  send(http, "PUT", kNobody, person("山田", "花子"), 404, "\"1\"");
  CHECK(read<Row>(expect(http.get(path), 200)).fields.family_name == "高橋");
}

TEST_CASE("the_api_steps_between_states_and_back_and_keeps_the_history") {
  RunningServer server;
  auto http = server.organizer();
  const auto member = make(http, "山田", "花子");
  const auto path = kMembers + "/" + member.id;
  const auto step = [&](const std::string& state, int status, const std::string& if_match) {
    return send(http, "PATCH", path, R"({"state":")" + state + "\"}", status, if_match);
  };
  step("deceased", 428, "");
  CHECK(read<Row>(step("deceased", 200, "\"1\"")).was == "approved");
  step("approved", 412, "\"1\"");
  step("invited", 409, "\"2\"");
  step("gone", 400, "\"2\"");
  CHECK(read<Row>(step("approved", 200, "\"2\"")).state == "approved");
  send(http, "PATCH", kNobody, R"({"state":"left"})", 404, "\"1\"");
  const auto history = read<Entries>(expect(http.get(path + "/history"), 200)).items;
  REQUIRE(history.size() == 3);
  CHECK(history.back().action == "member.create");
  expect(http.get(kNobody + "/history"), 404);
}

TEST_CASE("the_api_lists_in_pages_and_searches_with_the_text_in_the_body") {
  RunningServer server;
  auto http = server.organizer();
  for (const auto* kana : {"さとう", "あおき", "わたなべ", "かとう", "たなか"}) make(http, "同姓", "", kana);
  make(http, "齋藤", "かな無し");
  std::vector<std::string> order;
  std::string after;
  do {
    const auto page = read<List>(expect(http.get(kMembers + "?region=Testland&limit=2" + (after.empty() ? "" : "&after=" + after)), 200));
    CHECK(page.total == 6);
    for (const auto& row : page.items) order.push_back(row.fields.kana);
    after = page.next.value_or("");
  } while (!after.empty());
  CHECK(order == std::vector<std::string>{"あおき", "かとう", "さとう", "たなか", "わたなべ", ""});
  CHECK(read<List>(expect(http.get(kMembers + "?region=Testland&row=ka&state=approved&mail=with&employment=unknown"), 200)).total == 1);
  CHECK(read<List>(expect(http.get(kMembers + "?region=Nowhere"), 200)).total == 0);
  for (const auto* bad : {"?row=xx", "?state=gone", "?age_decade=55", "?limit=101", "?limit=x", "?after=x", "?mail=both", "?region=%ff"}) {
    INFO(bad);
    expect(http.get(kMembers + bad), 400);
  }
  CHECK(search(http, R"({"text":"斉藤","region":"Testland"})").total == 1);
  CHECK(search(http, R"({"text":"サトウ 同姓"})").total == 1);
  CHECK(search(http, R"({"text":"いない"})").total == 0);
  CHECK(search(http, R"({"text":"同姓","limit":2})").next.has_value());
  search(http, R"({"text":5})", 400);
  search(http, R"({"text":"\u0000"})", 400);
}

TEST_CASE("an_exported_roster_is_a_file_and_an_entry_in_the_log") {
  RunningServer server;
  auto http = server.organizer();
  make(http, "=1+1", "髙橋", "たかはし");
  make(http, "山田", "花子", "やまだ");
  const auto path = kMembers + "/export";
  const auto csv = send(http, "POST", path, R"({"purpose":"宛名","type":"csv","members":{"region":"Testland"}})", 200);
  CHECK(csv.headers.at("content-type").starts_with("text/csv"));
  CHECK(csv.headers.at("content-disposition").starts_with("attachment;"));
  CHECK(shows(csv, "姓,名,ふりがな"));
  CHECK(shows(csv, "山田"));
  CHECK(shows(csv, "'=1+1"));
  const auto excel =
      send(http, "POST", path, R"({"purpose":"a list","type":"xlsx","language":"en","members":{"text":"山田","region":"Testland"}})", 200);
  CHECK(excel.body.starts_with("PK"));
  send(http, "POST", path, R"({"purpose":" ","type":"csv"})", 400);
  send(http, "POST", path, R"({"purpose":"x","type":"pdf"})", 400);
  const auto log = read<Handouts>(expect(http.get("/api/v1/handouts"), 200)).items;
  REQUIRE(log.size() >= 2);
  CHECK(log[0].what == "roster.xlsx");
  CHECK(log[0].filter == "region=Testland&text");
  CHECK(log[0].people == 1);
  CHECK(log[1].purpose == "宛名");
  CHECK(log[1].people == 2);
}

// An export brought back as a list.
struct Counts {
  std::int64_t new_person = 0;
  std::int64_t error = 0;
  std::int64_t same = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (new_person, error, same))
struct Import {
  std::string id;
  std::string state;
  std::int64_t total = 0;
  Counts counts;
};
BOOST_DESCRIBE_STRUCT(Import, (), (id, state, total, counts))

TEST_CASE("an_exported_roster_that_is_imported_again_is_recognised_as_the_same_people") {
  RunningServer server;
  auto http = server.organizer();
  const std::string language = GENERATE("ja", "en");
  const std::string type = GENERATE("csv", "xlsx");
  INFO(language << " " << type);
  const auto file =
      send(http, "POST", kMembers + "/export", R"({"purpose":"点検","type":")" + type + R"(","language":")" + language + "\"}", 200);
  const auto answer =
      http.request("POST", kMembers + "/import?file_name=list." + type, file.body, {{"content-type", file.headers.at("content-type")}});
  auto import = read<Import>(expect(answer, 202));
  for (int i = 0; i < 500 && import.state == "reading"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    import = read<Import>(expect(http.get(kMembers + "/imports/" + import.id), 200));
  }
  CHECK(import.state == "ready");
  CHECK(import.total >= 300);
  CHECK(import.counts.new_person == 0);
  CHECK(import.counts.error == 0);
  CHECK(import.counts.same * 100 >= import.total * 95);
}

TEST_CASE("an_empty_roster_says_what_to_do_first") {
  RunningServer server(RunningServer::Party::none);
  REQUIRE(server.command({"init", "--organizer", "花田", "--event", "会", "--date", "2027-02-20", "--edition", "会場"}) == 0);
  const auto link = server.said().substr(server.said().find("/welcome/"), 9 + 40);
  server.start();
  Browser admin(server.client());
  admin.get(link);
  admin.post(link, {{"login", "hanada"}, {"password", "correct horse battery"}, {"again", "correct horse battery"}});
  const auto page = admin.get("/members");
  CHECK(shows(page, "名簿はまだ空です"));
  CHECK(shows(page, "href=\"/imports\""));
  CHECK(shows(page, "href=\"/members/new\""));
  CHECK(shows(page, "href=\"/invitations\""));
}

TEST_CASE("a_search_without_result_says_what_to_try") {
  RunningServer server;
  Browser admin(server.client());
  admin.sign_in("hanada");
  CHECK(shows(admin.post("/members", {{"q", "この名前の人はいない"}}, 200), "当てはまる会員はいません"));
  CHECK(shows(admin.post("/members/search", {{"q", "この名前の人はいない"}}, 200), "当てはまる会員はいません"));
  admin.get("/members");
  CHECK(shows(admin.post("/members", {{"q", std::string(201, 'a')}}, 200), "200文字まで"));
  CHECK(shows(admin.get("/members?after=00000000-0000-7000-8000-000000000000&row=nonsense"), "会員名簿"));
}

TEST_CASE("an_organizer_adds_finds_edits_and_retires_a_member") {
  RunningServer server;
  Browser admin(server.client());
  admin.sign_in("hanada");
  CHECK(shows(admin.get("/members"), "会員名簿"));
  admin.get("/members/new");
  const auto empty = admin.post("/members/new", typed("", "", ""), 422);
  CHECK(shows(empty, "入力内容をご確認ください"));
  const auto wrong = admin.post("/members/new", typed("鷲峰", std::string(101, 'x'), "漢字"), 422);
  CHECK(shows(wrong, "100文字以内"));
  CHECK(shows(wrong, "鷲峰"));
  const auto location = admin.post("/members/new", typed("鷲峰", "<b>太郎</b>", "わしみね たろう")).headers.at("location");
  const auto shown = admin.get(location);
  CHECK(shows(shown, "登録しました"));
  CHECK(shows(shown, "&lt;b&gt;太郎&lt;/b&gt;"));
  CHECK_FALSE(shows(shown, "<b>太郎</b>"));

  const auto again = admin.post("/members/new", typed("鷲峰", "<b>太郎</b>", "わしみね たろう"), 422);
  CHECK(shows(again, "それでも登録する"));
  CHECK(shows(again, location));
  auto anyway = typed("鷲峰", "<b>太郎</b>", "わしみね たろう");
  anyway.emplace_back("anyway", "1");
  CHECK(admin.post("/members/new", anyway).headers.at("location") != location);
  CHECK(shows(admin.post("/members/search", {{"q", "ワシミネ"}}, 200), id_in(location)));

  admin.get(location);
  const auto version = admin.hidden("version");
  const auto left = admin.submit(location + "/state", {{"state", "left"}, {"version", version}});
  CHECK(shows(left, "「退会」にしました"));
  CHECK(shows(left, location + "/undo/2"));
  CHECK(shows(admin.submit(location + "/undo/2", {}), "「承認済み」に戻しました"));
  CHECK(shows(admin.submit(location + "/undo/2", {}), "ほかの幹事が先に変更した"));
  CHECK(shows(admin.submit(location + "/state", {{"state", "left"}, {"version", version}}), "ほかの幹事が先に変更した"));
  admin.post(location + "/state", {{"state", "nonsense"}, {"version", "3"}}, 400);
  admin.get("/members/00000000-0000-7000-8000-000000000000", 404);
  admin.get("/members/nonsense", 404);
}

TEST_CASE("the_second_editor_sees_both_versions_and_loses_nothing") {
  RunningServer server;
  Browser one(server.client());
  Browser two(server.client());
  one.sign_in("hanada");
  two.sign_in("hanada");
  one.get("/members/new");
  const auto path = one.post("/members/new", typed("鷲峰", "太郎", "わしみね たろう")).headers.at("location");
  one.get(path + "/edit");
  two.get(path + "/edit");
  const auto edit = [&](Browser& editor, const std::string& department, const std::string& note, int status) {
    auto fields = typed("鷲峰", "太郎", "わしみね たろう");
    fields.insert(fields.end(), {{"department", department}, {"note", note}, {"base", "{}"}, {"version", editor.hidden("version")}});
    return editor.post(path + "/edit", fields, status);
  };
  edit(one, "第一営業部", "", 303);
  const auto both = edit(two, "総務部", "一行目\n二行目", 409);
  CHECK(shows(both, "ほかの幹事が先に変更しました"));
  CHECK(shows(both, "第一営業部"));
  CHECK(shows(both, "総務部"));
  CHECK(shows(both, "一行目"));
  auto choice = typed("鷲峰", "太郎", "わしみね たろう");
  choice.insert(choice.end(), {{"department", "総務部"},
                               {"note", "一行目\n二行目"},
                               {"pick_department", "theirs"},
                               {"pick_note", "yours"},
                               {"version", two.hidden("version")}});
  const auto saved = two.submit(path + "/edit", choice);
  CHECK(shows(saved, "第一営業部"));
  CHECK(shows(saved, "二行目"));
  auto http = server.organizer();
  const auto row = read<Row>(expect(http.get(kMembers + "/" + id_in(path)), 200));
  CHECK(row.fields.department == "第一営業部");
  CHECK(row.fields.note == "一行目\n二行目");
  CHECK(row.version == 3);
}

TEST_CASE("a_change_of_state_meanwhile_is_no_conflict_with_an_edit") {
  RunningServer server;
  Browser admin(server.client());
  admin.sign_in("hanada");
  admin.get("/members/new");
  const auto path = admin.post("/members/new", typed("鷲峰", "太郎", "")).headers.at("location");
  auto http = server.organizer();
  send(http, "PATCH", kMembers + "/" + id_in(path), R"({"state":"left"})", 200, "\"1\"");
  const auto base = R"({"family_name":"鷲峰","given_name":"太郎","kana":"","former_name":"","show_former_name":false,"display_name":"",)"
                    R"("email":"","site":"","department":"","joined_year":0,"left_year":0,"employment":"unknown","occupation":"unknown",)"
                    R"("region":"","age_decade":0,"introduced_by":"","note":"","aliases":[]})";
  auto fields = typed("鷲峰", "次郎", "");
  fields.insert(fields.end(), {{"base", base}, {"version", "1"}});
  CHECK(shows(admin.submit(path + "/edit", fields), "次郎"));
}

TEST_CASE("reception_and_treasurer_read_what_is_theirs_and_change_nothing") {
  RunningServer server;
  auto http = server.organizer();
  const auto member = make(http, "鷲峰", "花子");
  const auto path = "/members/" + member.id;
  Browser treasurer(server.client());
  treasurer.sign_in("kaikei");
  CHECK(shows(treasurer.get(path), "secret@example.jp"));
  treasurer.get(path + "/edit", 403);
  treasurer.get("/members/export", 403);
  Browser reception(server.client());
  reception.sign_in("uketsuke");
  const auto shown = reception.get(path);
  CHECK(shows(shown, "鷲峰"));
  CHECK_FALSE(shows(shown, "secret@example.jp"));
  CHECK_FALSE(shows(shown, "内緒"));
  CHECK_FALSE(shows(shown, path + "/edit"));
  CHECK_FALSE(shows(reception.get("/members"), "/members/new"));
}

TEST_CASE("the_pages_hand_out_the_roster_for_a_purpose_only") {
  RunningServer server;
  Browser admin(server.client());
  admin.sign_in("hanada");
  admin.get("/members/export");
  CHECK(shows(admin.post("/members/export", {{"type", "csv"}, {"purpose", " "}}, 422), "入力してください"));
  const auto all = admin.post("/members/export", {{"type", "csv"}, {"purpose", "点検"}}, 200);
  CHECK(std::ranges::count(all.body, '\n') > 200);
  admin.get("/members");
  const auto asked = admin.post("/members/export/selection", {{"row", "wa"}, {"q", "わ"}}, 200);
  CHECK(shows(asked, "いま表示している条件の会員"));
  const auto some = admin.post("/members/export", {{"type", "csv"}, {"purpose", "点検"}, {"which", "selected"}, {"row", "wa"}}, 200);
  CHECK(std::ranges::count(some.body, '\n') < std::ranges::count(all.body, '\n'));
  admin.get("/members");
  CHECK(admin.post("/members/export", {{"type", "xlsx"}, {"purpose", "点検"}}, 200).body.starts_with("PK"));
  CHECK(shows(admin.get("/handouts"), "点検"));
}

}  // namespace uke::functional
