// How handlers answer: JSON of a described struct, and errors as RFC 9457 problems.
#pragma once

#include "server/http/message.h"
#include "shared/base/result.h"
#include "shared/json/json.h"
#include "shared/wire/messages.h"

#include <string>
#include <string_view>

namespace uke::server::web {

// 200 (or `status`) with application/json.
template <class T>
[[nodiscard]] http::Response json_answer(const T& value, int status = 200) {
  http::Response response;
  response.status = status;
  response.header("content-type", "application/json");
  response.body = json::to_text(value);
  return response;
}

// A problem with one of the stable words (wire/messages.h); `title` is for humans and fixed per word.
[[nodiscard]] http::Response problem(int status, std::string_view word, std::string_view title, const wire::Problem& more = {});

// The one table code → HTTP status and word. `detail` of an `invalid` error is shown (it names the field); all other details go to the log
// only.
[[nodiscard]] http::Response problem_of(const Error& error);
[[nodiscard]] int status_of(const Error& error);

}  // namespace uke::server::web
