// Rows of audit_log and handouts. SQL and nothing else; called inside a transaction. Internal to this room.
#pragma once

#include "server/accounts/history.h"
#include "server/accounts/history_service.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::accounts {

struct AuditRow {
  Uuid id;
  std::int64_t at_ms = 0;
  std::string actor_id;
  std::string actor_name;
  std::string action;
  std::string thing_kind;
  std::string thing_id;
  std::string changes;  // JSON
};
BOOST_DESCRIBE_STRUCT(AuditRow, (), (id, at_ms, actor_id, actor_name, action, thing_kind, thing_id, changes))

[[nodiscard]] Status insert_audit(storage::WriteTx& tx, const AuditRow& row);
// Empties what the entries about that thing say; the entries stay.
[[nodiscard]] Status clear_changes(storage::WriteTx& tx, const Thing& thing);
// Newest first; ids in [from, before) and all that the query gives.
[[nodiscard]] Result<std::vector<AuditRow>> list_audit_rows(storage::ReadTx& tx, const AuditQuery& query, Uuid from, Uuid before,
                                                            std::int64_t limit);
// By name.
[[nodiscard]] Result<std::vector<AuditWords::Who>> list_actors(storage::ReadTx& tx);
// In alphabetical order.
[[nodiscard]] Result<std::vector<std::string>> list_actions(storage::ReadTx& tx);

[[nodiscard]] Status insert_handout(storage::WriteTx& tx, const HandoutEntry& row);
// Newest first, ids below `before`.
[[nodiscard]] Result<std::vector<HandoutEntry>> list_handout_rows(storage::ReadTx& tx, Uuid before, std::int64_t limit);

}  // namespace uke::server::accounts
