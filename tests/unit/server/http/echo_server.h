// A server whose handler says what it received. Limits are short so that tests of time limits take no time.
#pragma once

#include "server/http/server.h"
#include "server/http/target.h"
#include "tests/support/catch.h"
#include "tests/support/http_client.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>

namespace uke::test {

inline server::http::ServerOptions short_limits() {
  server::http::ServerOptions options;
  options.idle_time_max = Millis{400};
  options.header_time_max = Millis{200};
  options.body_time_max = Millis{200};
  options.write_time_max = Millis{300};
  options.linger_time_max = Millis{300};
  options.drain_time_max = Millis{2000};
  options.refusal = [](int status, const server::http::Request&) {
    server::http::Response response;
    response.status = status;
    response.body = std::string("refused");
    return response;
  };
  options.body_rule = [](server::http::Method, const std::string& path) {
    using Rule = server::http::BodyRule;
    return Rule{path == "/large" ? std::size_t{8} << 20 : std::size_t{64} << 10,
                path == "/file" ? Rule::Keep::in_a_file : Rule::Keep::as_it_comes};
  };
  return options;
}

// "POST /path?query body-bytes [in a file]".
inline server::http::Response echo(const server::http::Request& request) {
  server::http::Response response;
  std::string text = std::string(server::http::method_name(request.method)) + " " + request.path;
  if (!request.query.empty()) text += "?" + request.query;
  text += " " + std::to_string(request.body_file ? std::filesystem::file_size(*request.body_file) : request.body.size());
  if (request.body_file) text += " in a file";
  response.header("content-type", "text/plain");
  response.body = text;
  return response;
}

inline std::unique_ptr<server::http::Server> start(server::http::ServerOptions options, server::http::Handler handler) {
  auto server = server::http::Server::start(std::move(options), std::move(handler));
  REQUIRE(server.has_value());
  return std::move(*server);
}

inline std::unique_ptr<server::http::Server> start_echo(server::http::ServerOptions options = short_limits()) {
  return start(std::move(options), [](server::http::Request request, server::http::Responder respond) { respond(echo(request)); });
}

}  // namespace uke::test
