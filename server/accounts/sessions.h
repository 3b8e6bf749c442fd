// Sessions: what a browser's cookie stands for. A session is 256 random bits that only the browser has; the database has their hash. Its
// csrf token is derived from them, so it need not be stored and no other session's fits. Called inside a transaction.
#pragma once

#include "server/accounts/sessions_store.h"
#include "server/accounts/uses.h"
#include "server/http/message.h"
#include "server/web/route.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace uke::server::accounts {

inline constexpr Millis kSessionIdle = std::chrono::hours{24 * 14};
inline constexpr Millis kSessionLongest = std::chrono::hours{24 * 90};
inline constexpr Millis kCodeWait = std::chrono::minutes{10};  // for the second step

// Of the session's cookie. The __Host- prefix (browsers then refuse a cookie that another host or an unencrypted page planted) is only
// possible with https.
[[nodiscard]] std::string session_cookie_name(std::string_view url);

struct NewSession {
  std::string id;
  std::string secret;  // for the cookie
};
struct Visitor {
  std::string address;
  std::string user_agent;
};
[[nodiscard]] Visitor visitor_of(const http::Request& request);
[[nodiscard]] Result<NewSession> open_session(storage::WriteTx& tx, AccountId account, SessionState state, const Visitor& visitor);

// The session that a cookie's value names; nothing for forged, ended and outdated ones.
[[nodiscard]] Result<std::optional<SessionRow>> session_of(storage::ReadTx& tx, std::string_view secret);
[[nodiscard]] bool is_over(const SessionRow& session, Time now);
// What every form of that session carries.
[[nodiscard]] std::string csrf_of(std::string_view secret);

// Writes down what was noted and removes sessions that are outdated, at most `limit` of them.
[[nodiscard]] Status tend_sessions(storage::WriteTx& tx, const Uses::Taken& taken, std::int64_t limit);

}  // namespace uke::server::accounts
