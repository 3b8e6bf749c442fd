// Use cases of imports. Called inside a transaction. Admins only: lists are handled whole.
//
//   reading → ready → applying → done → undoing → undone          reading → failed
// A file is read, and read again after a correction; an organizer confirms; the job writes; one undo takes all of it back.
//
// Errors: `forbidden`, `not_found`, `stale` when somebody else changed the import first, `conflict` for a step that its state does not
// allow, `invalid` with the field.
#pragma once

#include "server/imports/rules.h"
#include "server/imports/store.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <optional>
#include <string>
#include <vector>

namespace uke::server::imports {

// Of jobs, with the import as their subject.
inline constexpr std::string_view kReadJob = "import.read";
inline constexpr std::string_view kApplyJob = "import.apply";
inline constexpr std::string_view kUndoJob = "import.undo";

struct Counts {
  std::int64_t new_person = 0;
  std::int64_t changes = 0;
  std::int64_t same = 0;
  std::int64_t doubtful = 0;
  std::int64_t error = 0;
  std::int64_t undecided = 0;  // of the doubtful ones
  std::int64_t to_add = 0;     // that an application would make, decisions counted in
  std::int64_t to_change = 0;
  // What was done:
  std::int64_t created = 0;
  std::int64_t changed = 0;
  std::int64_t lost = 0;
  std::int64_t removed = 0;
  std::int64_t restored = 0;
  std::int64_t kept = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (),
                      (new_person, changes, same, doubtful, error, undecided, to_add, to_change, created, changed, lost, removed, restored,
                       kept))

// How the work is done: by the server's jobs, or by the command that runs it itself.
enum class By : std::uint8_t { job, caller };

struct NewImport {
  ImportId id;  // its file lies where files.h says
  std::string file_name;
  std::int64_t file_bytes = 0;
  Choice choice = {};
  bool overwrite = false;
};
[[nodiscard]] Result<ImportRow> create_import(storage::WriteTx& tx, const web::Actor& actor, const NewImport& command, By by);
[[nodiscard]] Result<ImportRow> get_import(storage::ReadTx& tx, const web::Actor& actor, ImportId id);
[[nodiscard]] Result<std::vector<ImportRow>> get_imports(storage::ReadTx& tx, const web::Actor& actor, ImportId before, std::int64_t limit);
[[nodiscard]] Result<Counts> counts_of(storage::ReadTx& tx, const web::Actor& actor, ImportId id);
[[nodiscard]] Result<std::vector<StagedRow>> get_rows(storage::ReadTx& tx, const web::Actor& actor, ImportId id,
                                                      std::optional<Outcome> outcome, std::int64_t after, std::int64_t limit);

// Reads the file again with these corrections.
[[nodiscard]] Result<ImportRow> correct_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version,
                                               const Choice& choice, bool overwrite);
struct RowDecision {
  std::int64_t seq = 0;
  Decision decision = Decision::none;
  std::optional<MemberId> member;  // with Decision::member
};
BOOST_DESCRIBE_STRUCT(RowDecision, (), (seq, decision, member))
// At most 500. `invalid` for a row that does not exist or a decision without its member; `conflict` unless the import is ready.
[[nodiscard]] Status decide_rows(storage::WriteTx& tx, const web::Actor& actor, ImportId id, const std::vector<RowDecision>& decisions);
[[nodiscard]] Status skip_all_undecided(storage::WriteTx& tx, const web::Actor& actor, ImportId id);
// The import's version grows, so that who saw it before is told.
[[nodiscard]] Result<ImportRow> touch_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version);

// The actor becomes the named organizer who approves whom it adds.
[[nodiscard]] Result<ImportRow> apply_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version, By by);
// `conflict` for one that was not applied, or so long ago that nobody knows any more what it did.
[[nodiscard]] Result<ImportRow> undo_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version, By by);
// Forgets an import that was not applied, and its file.
[[nodiscard]] Status discard_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version);

// What the JSON columns hold.
[[nodiscard]] Result<Choice> choice_of(const ImportRow& import);
[[nodiscard]] Result<std::vector<Column>> columns_of(const ImportRow& import);
[[nodiscard]] Result<std::vector<std::string>> sheets_of(const ImportRow& import);
[[nodiscard]] Result<roster::MemberFields> fields_of(const StagedRow& row);
[[nodiscard]] Result<std::vector<Candidate>> candidates_of(const StagedRow& row);
[[nodiscard]] inline Fill fill_of(const ImportRow& import) { return import.overwrite ? Fill::overwrite : Fill::empty_only; }

}  // namespace uke::server::imports
