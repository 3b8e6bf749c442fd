// What other rooms keep of a person and have no use case for: parts of desk records, staged import rows, remembered answers, names typed
// beside somebody else. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/base/ids.h"
#include "shared/json/json.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::privacy {

// A desk record about somebody, as it is told to them.
struct DeskFact {
  std::int64_t at_ms = 0;
  std::string desk;
  std::string kind;
  std::string subject;
  std::string payload;              // JSON
  std::optional<std::string> name;  // of desk_private
  std::optional<std::string> kana;
};
BOOST_DESCRIBE_STRUCT(DeskFact, (), (at_ms, desk, kind, subject, payload, name, kana))
[[nodiscard]] Result<std::vector<DeskFact>> desk_facts_of(storage::ReadTx& tx, EventId event, std::string_view subject);
// Walk-ins and unlisted tickets that reception joined with this subject.
[[nodiscard]] Result<std::vector<std::string>> joined_subjects(storage::ReadTx& tx, EventId event, std::string_view subject);
[[nodiscard]] Result<std::int64_t> delete_private_parts(storage::WriteTx& tx, EventId event, std::string_view subject);

struct ImportedRow {
  std::string file_name;
  std::int64_t line = 0;
  std::string fields;  // JSON
};
BOOST_DESCRIBE_STRUCT(ImportedRow, (), (file_name, line, fields))
[[nodiscard]] Result<std::vector<ImportedRow>> import_rows_of(storage::ReadTx& tx, MemberId member);
[[nodiscard]] Status delete_import_rows_of(storage::WriteTx& tx, MemberId member);

// Who typed a name as the one who introduced them: visit(id, text).
using Visit = std::function<void(std::string_view id, std::string_view introduced_by)>;
[[nodiscard]] Status each_introduced_member(storage::ReadTx& tx, const Visit& visit);
[[nodiscard]] Status each_introduced_application(storage::ReadTx& tx, const Visit& visit);
[[nodiscard]] Status clear_introduced_in_application(storage::WriteTx& tx, std::string_view application);
[[nodiscard]] Result<std::int64_t> count_sponsored(storage::ReadTx& tx, MemberId sponsor);
[[nodiscard]] Status clear_sponsor_of_members(storage::WriteTx& tx, MemberId sponsor);

struct LoggedChanges {
  std::string id;
  std::string changes;  // JSON
};
BOOST_DESCRIBE_STRUCT(LoggedChanges, (), (id, changes))
// Entries of the audit log about that thing whose changes name `field`.
[[nodiscard]] Result<std::vector<LoggedChanges>> logged_changes(storage::ReadTx& tx, std::string_view kind, std::string_view id,
                                                                std::string_view field);
// What merging and its undo changed in that member: values that were another's.
[[nodiscard]] Status forget_merge_changes(storage::WriteTx& tx, std::string_view member);
[[nodiscard]] Status update_logged_changes(storage::WriteTx& tx, const LoggedChanges& changes);

// Answers that were remembered for an Idempotency-Key and name this id.
[[nodiscard]] Status delete_remembered_answers(storage::WriteTx& tx, std::string_view id);
[[nodiscard]] Result<std::int64_t> delete_old_remembered_answers(storage::WriteTx& tx, Time before, std::int64_t limit);
[[nodiscard]] Result<std::int64_t> delete_outdated_welcome_links(storage::WriteTx& tx);

[[nodiscard]] Result<std::int64_t> delete_checking_name(storage::WriteTx& tx, std::string_view name);

}  // namespace uke::server::privacy
