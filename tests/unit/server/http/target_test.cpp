#include "server/http/target.h"
#include "tests/support/catch.h"

using namespace uke::server::http;

TEST_CASE("target_is_decoded_once_and_the_query_stays_as_sent") {
  const auto target = parse_target("/%E5%8F%97%E4%BB%98/a%252Fb?q=%E5%B1%B1+x");
  REQUIRE(target);
  CHECK(target->path == "/受付/a%2Fb");
  CHECK(target->query == "q=%E5%B1%B1+x");
  CHECK(parse_target("http://example.org/a?b")->path == "/a");
  CHECK(parse_target("http://example.org")->path == "/");
}

TEST_CASE("refuses_targets_that_could_leave_their_folder_or_break_a_log") {
  const std::string text = GENERATE(
      values<std::string>({"", "*", "a/b", "/a/../b", "/..", "/%2e%2e/x", "/.", "/a%00", "/a%0Ab", "/a%5Cb", "/%", "/%4", "/%zz"}));
  INFO(text);
  CHECK_FALSE(parse_target(text));
}

TEST_CASE("dots_inside_a_name_are_no_folder") {
  CHECK(parse_target("/..a")->path == "/..a");
  CHECK(parse_target("/a..b/c.")->path == "/a..b/c.");
}

TEST_CASE("plus_is_a_space_only_in_queries") {
  CHECK(percent_decoded("a+b%2B", Plus::is_space) == "a b+");
  CHECK(percent_decoded("a+b%2B", Plus::stays) == "a+b+");
}

TEST_CASE("host_name_drops_the_port_and_the_case") {
  CHECK(host_name("Example.ORG:8080") == "example.org");
  CHECK(host_name("[::1]:80") == "[::1]");
  CHECK(host_name("a") == "a");
}
