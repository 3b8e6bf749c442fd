// Rows of sessions and recovery_codes. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/accounts/devices.h"
#include "server/accounts/rules.h"
#include "server/storage/write_tx.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::accounts {

// open: signed in. code_asked: the password was right, the code of the second step is still missing.
enum class SessionState : std::uint8_t { open, code_asked };
BOOST_DESCRIBE_ENUM(SessionState, open, code_asked)

struct SessionRow {
  std::string id;
  AccountId account;
  SessionState state = SessionState::open;
  System system = System::unknown;
  Browser browser = Browser::unknown;
  std::string network;
  std::int64_t created_ms = 0;
  std::int64_t seen_ms = 0;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (id, account, state, system, browser, network, created_ms, seen_ms))

[[nodiscard]] Status insert_session(storage::WriteTx& tx, const SessionRow& session, std::string_view secret_hash);
[[nodiscard]] Result<std::optional<SessionRow>> find_session(storage::ReadTx& tx, std::string_view secret_hash);
// Newest use first; open ones only.
[[nodiscard]] Result<std::vector<SessionRow>> list_sessions(storage::ReadTx& tx, AccountId account);
// How many ended.
[[nodiscard]] Result<std::int64_t> delete_session(storage::WriteTx& tx, AccountId account, std::string_view id);
[[nodiscard]] Result<std::int64_t> delete_sessions(storage::WriteTx& tx, AccountId account, std::string_view but_id);
[[nodiscard]] Status note_session_use(storage::WriteTx& tx, std::string_view id, Time at);
// Those last used or made that long ago, at most `limit`.
[[nodiscard]] Result<std::int64_t> delete_old_sessions(storage::WriteTx& tx, Time seen_until, Time made_until, std::int64_t limit);

[[nodiscard]] Status replace_recovery_codes(storage::WriteTx& tx, AccountId account, const std::vector<std::string>& hashes);
[[nodiscard]] Result<std::int64_t> count_recovery_codes(storage::ReadTx& tx, AccountId account);
[[nodiscard]] Result<bool> is_open_recovery_code(storage::ReadTx& tx, AccountId account, std::string_view hash);
// False where there is no such code or it was used.
[[nodiscard]] Result<bool> use_recovery_code(storage::WriteTx& tx, AccountId account, std::string_view hash);

}  // namespace uke::server::accounts
