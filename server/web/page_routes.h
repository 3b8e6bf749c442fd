// How the rooms write down the routes of their pages. Pure.
#pragma once

#include "server/web/route.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace uke::server::web {

// A route for people: the session's cookie, forms, pages instead of problems. `access`: bits of Access.
[[nodiscard]] Route page(Method method, std::string pattern, unsigned access, decltype(Route::handler) handler);

// Handlers of functions that want what their room's pages need, too.
template <class Needs>
[[nodiscard]] Read reads(const Needs& needs, Result<Response> (*body)(const Needs&, const Req&, ReadTx&)) {
  return [needs, body](const Req& req, ReadTx& tx) { return body(needs, req, tx); };
}
template <class Needs>
[[nodiscard]] Write writes(const Needs& needs, Result<Response> (*body)(const Needs&, const Req&, WriteTx&)) {
  return [needs, body](const Req& req, WriteTx& tx) { return body(needs, req, tx); };
}
template <class Needs>
[[nodiscard]] Work works(const Needs& needs, Result<std::variant<Response, Mutation>> (*body)(const Needs&, const Req&, ReadTx&)) {
  return [needs, body](const Req& req, ReadTx& tx) { return body(needs, req, tx); };
}
// The same where the function takes the thing itself.
template <class Parts>
[[nodiscard]] Read reads(const std::shared_ptr<const Parts>& parts, Result<Response> (*body)(const Parts&, const Req&, ReadTx&)) {
  return [parts, body](const Req& req, ReadTx& tx) { return body(*parts, req, tx); };
}
template <class Parts>
[[nodiscard]] Write writes(const std::shared_ptr<const Parts>& parts, Result<Response> (*body)(const Parts&, const Req&, WriteTx&)) {
  return [parts, body](const Req& req, WriteTx& tx) { return body(*parts, req, tx); };
}

// The version of the row that a form was made from (its field "version"); 0 for what is none.
[[nodiscard]] std::int64_t version_of(const Form& form);

}  // namespace uke::server::web
