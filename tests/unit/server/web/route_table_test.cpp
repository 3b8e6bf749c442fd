#include "server/web/route_table.h"
#include "tests/support/catch.h"

using namespace uke;
using namespace uke::server::web;

namespace {

Route route(Method method, std::string pattern) {
  return {.method = method, .pattern = std::move(pattern), .access = kOpen, .handler = Read([](const Req&, ReadTx&) -> Result<Response> {
                                                                              return Response{};
                                                                            })};
}

RouteTable table() {
  auto made = RouteTable::create({route(Method::get, "/api/{room}"), route(Method::get, "/api/events"), route(Method::post, "/api/events"),
                                  route(Method::get, "/api/{room}/x"), route(Method::del, "/api/{room}/{id}"), route(Method::get, "/")});
  REQUIRE(made);
  return std::move(*made);
}

}  // namespace

TEST_CASE("a_fixed_segment_is_preferred_to_a_parameter") {
  const auto routes = table();
  CHECK(routes.find(Method::get, "/api/events").route->pattern == "/api/events");
  const auto match = routes.find(Method::get, "/api/kiosks");
  CHECK(match.route->pattern == "/api/{room}");
  CHECK(match.path.at("room") == "kiosks");
  CHECK(routes.find(Method::del, "/api/a/b").path.at("id") == "b");
  CHECK(routes.find(Method::get, "/").route->pattern == "/");
}

TEST_CASE("an_unknown_path_has_no_route_and_an_unknown_method_is_told_the_others") {
  const auto routes = table();
  CHECK_FALSE(routes.find(Method::get, "/api/a/b/c").route);
  CHECK(routes.find(Method::get, "/api/a/b/c").allow.empty());
  CHECK(routes.find(Method::put, "/api/events").allow == "GET, HEAD, POST");
  CHECK(routes.find(Method::get, "/api/a/b").allow == "DELETE");
  CHECK(routes.find(Method::other, "/").allow == "GET, HEAD");
}

TEST_CASE("head_is_answered_by_get_and_a_parameter_is_never_empty") {
  const auto routes = table();
  CHECK(routes.find(Method::head, "/api/events").route->method == Method::get);
  CHECK_FALSE(routes.find(Method::get, "/api/").route);
}

TEST_CASE("two_routes_for_one_path_are_refused") {
  CHECK_FALSE(RouteTable::create({route(Method::get, "/a/{b}"), route(Method::get, "/a/{c}")}));
  CHECK(RouteTable::create({route(Method::get, "/a/{b}"), route(Method::post, "/a/{c}")}));
  CHECK_FALSE(RouteTable::create({route(Method::get, "a")}));
}

TEST_CASE("query_parameters_are_decoded_and_the_first_of_a_name_counts") {
  server::http::Request request;
  request.query = "q=%E5%B1%B1+x&n=1&n=2&empty=&bare&%71b=z";
  const Actor actor;
  const Form form;
  const Req req{request, actor, form, {}};
  CHECK(req.query("q") == "山 x");
  CHECK(req.query("n") == "1");
  CHECK(req.query("empty") == "");
  CHECK(req.query("bare") == "");
  CHECK(req.query("qb") == "z");
  CHECK_FALSE(req.query("missing"));
  CHECK(req.at("nothing").empty());
}
