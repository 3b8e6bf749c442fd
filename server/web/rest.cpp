#include "server/web/rest.h"

#include <charconv>

namespace uke::server::web {
namespace {

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

http::Response refuse_fields(std::vector<wire::FieldError> errors) {
  wire::Problem more;
  if (!errors.empty()) more.detail = errors.front().field + ": " + errors.front().message;
  more.errors = std::move(errors);
  return problem(400, "invalid", "The request is not acceptable", more);
}

std::string etag(std::int64_t version) { return '"' + std::to_string(version) + '"'; }

Result<std::optional<std::int64_t>> if_match(const Req& req) {
  const auto text = req.http.header("if-match");
  if (text.empty()) return std::optional<std::int64_t>{};
  const bool quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
  const auto version = quoted ? number_of(text.substr(1, text.size() - 2)) : std::nullopt;
  if (!version) return fail(ErrorCode::stale, "web.if_match", "the tag is none of ours");
  return version;
}

http::Response precondition_required() { return problem(428, "if-match-required", "Send If-Match with the ETag that you saw"); }

Result<std::int64_t> page_limit(const Req& req, std::int64_t most) {
  const auto text = req.query("limit");
  if (!text) return most;
  const auto limit = number_of(*text);
  if (!limit || *limit < 1 || *limit > most) {
    return fail(ErrorCode::invalid, "web.page_limit", "limit: must be between 1 and " + std::to_string(most));
  }
  return *limit;
}

}  // namespace uke::server::web
