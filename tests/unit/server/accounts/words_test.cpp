// Sign-in names, where a browser may go next, and the words for devices.
#include "server/accounts/devices.h"
#include "server/accounts/logins.h"
#include "tests/support/catch.h"

namespace uke::server::accounts {
namespace {

std::string wrong(const web::Faults& faults) { return faults.empty() ? "" : std::string(enum_name(faults.front().what)); }

}  // namespace

TEST_CASE("a_sign_in_name_is_found_however_it_is_typed") {
  CHECK(login_key("Hanada") == "hanada");
  CHECK(login_key("　ｈａｎａｄａ＠example．jp ") == "hanada@example.jp");
  CHECK(login_key("ha.nada_1-2+x") == "ha.nada_1-2+x");
}

TEST_CASE("what_is_no_sign_in_name_is_looked_up_for_nobody_and_refused_with_a_reason") {
  CHECK(login_key("花田").empty());
  CHECK(login_key("ha").empty());
  CHECK(login_key("ha nada").empty());
  CHECK(login_key("\xff\xff\xff").empty());
  CHECK(login_key(std::string(101, 'a')).empty());
  CHECK(wrong(check_login("hanada@example.jp")) == "");
  CHECK(wrong(check_login("")) == "required");
  CHECK(wrong(check_login("  ")) == "required");
  CHECK(wrong(check_login("ab")) == "too_short");
  CHECK(wrong(check_login("花田幸子")) == "not_text");
  CHECK(wrong(check_login("\xff\xfe")) == "not_text");
  CHECK(wrong(check_login(std::string(101, 'a'))) == "too_long");
}

TEST_CASE("an_organizers_name_is_one_line_of_text") {
  CHECK(wrong(check_name("花田 幸子")) == "");
  CHECK(wrong(check_name("　")) == "required");
  CHECK(wrong(check_name("花田\n幸子")) == "not_text");
  CHECK(wrong(check_name("\xff")) == "not_text");
  std::string long_name;
  for (int i = 0; i < 100; ++i) long_name += "花";
  CHECK(wrong(check_name(long_name)) == "");
  CHECK(wrong(check_name(long_name + "子")) == "too_long");
}

TEST_CASE("after_the_sign_in_a_browser_stays_on_this_server") {
  CHECK(safe_next("/members?row=ka") == "/members?row=ka");
  for (const char* foreign : {"", "//evil.example", "https://evil.example", "/\\evil.example", "/a\\b", "javascript:alert(1)", "members",
                              "/a\nb", "/a b", "/sign-in", "/sign-out", "/welcome/x"}) {
    INFO(foreign);
    CHECK(safe_next(foreign) == "/home");
  }
  CHECK(safe_next("/" + std::string(500, 'a')) == "/home");
}

TEST_CASE("a_device_is_told_by_what_its_browser_says_of_itself") {
  const auto device = [](const char* agent) {
    const auto found = device_of(agent);
    return std::string(enum_name(found.system)) + " " + std::string(enum_name(found.browser));
  };
  CHECK(device("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 "
               "Safari/604.1") == "iphone safari");
  CHECK(device("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36") ==
        "android chrome");
  CHECK(device("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0") ==
        "windows edge");
  CHECK(device("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0") == "mac firefox");
  CHECK(device("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/468]") ==
        "iphone facebook");
  CHECK(device("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 Line/14.9.0/IAB") == "android line");
  CHECK(device("curl/8.5 <script>") == "unknown unknown");
  CHECK(device("") == "unknown unknown");
}

TEST_CASE("of_an_address_only_its_network_is_kept") {
  CHECK(network_of("203.0.113.77") == "203.0.113.*");
  CHECK(network_of("::ffff:203.0.113.77") == "203.0.113.*");
  CHECK(network_of("2001:db8:1:2::77") == "2001:db8:1:*");
  CHECK(network_of("2001:db8::77") == "2001:db8::*");
  CHECK(network_of("::1") == "::1");
  CHECK(network_of("") == "");
}

}  // namespace uke::server::accounts
