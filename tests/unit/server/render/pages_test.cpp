// Whole pages: the frame, the language, messages, navigation by role, errors, and the routes that all pages need.
#include "server/render/pages.h"
#include "server/render/parts.h"
#include "shared/assets/assets.h"
#include "tests/support/catch.h"
#include "tests/support/server_fixture.h"

using namespace uke;
using namespace uke::server;
using namespace uke::server::render;
using uke::test::ServerFixture;

namespace {

PagesPtr some_pages(std::string url = "https://uketsuke.example") {
  auto pages = Pages::create({.url = std::move(url),
                              .organization = "同窓会 <A>",
                              .navigation = {{"/members", "ui.search", web::kOrganizers}, {"/audit", "ui.copy", web::kAdmin}}});
  INFO((pages ? std::string() : describe(pages.error())));
  REQUIRE(pages);
  return *pages;
}

// A request of somebody, with what the engine would add.
struct Asked {
  http::Request http;
  web::Actor actor;
  web::Form form;
  [[nodiscard]] web::Req req() const { return {http, actor, form, {}}; }
};
Asked asked_by(web::Access access, std::string cookie = {}) {
  Asked asked;
  asked.http.path = "/members/花";
  asked.http.query = "row=ka";
  if (!cookie.empty()) asked.http.headers.emplace_back("cookie", std::move(cookie));
  asked.actor = {.access = access, .id = "1", .name = "佐藤 <花子>", .csrf = access == web::kOpen ? "" : "the-csrf"};
  return asked;
}

struct Note {
  Notice notice;
};
BOOST_DESCRIBE_STRUCT(Note, (), (notice))

struct ErrorView {
  int status = 200;
  std::string text = {};
  std::string again = {};
  std::string again_label = {};
};
BOOST_DESCRIBE_STRUCT(ErrorView, (), (status, text, again, again_label))

std::string page_of(const Pages& pages, const Asked& asked, const Head& head = {.title = "題<名>"}) {
  const auto page = pages.page(asked.req(), head, "error", ErrorView{.text = "<script>"});
  INFO((page ? std::string() : describe(page.error())));
  REQUIRE(page);
  return std::string(page->bytes());
}

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

std::string header_of(const web::Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("a_page_stands_in_the_frame_of_its_reader") {
  const auto pages = some_pages();
  const auto page = page_of(*pages, asked_by(web::kAdmin), {.title = "題<名>", .nav = "/members", .back = "/home", .back_label = "戻る"});
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"ja\">"));
  CHECK(has(page, "<title>題&lt;名&gt; | 同窓会 &lt;A&gt;</title>"));
  CHECK(has(page, "佐藤 &lt;花子&gt;"));
  CHECK_FALSE(has(page, "<script>"));
  CHECK(has(page, "<a href=\"/members\" aria-current=\"page\">"));
  CHECK(has(page, "<a href=\"/audit\">"));
  CHECK(has(page, "<a href=\"/home\">戻る</a>"));
  CHECK(has(page, "action=\"/sign-out\""));
  CHECK(has(page, "name=\"csrf\" value=\"the-csrf\""));
  CHECK(has(page, "name=\"next\" value=\"/members/%E8%8A%B1?row=ka\""));
  CHECK_FALSE(has(page, "http-equiv"));  // no page may load itself anew under somebody's eyes
}

TEST_CASE("the_navigation_shows_what_the_role_may_open") {
  const auto pages = some_pages();
  const auto reception = page_of(*pages, asked_by(web::kReception));
  CHECK(has(reception, "href=\"/members\""));
  CHECK_FALSE(has(reception, "href=\"/audit\""));
  const auto stranger = page_of(*pages, asked_by(web::kOpen));
  CHECK_FALSE(has(stranger, "href=\"/members\""));
  CHECK_FALSE(has(stranger, "/sign-out"));
  CHECK(has(stranger, "action=\"/language\""));
}

TEST_CASE("the_cookie_chooses_the_language") {
  const auto pages = some_pages();
  CHECK(has(page_of(*pages, asked_by(web::kOpen, "uke_lang=en")), "<html lang=\"en\">"));
  CHECK(has(page_of(*pages, asked_by(web::kOpen, "uke_lang=ja")), "<html lang=\"ja\">"));
  CHECK(has(page_of(*pages, asked_by(web::kOpen, "uke_lang=<x>")), "<html lang=\"ja\">"));
}

TEST_CASE("a_message_is_shown_once") {
  const auto pages = some_pages();
  const auto told = pages->see_other("/members", {.key = "flash.test", .args = {}, .undo = "/members/1/undo"});
  CHECK(told.status == 303);
  CHECK(header_of(told, "location") == "/members");
  const auto cookie = header_of(told, "set-cookie");
  CHECK(has(cookie, "; Path=/; HttpOnly; SameSite=Lax; Max-Age=300; Secure"));
  // The page after forgets the cookie, whether or not it knew the sentence.
  const auto page = pages->page(asked_by(web::kAdmin, cookie.substr(0, cookie.find(';'))).req(), {.title = "x"}, "error", ErrorView{});
  REQUIRE(page);
  CHECK(has(header_of(*page, "set-cookie"), "uke_flash=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
  CHECK(header_of(*pages->page(asked_by(web::kAdmin).req(), {.title = "x"}, "error", ErrorView{}), "set-cookie").empty());
}

TEST_CASE("cookies_are_secure_where_the_address_is") {
  CHECK(some_pages()->cookie("a", "b", 1) == "a=b; Path=/; HttpOnly; SameSite=Lax; Max-Age=1; Secure");
  CHECK(some_pages("http://127.0.0.1:1")->cookie("a", "b", 1) == "a=b; Path=/; HttpOnly; SameSite=Lax; Max-Age=1");
}

TEST_CASE("a_part_comes_without_the_frame") {
  const auto part = some_pages()->part(asked_by(web::kAdmin).req(), "parts/notice", Notice{Tone::stop, "<題>", "", {"一"}});
  REQUIRE(part);
  const auto text = std::string(part->bytes());
  CHECK(text.starts_with("<div class=\"notice stop\" role=\"alert\">"));
  CHECK(has(text, "&lt;題&gt;"));
  CHECK(has(text, "<li>一</li>"));
}

TEST_CASE("a_view_that_lacks_a_name_is_a_defect_and_no_page") {
  const auto page = some_pages()->page(asked_by(web::kAdmin).req(), {.title = "x"}, "error", Note{});
  REQUIRE_FALSE(page);
  CHECK(page.error().code == ErrorCode::internal);
}

TEST_CASE("every_error_has_words_in_both_languages") {
  const auto pages = some_pages();
  const int status = GENERATE(400, 401, 403, 404, 405, 408, 409, 412, 413, 415, 417, 421, 429, 431, 500, 501, 503, 505);
  const std::string language = GENERATE(as<std::string>(), "ja", "en");
  INFO(status << " " << language);
  const auto page = pages->error_page(asked_by(web::kOpen, "uke_lang=" + language).req(), status, nullptr);
  CHECK(page.status == status);
  const auto text = std::string(page.bytes());
  CHECK(has(text, "<html lang=\"" + language + "\">"));
  CHECK_FALSE(has(text, "⟦"));
  CHECK(has(text, ">" + std::to_string(status) + "<"));
}

TEST_CASE("an_old_form_keeps_a_way_back_and_no_way_elsewhere") {
  const auto pages = some_pages();
  const Error old{ErrorCode::forbidden, "web.csrf", "inner words", ""};
  auto asked = asked_by(web::kAdmin);
  asked.http.method = http::Method::post;
  asked.http.headers = {{"host", "here.example"}, {"referer", "https://here.example/members/1/edit"}};
  const auto text = std::string(pages->error_page(asked.req(), 403, &old).bytes());
  CHECK(has(text, "ページが古くなっています"));
  CHECK(has(text, "class=\"button primary\" href=\"/members/1/edit\""));
  CHECK_FALSE(has(text, "inner words"));
  asked.http.headers[1].second = "https://evil.example/members/1/edit";
  CHECK_FALSE(has(std::string(pages->error_page(asked.req(), 403, &old).bytes()), "/members/1/edit"));
}

TEST_CASE("stylesheet_and_script_never_change_under_their_names") {
  const auto pages = some_pages();
  ServerFixture server(pages->routes());
  auto client = server.client();
  const auto page = page_of(*pages, asked_by(web::kOpen));
  for (const std::string ending : {"-app.css", "-app.js", "-icon.svg"}) {
    const auto end = page.find(ending);
    REQUIRE(end != std::string::npos);
    const auto begin = page.rfind('"', end) + 1;
    const auto path = page.substr(begin, end + ending.size() - begin);
    INFO(path);
    const auto answer = client.request("GET", path, {}, {{"accept-encoding", "gzip"}});
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->headers.at("cache-control") == "public, max-age=31536000, immutable");
    CHECK((ending == "-icon.svg" || answer->headers.at("content-encoding") == "gzip"));
    CHECK(client.request("GET", path, {}, {{"if-none-match", answer->headers.at("etag")}})->status == 304);
  }
}

TEST_CASE("the_switch_of_the_language_leads_back_to_the_page") {
  ServerFixture server(some_pages()->routes());
  auto client = server.client();
  const std::vector<std::pair<std::string, std::string>> form = {{"content-type", "application/x-www-form-urlencoded"}};
  const auto answer = client.request("POST", "/language", "lang=en&next=/members%3Frow%3Dka", form);
  REQUIRE(answer);
  CHECK(answer->status == 303);
  CHECK(answer->headers.at("location") == "/members?row=ka");
  CHECK(answer->headers.at("set-cookie").starts_with("uke_lang=en; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"));
  CHECK(client.request("POST", "/language", "lang=en&next=//evil.example", form)->headers.at("location") == "/");
  CHECK(client.request("POST", "/language", "lang=fr", form)->status == 400);
  CHECK(client.request("GET", "/", {})->headers.at("location") == "/home");
}
