#include "server/http/head.h"
#include "tests/support/catch.h"

using namespace uke::server::http;

TEST_CASE("date_is_the_fixed_form_of_rfc_9110") {
  DateCache date;
  CHECK(date.at(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(date.at(784111778) == "Sun, 06 Nov 1994 08:49:38 GMT");
}

TEST_CASE("head_names_each_header_once_and_own_headers_win_over_defaults") {
  const Headers own = {{"content-type", "text/plain"}, {"cache-control", "max-age=60"}};
  const Headers defaults = {{"cache-control", "no-store"}, {"x-content-type-options", "nosniff"}};
  std::string out;
  append_head(out, {.status = 404, .headers = own, .defaults = defaults, .length = 3, .date = "D", .keep_alive = KeepAlive::no});
  CHECK(out ==
        "HTTP/1.1 404 Not Found\r\nDate: D\r\ncontent-type: text/plain\r\ncache-control: max-age=60\r\n"
        "x-content-type-options: nosniff\r\nContent-Length: 3\r\nConnection: close\r\n\r\n");
}

TEST_CASE("a_value_cannot_add_a_header") {
  const Headers own = {{"location", std::string("/a\r\nset-cookie: x\0y", 19)}};
  std::string out;
  append_head(out, {.headers = own, .defaults = {}, .length = std::nullopt, .date = "D"});
  CHECK(out == "HTTP/1.1 200 OK\r\nDate: D\r\nlocation: /aset-cookie: xy\r\n\r\n");
}
