#include "server/web/answers.h"

#include <array>

namespace uke::server::web {
namespace {

struct Kind {
  ErrorCode code;
  int status;
  std::string_view word;
  std::string_view title;
};
// The one table code → HTTP status and word.
constexpr std::array kKinds = {
    Kind{ErrorCode::invalid, 400, "invalid", "The request is not acceptable"},
    Kind{ErrorCode::not_found, 404, "not-found", "There is no such thing"},
    Kind{ErrorCode::conflict, 409, "conflict", "It contradicts what is stored"},
    Kind{ErrorCode::stale, 412, "stale", "Somebody else changed it first"},
    Kind{ErrorCode::unauthorized, 401, "unauthorized", "Sign in first"},
    Kind{ErrorCode::forbidden, 403, "forbidden", "This is not allowed to you"},
    Kind{ErrorCode::too_large, 413, "too-large", "The request is too large"},
    Kind{ErrorCode::unsupported, 415, "unsupported", "This is not supported"},
    Kind{ErrorCode::busy, 503, "busy", "Too much at once, try again"},
    Kind{ErrorCode::unavailable, 503, "unavailable", "Not available now, try again"},
    Kind{ErrorCode::disk_full, 503, "disk-full", "The server cannot store anything now"},
    Kind{ErrorCode::timeout, 503, "timeout", "It took too long, try again"},
    Kind{ErrorCode::corrupt, 500, "internal", "Something went wrong in the server"},
    Kind{ErrorCode::internal, 500, "internal", "Something went wrong in the server"},
};

const Kind& kind_of(ErrorCode code) {
  for (const auto& kind : kKinds) {
    if (kind.code == code) return kind;
  }
  return kKinds.back();
}

// "records[3].kind: is not one of: …" names the field before the first colon.
std::vector<wire::FieldError> field_errors(std::string_view detail) {
  const auto colon = detail.find(": ");
  if (colon == std::string_view::npos) return {};
  return {{std::string(detail.substr(0, colon)), std::string(detail.substr(colon + 2))}};
}

}  // namespace

http::Response problem(int status, std::string_view word, std::string_view title, const wire::Problem& more) {
  wire::Problem full = more;
  full.type = std::string(wire::kProblemBase) + std::string(word);
  full.title = title;
  full.status = status;
  http::Response response;
  response.status = status;
  response.header("content-type", "application/problem+json");
  if (status == 503) response.header("retry-after", "2");
  if (status == 401) response.header("www-authenticate", "Bearer");
  response.body = json::to_text(full);
  return response;
}

int status_of(const Error& error) { return kind_of(error.code).status; }

http::Response problem_of(const Error& error) {
  const auto& kind = kind_of(error.code);
  wire::Problem more;
  if (error.code == ErrorCode::invalid) {
    more.detail = error.detail;
    if (auto fields = field_errors(error.detail); !fields.empty()) more.errors = std::move(fields);
  }
  return problem(kind.status, kind.word, kind.title, more);
}

}  // namespace uke::server::web
