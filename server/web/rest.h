// What the REST handlers of all rooms have in common: path ids, bodies, versions as ETag and If-Match, pages of lists. Pure.
#pragma once

#include "server/web/answers.h"
#include "server/web/route.h"
#include "shared/base/describe.h"
#include "shared/json/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::web {

// The id in the path. `not_found` for text that cannot be one: then there is no such thing.
template <TextValue T>
[[nodiscard]] Result<T> path_value(const Req& req, std::string_view name) {
  auto value = T::parse(req.at(name));
  if (!value) return fail(ErrorCode::not_found, "web.path_value", "the path names nothing that exists");
  return value;
}

// `invalid` names the field that does not fit.
template <DescribedStruct T>
[[nodiscard]] Result<T> body_of(const Req& req) {
  return json::parse<T>(req.http.body);
}

// 400 with an entry per field.
[[nodiscard]] http::Response refuse_fields(std::vector<wire::FieldError> errors);

// A row's version as its ETag: "3" with the quotes.
[[nodiscard]] std::string etag(std::int64_t version);
template <class T>
[[nodiscard]] http::Response versioned_answer(const T& value, std::int64_t version, int status = 200) {
  auto response = json_answer(value, status);
  response.header("etag", etag(version));
  return response;
}
// The version that the caller saw. `stale` for an If-Match that is none of ours; nothing without the header: see precondition_required().
[[nodiscard]] Result<std::optional<std::int64_t>> if_match(const Req& req);
// 428 (RFC 6585): what two organizers may edit at once is only changed with If-Match.
[[nodiscard]] http::Response precondition_required();

// ?limit=, 1 … `most`; `most` without it. `invalid` for anything else.
[[nodiscard]] Result<std::int64_t> page_limit(const Req& req, std::int64_t most);
// ?after=: the id of the last row of the page before; nil without it. `invalid` for anything else.
template <TextValue T>
[[nodiscard]] Result<T> page_after(const Req& req) {
  const auto text = req.query("after");
  if (!text || text->empty()) return T{};
  auto value = T::parse(*text);
  if (!value) return fail(ErrorCode::invalid, "web.page_after", "after: is not a cursor of this list");
  return value;
}

}  // namespace uke::server::web
