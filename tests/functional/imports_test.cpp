// Lists of people come onto the roster: over the API, on the pages and as a command; every documented status is seen.
#include "tests/functional/browser.h"
#include "tests/support/made_up_list.h"

#include <fstream>
#include <thread>

namespace uke::functional {
namespace {

using namespace std::chrono_literals;
using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kImport = "/api/v1/members/import";
const std::string kImports = "/api/v1/members/imports";
const std::string kNobody = "/00000000-0000-7000-8000-000000000000";
const std::string kList =
    "氏名,ふりがな,メール,部署\n河合 澄子,かわい すみこ,sumiko@example.jp,営業部\n,,x@example.jp,\n川合 純一,かわい "
    "じゅんいち,jun@example.jp,人事部\n";

struct Counts {
  std::int64_t new_person = 0;
  std::int64_t same = 0;
  std::int64_t doubtful = 0;
  std::int64_t error = 0;
  std::int64_t undecided = 0;
  std::int64_t created = 0;
  std::int64_t removed = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (new_person, same, doubtful, error, undecided, created, removed))
struct Import {
  std::string id;
  std::string state;
  std::string error;
  std::string encoding;
  std::int64_t total = 0;
  Counts counts;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Import, (), (id, state, error, encoding, total, counts, version))
struct Imports {
  std::vector<Import> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Imports, (), (items, next))
struct ImportedRow {
  std::int64_t seq = 0;
  std::int64_t line = 0;
  std::string outcome;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ImportedRow, (), (seq, line, outcome, reason))
struct Rows {
  std::vector<ImportedRow> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Rows, (), (items, next))

HttpAnswer bring(HttpClient& http, const std::string& bytes, int status, const std::string& key = {}) {
  Headers headers{{"content-type", "text/csv"}};
  if (!key.empty()) headers.emplace_back("idempotency-key", key);
  return expect(http.request("POST", kImport + "?file_name=list.csv", bytes, headers), status);
}

Import wait_while(HttpClient& http, const std::string& id, const std::string& state) {
  for (int i = 0; i < 1500; ++i) {
    auto import = read<Import>(expect(http.get(kImports + "/" + id), 200));
    if (import.state != state) return import;
    std::this_thread::sleep_for(20ms);
  }
  FAIL("it takes too long");
  return {};
}

Import bring_and_wait(HttpClient& http, const std::string& bytes) {
  return wait_while(http, read<Import>(bring(http, bytes, 202)).id, "reading");
}

HttpAnswer step(HttpClient& http, const std::string& method, const std::string& path, int status, std::int64_t version = 0,
                const std::string& body = {}) {
  Headers headers;
  if (version > 0) headers.emplace_back("if-match", "\"" + std::to_string(version) + "\"");
  if (!body.empty()) headers.emplace_back("content-type", "application/json");
  return expect(http.request(method, path, body, headers), status);
}

Import applied(HttpClient& http, const Import& import) {
  step(http, "POST", kImports + "/" + import.id + "/apply", 202, import.version);
  return wait_while(http, import.id, "applying");
}

// What a browser sends for a form with a file.
std::string multipart(const std::string& csrf, const std::string& file_name, const std::string& bytes) {
  const std::string part = "--xyz\r\nContent-Disposition: form-data; name=";
  return part + "\"csrf\"\r\n\r\n" + csrf + "\r\n" + part + "\"file\"; filename=\"" + file_name +
         "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes + "\r\n--xyz--\r\n";
}

std::string cookies_of(const Browser& browser) { return "uke_session=" + browser.cookie("uke_session"); }

HttpAnswer upload(RunningServer& server, Browser& browser, const std::string& name, const std::string& bytes) {
  browser.get("/imports");
  auto http = server.client();
  http.patience = 20s;
  const auto answer =
      http.request("POST", "/imports", multipart(browser.hidden("csrf"), name, bytes),
                   {{"content-type", "multipart/form-data; boundary=xyz"}, {"cookie", cookies_of(browser)}, {"accept", "text/html"}});
  REQUIRE(answer.has_value());
  return *answer;
}

void wait_for_page(Browser& browser, const std::string& path, const std::string& text) {
  for (int i = 0; i < 500; ++i) {
    browser.get(path);
    if (browser.page().find(text) != std::string::npos) return;
    std::this_thread::sleep_for(20ms);
  }
  FAIL("the page never says " << text);
}

}  // namespace

TEST_CASE("a_list_is_read_corrected_applied_and_undone_over_the_api") {
  RunningServer server;
  auto http = server.organizer();
  const auto first = bring(http, kList, 202, "import-1");
  CHECK(bring(http, kList, 202, "import-1").body == first.body);
  bring(http, kList + "x", 422, "import-1");
  bring(http, "", 400);
  const auto id = read<Import>(first).id;
  auto import = wait_while(http, id, "reading");
  CHECK(import.state == "ready");
  CHECK(import.counts.new_person == 2);
  CHECK(import.counts.error == 1);
  const auto path = kImports + "/" + id;
  CHECK(read<Rows>(expect(http.get(path + "/rows?outcome=error"), 200)).items.at(0).line == 3);
  const auto page = read<Rows>(expect(http.get(path + "/rows?limit=2"), 200));
  CHECK(read<Rows>(expect(http.get(path + "/rows?limit=2&after=" + page.next.value()), 200)).items.size() == 1);
  expect(http.get(path + "/rows?outcome=odd"), 400);
  expect(http.get(path + "/rows?after=x"), 400);
  expect(http.get(kImports + kNobody + "/rows"), 404);
  expect(http.get(kImports + kNobody), 404);

  step(http, "PATCH", path, 428, 0, "{}");
  step(http, "PATCH", path, 400, import.version, R"({"choice":{"separator":"|"}})");
  step(http, "PATCH", kImports + kNobody, 404, 1, "{}");
  step(http, "PATCH", path, 412, import.version + 7, "{}");
  step(http, "PATCH", path, 400, import.version, R"({"decisions":[{"seq":2,"decision":"add"}]})");  // an error stays one
  import = read<Import>(step(http, "PATCH", path, 200, import.version, R"({"decisions":[{"seq":3,"decision":"skip"}]})"));
  step(http, "PATCH", path, 200, import.version, R"({"choice":{"encoding":"utf8"},"overwrite":true})");
  import = wait_while(http, id, "reading");

  step(http, "POST", path + "/apply", 428);
  step(http, "POST", path + "/apply", 412, import.version + 7);
  step(http, "POST", kImports + kNobody + "/apply", 404, 1);
  step(http, "POST", path + "/undo", 409, import.version);
  import = applied(http, import);
  CHECK(import.state == "done");
  CHECK(import.counts.created == 2);
  step(http, "POST", path + "/apply", 409, import.version);
  step(http, "PATCH", path, 409, import.version, R"({"decisions":[{"seq":3,"decision":"skip"}]})");
  step(http, "DELETE", path, 409, import.version);

  step(http, "POST", path + "/undo", 428);
  step(http, "POST", path + "/undo", 412, import.version + 7);
  step(http, "POST", kImports + kNobody + "/undo", 404, 1);
  step(http, "POST", path + "/undo", 202, import.version);
  import = wait_while(http, id, "undoing");
  CHECK(import.state == "undone");
  CHECK(import.counts.removed == 2);
}

TEST_CASE("imports_are_listed_and_discarded") {
  RunningServer server;
  auto http = server.organizer();
  const auto one = bring_and_wait(http, kList);
  const auto two = bring_and_wait(http, "\x89PNG\r\n\x1a\n");
  CHECK(two.state == "failed");
  CHECK(two.error == "unsupported");
  const auto first = read<Imports>(expect(http.get(kImports + "?limit=1"), 200));
  CHECK(first.items.at(0).id == two.id);
  CHECK(read<Imports>(expect(http.get(kImports + "?after=" + first.next.value()), 200)).items.at(0).id == one.id);
  expect(http.get(kImports + "?after=x"), 400);
  const auto path = kImports + "/" + two.id;
  step(http, "DELETE", path, 428);
  step(http, "DELETE", path, 412, two.version + 7);
  step(http, "DELETE", kImports + kNobody, 404, 1);
  step(http, "DELETE", path, 204, two.version);
  expect(http.get(path), 404);
  expect(server.client().get(kImports), 401);
}

TEST_CASE("a_form_with_a_file_is_an_import_too_and_too_large_a_file_is_413") {
  RunningServer server;
  auto http = server.organizer();
  const Headers headers{{"content-type", "multipart/form-data; boundary=xyz"}};
  const auto answer = expect(http.request("POST", kImport, multipart("", "会員.csv", kList), headers), 202);
  CHECK(answer.body.find("会員.csv") != std::string::npos);
  CHECK(wait_while(http, read<Import>(answer).id, "reading").counts.new_person == 2);
  auto big = server.organizer();
  REQUIRE(big.connect());
  CHECK(big.send("POST " + kImport + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857600\r\n\r\n"));
  const auto refused = big.read_answer();
  REQUIRE(refused.has_value());
  CHECK(refused->status == 413);
}

TEST_CASE("every_kind_of_bad_list_says_what_is_wrong_and_nothing_is_written") {
  RunningServer server;
  auto http = server.organizer();
  const auto error_of = [&](const std::string& bytes) { return bring_and_wait(http, bytes).error; };
  CHECK(error_of("氏名,メール\n") == "invalid");
  CHECK(error_of("氏名,\"メール\n河合,x\n") == "corrupt");
  CHECK(error_of("PK\x03\x04 no zip at all") == "corrupt");
  CHECK(error_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\x01')) == "unsupported");
  CHECK(error_of("名前\n" + std::string(40'000, 'x') + "\n") == "too_large");
  CHECK(bring_and_wait(http, "氏名\n河合 澄子\n" + std::string(1'000'000, ',') + "\n").counts.new_person == 1);
  const auto odd = bring_and_wait(
      http, "氏名,メール,メール,備考\n" + std::string(500, 'x') + ",,,\n河合\xff 澄子,,,\n川合 純一,<script>alert(1)</script>,,\n" +
                "\"=HYPERLINK(\"\"http://example.jp\"\")\",,,\n<script>alert(1)</script>,,,<script>alert(1)</script>\n");
  CHECK(odd.counts.error == 3);
  CHECK(odd.counts.new_person == 2);  // names are text, whatever they look like
}

TEST_CASE("an_organizer_imports_a_list_on_the_pages") {
  RunningServer server;
  Browser browser(server.client());
  browser.sign_in("hanada");
  CHECK(upload(server, browser, "", "").status == 422);
  const auto brought = upload(server, browser, "会員.csv", kList);
  REQUIRE(brought.status == 303);
  const auto path = brought.headers.at("location");
  wait_for_page(browser, path, "2名分を取り込む");
  CHECK(browser.page().find("河合 澄子") != std::string::npos);
  browser.get(path + "?outcome=error");
  CHECK(browser.page().find("お名前がありません") != std::string::npos);
  browser.get(path + "/progress");
  CHECK(browser.page().find("data-done") != std::string::npos);
  CHECK(browser.get(path + "/left-out").body.find("お名前がありません") != std::string::npos);
  browser.get(path + "/columns");
  CHECK(browser.page().find("ふりがな") != std::string::npos);
  browser.post(path + "/columns", {{"version", browser.hidden("version")}, {"m3", "note"}, {"header_line", "1"}});
  wait_for_page(browser, path, "2名分を取り込む");
  const auto stale = browser.post(path + "/apply", {{"version", "1"}}, 412);
  CHECK(stale.body.find("<h1") != std::string::npos);
  browser.get(path);
  browser.post(path + "/apply", {{"version", browser.hidden("version")}});
  wait_for_page(browser, path, "取り込みが終わりました");
  browser.post(path + "/undo", {{"version", browser.hidden("version")}});
  wait_for_page(browser, path, "取り込みを元に戻しました");
  browser.get("/imports");
  CHECK(browser.page().find("会員.csv") != std::string::npos);
}

TEST_CASE("doubtful_rows_are_decided_on_the_page") {
  RunningServer server;
  Browser browser(server.client());
  browser.sign_in("hanada");
  auto http = server.organizer();
  (void)applied(http, bring_and_wait(http, "氏名\n河合 澄子\n"));
  const auto path = upload(server, browser, "more.csv", "氏名,部署\n河合 澄子,営業部\n").headers.at("location");
  wait_for_page(browser, path, "似た会員がいます");
  const auto decided = browser.post(path + "/rows/1", {{"decision", "add"}, {"outcome", "doubtful"}});
  CHECK(decided.headers.at("location").ends_with("#row-1"));
  browser.get(path);
  CHECK(browser.page().find("1名分を取り込む") != std::string::npos);
  browser.post(path + "/rows/1", {{"decision", "none"}});
  browser.get(path);
  browser.post(path + "/skip", {});
  browser.get(path);
  CHECK(browser.page().find("書き込むものはありません") != std::string::npos);
  browser.post(path + "/rows/9", {{"decision", "add"}}, 400);
  browser.get(path);
  browser.post(path + "/discard", {{"version", browser.hidden("version")}});
  browser.get(path, 404);
}

TEST_CASE("an_import_goes_on_after_the_server_was_killed") {
  RunningServer server;
  auto http = server.organizer();
  const auto people = test::make_up_people(3000, 12);
  const auto id = read<Import>(bring(http, test::csv_of(people), 202)).id;
  std::this_thread::sleep_for(60ms);
  server.kill_now();
  server.start();
  auto again = server.organizer();
  auto import = wait_while(again, id, "reading");
  CHECK(import.total == 3000);
  step(again, "POST", kImports + "/" + id + "/apply", 202, import.version);
  std::this_thread::sleep_for(100ms);
  server.kill_now();
  server.start();
  auto last = server.organizer();
  const auto expected = import.counts.new_person;
  import = wait_while(last, id, "applying");
  CHECK(import.state == "done");
  CHECK(import.counts.created == expected);
  CHECK(bring_and_wait(last, test::csv_of(people)).counts.new_person == 0);
}

TEST_CASE("the_command_does_the_same_beside_a_running_server_and_without_one") {
  RunningServer server;
  const auto file = (server.folder() / "list.csv").string();
  std::ofstream(file) << kList;
  CHECK(server.command({"import", "roster", file, "--dry-run"}) == 0);
  CHECK(server.said().find("3") != std::string::npos);
  auto http = server.organizer();
  CHECK(read<Imports>(expect(http.get(kImports), 200)).items.empty());
  CHECK(server.command({"import", "roster", file}) == 0);
  const auto list = read<Imports>(expect(http.get(kImports), 200)).items;
  REQUIRE(list.size() == 1);
  CHECK(list[0].counts.created == 2);
  CHECK(server.command({"import", "roster", file, "--encoding", "utf8", "--overwrite"}) == 0);
  step(http, "POST", kImports + "/" + list[0].id + "/undo", 202, list[0].version);
  CHECK(wait_while(http, list[0].id, "undoing").counts.removed == 2);
  server.stop();
  CHECK(server.command({"import", "roster", file}) == 0);
  CHECK(server.command({"import", "roster", file, "--encoding", "latin1"}) == 2);
  std::ofstream(file) << "\x89PNG\r\n\x1a\n";
  CHECK(server.command({"import", "roster", file}) == 1);
}

}  // namespace uke::functional
