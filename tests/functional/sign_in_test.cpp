// The door of the organizers' pages at the real server: passwords, waiting, cookies, forms, the second step, other browsers.
#include "server/accounts/two_step.h"
#include "shared/base/utf8.h"
#include "tests/functional/browser.h"

#include <chrono>
#include <fstream>
#include <thread>

namespace uke::functional {
namespace {

std::int64_t memory_kb(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;) {
    if (word != "VmRSS:") continue;
    std::int64_t kb = 0;
    status >> kb;
    return kb;
  }
  return 0;
}

}  // namespace

TEST_CASE("a_wrong_name_and_a_wrong_password_are_told_the_same_and_many_tries_have_to_wait") {
  RunningServer server;
  Browser browser(server.client());
  browser.get("/sign-in");
  const auto wrong_password = browser.post("/sign-in", {{"login", "hanada"}, {"password", "wrong-wrong-1"}}, 403).body;
  const auto wrong_name = browser.post("/sign-in", {{"login", "hanadb"}, {"password", "wrong-wrong-1"}}, 403).body;
  const auto without_login = [](std::string page) {
    const auto at = page.find("value=\"hanad");
    return page.erase(at, page.find('"', at + 7) - at);
  };
  CHECK(without_login(wrong_password) == without_login(wrong_name));
  browser.post("/sign-in", {{"login", "hanada"}, {"password", std::string(10'000, 'x')}}, 403);
  std::string endless;
  for (int i = 0; i < 2000; ++i) endless += "花";
  CHECK(is_valid_utf8(browser.post("/sign-in", {{"login", endless}, {"password", "wrong"}}, 403).body));
  for (int i = 0; i < 3; ++i) browser.post("/sign-in", {{"login", "hanada"}, {"password", "wrong"}}, 403);
  const auto wait = browser.post("/sign-in", {{"login", "hanada"}, {"password", "demo-demo-2027"}}, 429);
  CHECK(std::stoi(wait.headers.at("retry-after")) >= 1);
  CHECK(wait.body.find("お待ちください") != std::string::npos);
  std::this_thread::sleep_for(std::chrono::milliseconds{1100});
  browser.post("/sign-in", {{"login", "hanada"}, {"password", "demo-demo-2027"}}, 303);
}

TEST_CASE("guesses_from_elsewhere_do_not_make_a_browser_wait_that_was_in_before") {
  RunningServer server;
  Browser own(server.client());
  own.sign_in("hanada");
  own.post("/sign-out", {});
  Browser stranger(server.client());
  stranger.get("/sign-in");
  for (int i = 0; i < 5; ++i) stranger.post("/sign-in", {{"login", "hanada"}, {"password", "wrong-wrong-1"}}, 403);
  stranger.post("/sign-in", {{"login", "hanada"}, {"password", "demo-demo-2027"}}, 429);
  own.sign_in("hanada");
}

TEST_CASE("after_the_sign_in_the_browser_goes_where_it_wanted_but_never_to_another_host") {
  RunningServer server;
  Browser browser(server.client());
  CHECK(browser.get("/sessions", 303).headers.at("location") == "/sign-in?next=/sessions");
  browser.get("/sign-in?next=/sessions");
  CHECK(browser.hidden("next") == "/sessions");
  for (const char* next : {"//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nset-cookie: x=y"}) {
    browser.get("/sign-in");
    CHECK(browser.post("/sign-in", {{"login", "hanada"}, {"password", "demo-demo-2027"}, {"next", next}}).headers.at("location") ==
          "/home");
    browser.forget_cookies();
  }
  browser.get("/sign-in");
  CHECK(browser.post("/sign-in", {{"login", "hanada"}, {"password", "demo-demo-2027"}, {"next", "/sessions"}}).headers.at("location") ==
        "/sessions");
  CHECK(browser.get("/sign-in?next=/account", 303).headers.at("location") == "/account");
}

TEST_CASE("the_session_cookie_is_out_of_reach_of_scripts_and_other_sites_and_forged_ones_are_nobody") {
  RunningServer server;
  Browser browser(server.client());
  browser.get("/sign-in");
  const auto cookie = browser.post("/sign-in", {{"login", "hanada"}, {"password", "demo-demo-2027"}}).headers.at("set-cookie");
  CHECK(cookie.find("HttpOnly") != std::string::npos);
  CHECK(cookie.find("SameSite=Lax") != std::string::npos);
  CHECK(cookie.find("Path=/") != std::string::npos);
  const auto secret = browser.cookie("uke_session");
  CHECK(secret.size() == 64);
  browser.get("/home");
  for (const auto& forged : {std::string("x"), std::string(64, '0'), secret + "0", std::string(3000, 'a'), std::string("\xff\xfe%00"),
                             std::string("' or 1=1 --")}) {
    browser.set_cookie("uke_session", forged);
    CHECK(browser.get("/home", 303).headers.at("location").starts_with("/sign-in"));
  }
  auto api = server.client();
  expect(api.request("GET", "/api/v1/sessions", "", {{"cookie", "uke_session=" + secret}}), 401);  // a cookie opens no API
  auto bearer = server.organizer();
  expect(bearer.get("/home"), 303);  // and a token no page
}

TEST_CASE("a_form_of_another_session_is_refused") {
  RunningServer server;
  Browser one(server.client());
  Browser other(server.client());
  one.sign_in("hanada");
  other.sign_in("kaikei");
  const auto foreign = other.hidden("csrf");
  CHECK(foreign.size() > 20);
  one.get("/account/names");
  const auto own = one.hidden("csrf");
  one.post("/account/names", {{"name", "乗っ取り"}, {"login", "hanada"}, {"version", one.hidden("version")}, {"csrf", foreign}}, 403);
  one.post("/account/names", {{"name", "乗っ取り"}, {"login", "hanada"}, {"version", "2"}, {"csrf", ""}}, 403);
  one.get("/account");
  CHECK(one.page().find("乗っ取り") == std::string::npos);
  one.post("/account/names", {{"name", "花田 幸子"}, {"login", "hanada"}, {"version", "2"}, {"csrf", own}}, 303);
}

TEST_CASE("the_second_step_asks_for_a_code_that_counts_once_and_recovery_codes_help_out") {
  RunningServer server;
  Browser browser(server.client());
  browser.sign_in("hanada");
  browser.get("/account/two-step");
  browser.submit("/account/two-step/begin", {});
  CHECK(browser.page().find("<svg") != std::string::npos);
  const auto at = browser.page().find("secret=") + 7;
  const auto key = browser.page().substr(at, 32);
  browser.post("/account/two-step/confirm", {{"code", "000000"}}, 422);
  CHECK(browser.page().find(key) != std::string::npos);
  const auto now = [] { return system_clock().now(); };
  browser.submit("/account/two-step/confirm", {{"code", server::accounts::totp_code(key, now())}});
  std::vector<std::string> codes;
  for (auto from = browser.page().find("<li><code>"); from != std::string::npos; from = browser.page().find("<li><code>", from + 1)) {
    codes.push_back(browser.page().substr(from + 10, 11));
  }
  REQUIRE(codes.size() == 10);

  Browser second(server.client());
  second.get("/sign-in?next=/sessions");
  const auto to_code = second.post("/sign-in", {{"login", "hanada"}, {"password", "demo-demo-2027"}, {"next", "/sessions"}});
  CHECK(to_code.headers.at("location") == "/sign-in/code?next=/sessions");
  second.get("/home", 303);  // the password alone opens nothing
  second.get("/sign-in/code?next=/sessions");
  const auto half = second.cookie("uke_session");
  second.post("/sign-in/code", {{"code", "000000"}}, 403);
  // The code that switched the second step on was used.
  second.post("/sign-in/code", {{"code", server::accounts::totp_code(key, now())}}, 403);
  CHECK(second.post("/sign-in/code", {{"recovery", codes[0]}, {"next", "/sessions"}}).headers.at("location") == "/sessions");
  CHECK(second.cookie("uke_session") != half);
  second.get("/sessions");
  Browser third(server.client());
  third.get("/sign-in");
  third.post("/sign-in", {{"login", "hanada"}, {"password", "demo-demo-2027"}});
  third.get("/sign-in/code");
  third.post("/sign-in/code", {{"recovery", codes[0]}}, 403);
  // The next step's code is good once, also from an app whose clock is half a minute ahead.
  const auto next_code = server::accounts::totp_code(key, now() + std::chrono::seconds{30});
  third.post("/sign-in/code", {{"code", next_code}}, 303);

  browser.get("/account/two-step");
  browser.post("/account/two-step/off", {{"current", "wrong"}, {"version", browser.hidden("version")}}, 422);
  browser.post("/account/two-step/off", {{"current", "demo-demo-2027"}, {"version", browser.hidden("version")}}, 303);
  Browser fourth(server.client());
  fourth.sign_in("hanada");
}

TEST_CASE("a_new_password_and_one_tap_sign_other_browsers_out") {
  RunningServer server;
  Browser phone(server.client());
  Browser laptop(server.client());
  laptop.user_agent = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/127.0";
  phone.sign_in("kaikei");
  laptop.sign_in("kaikei");
  phone.get("/sessions");
  CHECK(phone.page().find("Windows の Firefox") != std::string::npos);
  CHECK(phone.page().find("iPhone の Safari") != std::string::npos);
  CHECK(phone.page().find("127.0.0.1") == std::string::npos);
  phone.post("/sessions/end-others", {});
  laptop.get("/home", 303);
  laptop.sign_in("kaikei");
  phone.get("/account/password");
  const auto send = [&](const std::string& current, const std::string& password, int status) {
    phone.post("/account/password",
               {{"current", current}, {"password", password}, {"again", password}, {"version", phone.hidden("version")}}, status);
  };
  send("wrong", "kaki-no-ki 77", 422);
  send("demo-demo-2027", "kaikei-kaikei", 422);
  const auto before = phone.cookie("uke_session");
  send("demo-demo-2027", "kaki-no-ki 77", 303);
  CHECK(phone.cookie("uke_session") != before);
  phone.get("/home");
  laptop.get("/home", 303);
  phone.post("/sign-out", {});
  phone.get("/home", 303);
  phone.sign_in("kaikei", "kaki-no-ki 77");
}

TEST_CASE("signing_in_takes_a_moment_and_gives_its_memory_back") {
  RunningServer server;
  Browser browser(server.client());
  browser.sign_in("hanada");
  const auto before = memory_kb(server.pid());
  const auto begin = std::chrono::steady_clock::now();
  constexpr int kTimes = 10;
  for (int i = 0; i < kTimes; ++i) {
    browser.forget_cookies();
    browser.sign_in("hanada");
  }
  const auto each = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin) / kTimes;
  const auto after = memory_kb(server.pid());
  WARN("sign-in with three pages: " << each.count() << " ms; memory before " << before << " kB, after " << after << " kB");
  CHECK(each.count() < 1000);
  CHECK(after - before < 8 * 1024);  // 19 MiB are not kept
}

}  // namespace uke::functional
