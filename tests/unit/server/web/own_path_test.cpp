#include "server/web/own_path.h"
#include "tests/support/catch.h"

using namespace uke::server;
using namespace uke::server::web;

namespace {

http::Request with(std::vector<std::pair<std::string, std::string>> headers) {
  http::Request request;
  request.method = http::Method::post;
  request.headers = std::move(headers);
  return request;
}

}  // namespace

TEST_CASE("only_paths_that_stay_here_are_our_own") {
  for (const std::string path : {"/", "/members", "/members/1?row=ka&after=x", "/e/%E8%8A%B1"}) {
    INFO(path);
    CHECK(is_own_path(path));
  }
  for (const std::string path : {"", "members", "//evil.example", "/\\evil.example", "\\\\evil", "https://evil.example/", "/a b", "/a\nb",
                                 "/a\x7f", "/\t/evil.example", "javascript:alert(1)"}) {
    INFO(path);
    CHECK_FALSE(is_own_path(path));
  }
  CHECK_FALSE(is_own_path("/" + std::string(500, 'a')));
}

TEST_CASE("the_way_to_the_sign_in_remembers_the_way_back") {
  auto request = with({});
  request.path = "/members/花";
  request.query = "row=ka&after=1";
  CHECK(sign_in_path(request) == "/sign-in?next=/members/%25E8%258A%25B1%3Frow%3Dka%26after%3D1");
  request.path = "//evil.example";
  request.query.clear();
  CHECK(sign_in_path(request) == "/sign-in");
  request.path = "/";
  CHECK(sign_in_path(request) == "/sign-in");
}

TEST_CASE("a_form_of_another_site_is_known_by_what_the_browser_says") {
  struct Row {
    std::vector<std::pair<std::string, std::string>> headers;
    bool ours;
  };
  const auto row = GENERATE(values<Row>({
      {{}, true},
      {{{"sec-fetch-site", "same-origin"}}, true},
      {{{"sec-fetch-site", "none"}}, true},
      {{{"sec-fetch-site", "same-site"}}, false},
      {{{"sec-fetch-site", "cross-site"}}, false},
      {{{"sec-fetch-site", "cross-site"}, {"origin", "http://here.example"}, {"host", "here.example"}}, false},
      {{{"origin", "http://here.example"}, {"host", "here.example"}}, true},
      {{{"origin", "http://here.example:81"}, {"host", "here.example"}}, false},
      {{{"origin", "http://127.0.0.1:8420"}, {"host", "127.0.0.1:8420"}}, true},
      {{{"origin", "https://outside.example"}, {"host", "127.0.0.1:8420"}}, true},  // behind a proxy: the configured URL
      {{{"origin", "https://evil.example"}, {"host", "here.example"}}, false},
      {{{"origin", "null"}, {"host", "here.example"}}, false},
      {{{"origin", "http://"}, {"host", ""}}, false},
  }));
  const auto request = with(row.headers);
  INFO(request.header("sec-fetch-site") << " " << request.header("origin"));
  CHECK(is_from_own_page(request, "https://outside.example/x") == row.ours);
}

TEST_CASE("an_empty_secret_fits_nothing") {
  CHECK(same_secret("abc", "abc"));
  CHECK_FALSE(same_secret("abc", "abd"));
  CHECK_FALSE(same_secret("abc", "ab"));
  CHECK_FALSE(same_secret("", ""));
}

TEST_CASE("a_cookie_is_found_by_its_whole_name") {
  const auto request = with({{"cookie", "xuke=1; uke=2;uke=3"}, {"cookie", "more=4"}});
  CHECK(request.cookie("uke") == "2");
  CHECK(request.cookie("more") == "4");
  CHECK(request.cookie("uk").empty());
  CHECK(with({{"cookie", ";;=;uke"}}).cookie("uke").empty());
}
