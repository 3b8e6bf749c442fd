// The engine's way in and out for bodies: unpacking requests, packing, counting and logging answers.
#include "server/http/target.h"
#include "server/web/answers.h"
#include "server/web/call.h"
#include "server/web/engine.h"
#include "server/web/own_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace uke::server::web {
namespace {

constexpr std::size_t kPackFrom = 1024;

bool packs_well(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("application/problem+json") ||
         type.starts_with("image/svg") || type.starts_with("application/yaml");
}

std::string_view header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

const std::array<std::pair<std::string_view, std::string_view>, 4> kPageHeaders = {
    {{"content-security-policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
      "frame-ancestors 'none'; base-uri 'none'"},
     {"referrer-policy", "same-origin"},
     {"cache-control", "no-store"},
     {"x-robots-tag", "noindex"}}};

void add_page_headers(Response& response) {
  for (const auto& [name, value] : kPageHeaders) {
    if (header_of(response, name).empty()) response.header(std::string(name), std::string(value));
  }
}

bool is_problem(const Response& response) {
  return response.status >= 400 && header_of(response, "content-type").starts_with("application/problem+json");
}

// The page with those headers of the problem that say what to do.
Response as_page(const Response& problem, Response page) {
  for (const std::string_view name : {"allow", "retry-after"}) {
    const auto value = header_of(problem, name);
    if (!value.empty() && header_of(page, name).empty()) page.header(std::string(name), std::string(value));
  }
  return page;
}

}  // namespace

void Engine::unpack_on_worker(CallPtr call) {
  const bool posted = parts_.workers->post([this, call](uke::storage::Connection&) {
    if (auto unpacked = unpack(*call); !unpacked) return answer(*call, std::unexpected(std::move(unpacked.error())));
    start_handler(call);
  });
  if (!posted) answer(*call, fail(ErrorCode::busy, "web.unpack", "the queue of the workers is full"));
}

// Afterwards the body is in memory and plain, unless it is a plain file larger than the route wants in memory.
Status Engine::unpack(Call& call) const {
  const auto most = call.route->inflated_bytes_max;
  auto& request = call.request;
  const bool packed = request.header("content-encoding") == "gzip";
  if (request.body_file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(*request.body_file, error);
    if (!error && size > most && !packed) return {};
    std::ifstream file(*request.body_file, std::ios::binary);
    request.body.assign(std::istreambuf_iterator<char>(file), {});
    if (error || !file || request.body.size() != size) return fail(ErrorCode::internal, "web.unpack", "cannot read the spooled body");
    request.body_file.reset();
  }
  if (!packed) return {};
  TRY(request.body, gunzip(request.body, most));
  return {};
}

void Engine::answer_static(Call& call) {
  const auto& fixed = std::get<Static>(call.route->handler);
  if (!fixed.bytes) return answer(call, fail(ErrorCode::not_found, "web.static", "not part of this program"));
  Response response;
  response.header("content-type", fixed.content_type).header("etag", fixed.etag).header("cache-control", fixed.cache_control);
  if (call.request.header("if-none-match") == fixed.etag) {
    response.status = 304;
  } else {
    response.body = fixed.bytes;
  }
  answer(call, std::move(response));
}

void Engine::answer(Call& call, Result<Response> result, Pack pack) {
  auto responder = std::move(call.responder);
  responder(finished(call, std::move(result), pack));
}

Response Engine::finished(Call& call, Result<Response> result, Pack packing) {
  Response response = result ? std::move(*result) : problem_of(result.error());
  const bool denied = response.status == 401 || (call.is_guess() && (response.status == 403 || response.status == 404));
  const bool guessed = denied && (call.is_guess() || !call.request.header("authorization").empty());
  if (guessed && !parts_.limit->spend(call.request.remote)) {
    response = problem(429, "too-many-attempts", "Too many attempts, wait a little");
    response.header("retry-after", "10");
  }
  const Error* error = result ? nullptr : &result.error();
  response = dressed(call, std::move(response), error);
  if (packing == Pack::yes) pack(call, response);
  parts_.metrics->count_request(call.route_index, response.status);
  if (response.status >= 400) log_error(call, response.status, error);
  return response;
}

Response Engine::dressed(const Call& call, Response response, const Error* error) const {
  if (!call.route) return refused(call.request, std::move(response));
  if (!call.is_page()) return response;
  const bool only_looks = call.request.method == Method::get || call.request.method == Method::head;
  if (error && error->code == ErrorCode::unauthorized && response.status == 401 && only_looks) {
    response = {};
    response.status = 303;
    response.header("location", sign_in_path(call.request));
  } else if (is_problem(response) && parts_.error_page) {
    response = as_page(response, parts_.error_page(call.req(), response.status, error));
  }
  add_page_headers(response);
  return response;
}

Response Engine::refused(const http::Request& request, Response problem) const {
  const bool wants_page = request.header("accept").find("text/html") != std::string_view::npos && !request.path.starts_with("/api/");
  if (!wants_page || !parts_.error_page || !is_problem(problem)) return problem;
  const Actor nobody;
  const Form empty;
  const Req req{request, nobody, empty, {}};
  auto page = as_page(problem, parts_.error_page(req, problem.status, nullptr));
  add_page_headers(page);
  return page;
}

void Engine::pack(Call& call, Response& response) {
  if (std::holds_alternative<std::filesystem::path>(response.body) || response.bytes().size() < kPackFrom) return;
  if (!packs_well(header_of(response, "content-type")) || !header_of(response, "content-encoding").empty()) return;
  response.header("vary", "accept-encoding");
  if (!accepts_gzip(call.request.header("accept-encoding"))) return;
  if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&response.body)) {
    response.body = gzip_cache_.packed(*shared);
  } else {
    response.body = gzip(response.bytes());
  }
  response.header("content-encoding", "gzip");
}

void Engine::log_error(const Call& call, int status, const Error* error) const {
  if (!parts_.log) return;
  const auto pattern = call.route ? std::string_view(call.route->pattern) : std::string_view("(no route)");
  parts_.log(fmt::format("{} {} {}{}{}", http::method_name(call.request.method), pattern, status, error ? " " : "",
                         error ? describe(*error) : std::string()));
}

}  // namespace uke::server::web
