// Rows of imports and import_rows. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/imports/rules.h"
#include "server/storage/write_tx.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::imports {

// What everybody who may see an import sees as it is stored.
struct ImportFacts {
  ImportId id;
  std::string file_name;
  std::int64_t file_bytes = 0;
  ImportState state = ImportState::reading;
  std::string error;
  std::string error_detail;
  std::string by_name;
  tables::Format format = tables::Format::separated;
  tables::Encoding encoding = tables::Encoding::utf8;
  std::string separator;
  std::int64_t sheet = 0;
  std::int64_t header_line = 0;
  bool overwrite = false;
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::int64_t created_ms = 0;
  std::int64_t applied_ms = 0;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ImportFacts, (),
                      (id, file_name, file_bytes, state, error, error_detail, by_name, format, encoding, separator, sheet, header_line,
                       overwrite, done, total, created_ms, applied_ms, version))

struct ImportRow : ImportFacts {
  std::string by_id;
  std::string sheets = "[]";
  std::string columns = "[]";
  std::string choice = "{}";
  std::string roster_mark;
};
BOOST_DESCRIBE_STRUCT(ImportRow, (ImportFacts), (by_id, sheets, columns, choice, roster_mark))

struct RowFacts {
  std::int64_t seq = 0;
  std::int64_t line = 0;
  Outcome outcome = Outcome::error;
  std::string reason;
  std::optional<MemberId> member;
  std::int64_t earlier_seq = 0;
  Decision decision = Decision::none;
  std::optional<MemberId> decided;
  Applied applied = Applied::open;
};
BOOST_DESCRIBE_STRUCT(RowFacts, (), (seq, line, outcome, reason, member, earlier_seq, decision, decided, applied))

struct StagedRow : RowFacts {
  std::string fields = "{}";
  std::int64_t member_version = 0;
  std::string candidates = "[]";
  std::optional<MemberId> applied_id;
  std::int64_t applied_version = 0;
  std::string before = "{}";
};
BOOST_DESCRIBE_STRUCT(StagedRow, (RowFacts), (fields, member_version, candidates, applied_id, applied_version, before))

[[nodiscard]] Status insert_import(storage::WriteTx& tx, const ImportRow& import);
[[nodiscard]] Result<std::optional<ImportRow>> find_import(storage::ReadTx& tx, ImportId id);
// Newest first, those older than `before` (nil = from the newest); discarded ones are not among them.
[[nodiscard]] Result<std::vector<ImportRow>> list_imports(storage::ReadTx& tx, ImportId before, std::int64_t limit);
[[nodiscard]] Result<std::vector<ImportId>> list_imports_before(storage::ReadTx& tx, Time time);
[[nodiscard]] Result<std::vector<ImportId>> list_discarded(storage::ReadTx& tx);
struct UnderWay {
  ImportId id;
  ImportState state = ImportState::reading;
};
BOOST_DESCRIBE_STRUCT(UnderWay, (), (id, state))
[[nodiscard]] Result<std::vector<UnderWay>> list_under_way(storage::ReadTx& tx);
// Everything but id and creation. With `version` only where the row still has it; the version grows. False: it has another.
[[nodiscard]] Result<bool> update_import(storage::WriteTx& tx, const ImportRow& import, std::int64_t version);
// What the jobs write as they go on; the version stays.
[[nodiscard]] Status set_progress(storage::WriteTx& tx, ImportId id, std::int64_t done, std::int64_t total);
[[nodiscard]] Status set_roster_mark(storage::WriteTx& tx, ImportId id, std::string_view mark);
// Only where the state is still `from`: false otherwise.
[[nodiscard]] Result<bool> set_state(storage::WriteTx& tx, ImportId id, ImportState from, ImportState to);
[[nodiscard]] Status delete_import(storage::WriteTx& tx, ImportId id);

[[nodiscard]] Status insert_row(storage::WriteTx& tx, ImportId import, const StagedRow& row);
[[nodiscard]] Result<std::optional<StagedRow>> find_row(storage::ReadTx& tx, ImportId import, std::int64_t seq);
// In order of the file, after `after`; all outcomes without one.
[[nodiscard]] Result<std::vector<StagedRow>> list_rows(storage::ReadTx& tx, ImportId import, std::optional<Outcome> outcome,
                                                       std::int64_t after, std::int64_t limit);
// Those that an application has something to do with and has not done yet.
[[nodiscard]] Result<std::vector<StagedRow>> list_open(storage::ReadTx& tx, ImportId import, std::int64_t after, std::int64_t limit);
// Those that wrote something, last first, before `before`.
[[nodiscard]] Result<std::vector<StagedRow>> list_written(storage::ReadTx& tx, ImportId import, std::int64_t before, std::int64_t limit);
// The row of this import that stands for what was done to the member.
[[nodiscard]] Result<std::optional<StagedRow>> find_writer(storage::ReadTx& tx, ImportId import, MemberId member);
[[nodiscard]] Status update_outcome(storage::WriteTx& tx, ImportId import, const StagedRow& row);
[[nodiscard]] Status update_applied(storage::WriteTx& tx, ImportId import, const StagedRow& row);
// False where there is no such row.
[[nodiscard]] Result<bool> set_decision(storage::WriteTx& tx, ImportId import, std::int64_t seq, Decision decision,
                                        std::optional<MemberId> member);
[[nodiscard]] Status skip_undecided(storage::WriteTx& tx, ImportId import);
// At most `limit`; how many.
[[nodiscard]] Result<std::int64_t> delete_rows(storage::WriteTx& tx, ImportId import, std::int64_t limit);

struct OutcomeCount {
  Outcome outcome = Outcome::error;
  Decision decision = Decision::none;
  Applied applied = Applied::open;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(OutcomeCount, (), (outcome, decision, applied, count))
[[nodiscard]] Result<std::vector<OutcomeCount>> count_rows(storage::ReadTx& tx, ImportId import);

}  // namespace uke::server::imports
