// Errors as values. `Result<T>` is what every function that can fail returns; exceptions never cross a room.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace uke {

// What went wrong, in the few kinds that callers treat differently. The server maps each to one HTTP status.
enum class ErrorCode : std::uint8_t {
  invalid,       // the input is not acceptable; `detail` names the field
  not_found,     // no such thing
  conflict,      // it contradicts what is stored
  stale,         // somebody else changed it first (412)
  unauthorized,  // nobody is signed in, or the token is unknown
  forbidden,     // signed in, but not allowed to
  too_large,     // over a limit
  unsupported,   // understood, but not done here (an unknown version, a wrong media type)
  busy,          // try again: a full queue, a locked database
  unavailable,   // a peer or device does not answer
  disk_full,     // SQLITE_FULL, ENOSPC
  corrupt,       // stored data cannot be read
  timeout,       // it took longer than its limit
  internal,      // a defect of ours
};

// `op` is the function or step that failed, `detail` what happened (for the log: it may hold technical facts but never
// personal data), `hint` what a person can do about it (may be empty).
struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::internal;
  std::string op;
  std::string detail;
  std::string hint = {};
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

// fail(ErrorCode::invalid, "parse_ticket", "…") is what a function returns to report an error.
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string_view op, std::string_view detail, std::string_view hint = {}) {
  return std::unexpected(Error{code, std::string(op), std::string(detail), std::string(hint)});
}

// The word for a code in logs and tests, e.g. "disk_full".
[[nodiscard]] std::string_view to_string(ErrorCode code);

// "disk_full in log.append: database or disk is full", for a log line.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace uke

// TRY(auto record, find_record(tx, id)) declares `record` or returns the error to the caller; TRYV(step()) is the same for Status.
#define UKE_TRY_CONCAT_(a, b) a##b
#define UKE_TRY_CONCAT(a, b) UKE_TRY_CONCAT_(a, b)
#define UKE_TRY_IMPL(tmp, declaration, ...)                                   \
  auto&& tmp = (__VA_ARGS__);                                                 \
  if (!tmp) return std::unexpected(std::forward<decltype(tmp)>(tmp).error()); \
  declaration = *std::forward<decltype(tmp)>(tmp)
#define TRY(declaration, ...) UKE_TRY_IMPL(UKE_TRY_CONCAT(uke_try_, __COUNTER__), declaration, __VA_ARGS__)
#define TRYV(...)                                                                                    \
  do {                                                                                               \
    auto&& uke_status = (__VA_ARGS__);                                                               \
    if (!uke_status) return std::unexpected(std::forward<decltype(uke_status)>(uke_status).error()); \
  } while (false)
