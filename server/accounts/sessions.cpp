#include "server/accounts/sessions.h"

#include "server/accounts/store.h"

#include <array>

namespace uke::server::accounts {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretLetters = 2 * kSecretBytes;

std::string fresh_secret(Random& random) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::array<std::uint8_t, kSecretBytes> bytes{};
  random.fill(bytes);
  std::string text;
  for (const auto byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace

bool is_over(const SessionRow& session, Time now) {
  const auto age = now - from_ms(session.created_ms);
  if (session.state == SessionState::code_asked) return age >= kCodeWait;
  return age >= kSessionLongest || now - from_ms(session.seen_ms) >= kSessionIdle;
}

std::string session_cookie_name(std::string_view url) { return url.starts_with("https://") ? "__Host-uke_session" : "uke_session"; }

Visitor visitor_of(const http::Request& request) {
  return {.address = request.remote, .user_agent = std::string(request.header("user-agent"))};
}

Result<NewSession> open_session(storage::WriteTx& tx, AccountId account, SessionState state, const Visitor& visitor) {
  NewSession made{.id = Uuid::v7(tx.clock(), tx.random()).to_string(), .secret = fresh_secret(tx.random())};
  const auto device = device_of(visitor.user_agent);
  TRYV(insert_session(tx,
                      {.id = made.id,
                       .account = account,
                       .state = state,
                       .system = device.system,
                       .browser = device.browser,
                       .network = network_of(visitor.address),
                       .created_ms = to_ms(tx.now()),
                       .seen_ms = to_ms(tx.now())},
                      secret_hash(made.secret)));
  return made;
}

Result<std::optional<SessionRow>> session_of(storage::ReadTx& tx, std::string_view secret) {
  if (secret.size() != kSecretLetters) return std::optional<SessionRow>{};
  TRY(auto session, find_session(tx, secret_hash(secret)));
  if (session && is_over(*session, tx.now())) session.reset();
  return session;
}

std::string csrf_of(std::string_view secret) {
  return secret.size() == kSecretLetters ? derived_secret(secret, "csrf").substr(4) : std::string();
}

Status tend_sessions(storage::WriteTx& tx, const Uses::Taken& taken, std::int64_t limit) {
  for (const auto& [id, at] : taken.sessions) TRYV(note_session_use(tx, id, at));
  for (const auto& [id, at] : taken.tokens) TRYV(note_token_use(tx, id, at));
  TRYV(delete_old_sessions(tx, tx.now() - kSessionIdle, tx.now() - kSessionLongest, limit));
  return {};
}

}  // namespace uke::server::accounts
