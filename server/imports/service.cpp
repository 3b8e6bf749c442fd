#include "server/imports/service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/jobs/jobs.h"
#include "server/roster/service.h"
#include "shared/json/json.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::imports {
namespace {

constexpr std::size_t kFileNameBytes = 200;
constexpr std::size_t kDecisionsMax = 500;

std::unexpected<Error> no_import() { return fail(ErrorCode::not_found, "imports.find_import", "no such import"); }
std::unexpected<Error> other_version() { return fail(ErrorCode::stale, "imports.update_import", "the import has another version"); }
std::unexpected<Error> wrong_state() { return fail(ErrorCode::conflict, "imports.state", "the import's state does not allow this step"); }

accounts::Thing thing_of(ImportId id) { return {.kind = "import", .id = id.to_string()}; }

// For showing only: browsers send a name, some a path.
std::string shown_name(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  auto shown = std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
  std::erase_if(shown, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (shown.size() > kFileNameBytes) {
    shown.resize(kFileNameBytes);
    while (!shown.empty() && !is_valid_utf8(shown)) shown.pop_back();
  }
  return is_valid_utf8(shown) ? shown : "";
}

Result<ImportRow> of_version(storage::ReadTx& tx, const web::Actor& actor, ImportId id, std::int64_t version) {
  TRY(auto import, get_import(tx, actor, id));
  if (import.version != version) return other_version();
  return import;
}

Result<ImportRow> store(storage::WriteTx& tx, ImportRow import, std::int64_t version) {
  TRY(const bool changed, update_import(tx, import, version));
  if (!changed) return other_version();
  import.version = version + 1;
  return import;
}

Status start(storage::WriteTx& tx, By by, std::string_view kind, ImportId id) {
  if (by == By::job) TRYV(jobs::start_job(tx, kind, id.to_string()));
  return {};
}

Status check(const Choice& choice) {
  if (choice.separator && *choice.separator != "," && *choice.separator != ";" && *choice.separator != "\t") {
    return fail(ErrorCode::invalid, "imports.choice", "separator: is a comma, a semicolon or a tab");
  }
  if (choice.sheet && (*choice.sheet < 0 || *choice.sheet > 1000))
    return fail(ErrorCode::invalid, "imports.choice", "sheet: is none of the sheets");
  if (choice.header_line && (*choice.header_line < 0 || *choice.header_line > 1'000'000)) {
    return fail(ErrorCode::invalid, "imports.choice", "header_line: is no line");
  }
  if (choice.meanings && choice.meanings->size() > tables::kColumnsMax) {
    return fail(ErrorCode::invalid, "imports.choice", "meanings: are too many");
  }
  return {};
}

void count(Counts& counts, const OutcomeCount& row) {
  switch (row.outcome) {
    case Outcome::new_person: counts.new_person += row.count; break;
    case Outcome::changes: counts.changes += row.count; break;
    case Outcome::same: counts.same += row.count; break;
    case Outcome::doubtful: counts.doubtful += row.count; break;
    case Outcome::error: counts.error += row.count; break;
  }
  const bool undecided = row.decision == Decision::none;
  if (row.outcome == Outcome::doubtful && undecided) counts.undecided += row.count;
  if (row.decision == Decision::add || (undecided && row.outcome == Outcome::new_person)) counts.to_add += row.count;
  if (row.decision == Decision::member || (undecided && row.outcome == Outcome::changes)) counts.to_change += row.count;
  switch (row.applied) {
    case Applied::created: counts.created += row.count; break;
    case Applied::changed: counts.changed += row.count; break;
    case Applied::lost: counts.lost += row.count; break;
    case Applied::removed: counts.removed += row.count; break;
    case Applied::restored: counts.restored += row.count; break;
    case Applied::kept: counts.kept += row.count; break;
    case Applied::open:
    case Applied::joined:
    case Applied::nothing: break;
  }
}

}  // namespace

Result<ImportRow> create_import(storage::WriteTx& tx, const web::Actor& actor, const NewImport& command, By by) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(check(command.choice));
  ImportRow import;
  import.id = command.id;
  import.file_name = shown_name(command.file_name);
  import.file_bytes = command.file_bytes;
  import.by_id = actor.id;
  import.by_name = actor.name;
  import.choice = json::to_text(command.choice);
  import.overwrite = command.overwrite;
  import.created_ms = to_ms(tx.now());
  TRYV(insert_import(tx, import));
  TRYV(start(tx, by, kReadJob, import.id));
  TRYV(accounts::audit(tx, actor, "import.create", thing_of(import.id), {}));
  return import;
}

Result<ImportRow> get_import(storage::ReadTx& tx, const web::Actor& actor, ImportId id) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto import, find_import(tx, id));
  if (!import || import->state == ImportState::discarded) return no_import();
  return std::move(*import);
}

Result<std::vector<ImportRow>> get_imports(storage::ReadTx& tx, const web::Actor& actor, ImportId before, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kAdmin));
  return list_imports(tx, before, limit);
}

Result<Counts> counts_of(storage::ReadTx& tx, const web::Actor& actor, ImportId id) {
  TRYV(get_import(tx, actor, id));
  TRY(const auto rows, count_rows(tx, id));
  Counts counts;
  for (const auto& row : rows) count(counts, row);
  return counts;
}

Result<std::vector<StagedRow>> get_rows(storage::ReadTx& tx, const web::Actor& actor, ImportId id, std::optional<Outcome> outcome,
                                        std::int64_t after, std::int64_t limit) {
  TRYV(get_import(tx, actor, id));
  return list_rows(tx, id, outcome, after, limit);
}

Result<ImportRow> correct_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version, const Choice& choice,
                                 bool overwrite) {
  TRY(auto import, of_version(tx, actor, id, version));
  if (import.state != ImportState::ready && import.state != ImportState::failed && import.state != ImportState::reading)
    return wrong_state();
  TRYV(check(choice));
  import.choice = json::to_text(choice);
  import.overwrite = overwrite;
  import.state = ImportState::reading;
  import.error.clear();
  import.error_detail.clear();
  import.done = import.total = 0;
  TRY(auto changed, store(tx, std::move(import), version));
  TRYV(start(tx, By::job, kReadJob, id));
  return changed;
}

Status decide_rows(storage::WriteTx& tx, const web::Actor& actor, ImportId id, const std::vector<RowDecision>& decisions) {
  TRY(const auto import, get_import(tx, actor, id));
  if (import.state != ImportState::ready) return wrong_state();
  if (decisions.size() > kDecisionsMax) return fail(ErrorCode::too_large, "imports.decide", "decisions: are too many at once");
  for (const auto& decision : decisions) {
    const bool with_member = decision.decision == Decision::member;
    if (with_member != decision.member.has_value()) return fail(ErrorCode::invalid, "imports.decide", "member: goes with that decision");
    if (with_member) {
      TRY(const auto member, roster::find_member(tx, *decision.member));
      if (!member || member->merged_into) return fail(ErrorCode::invalid, "imports.decide", "member: does not exist");
    }
    TRY(const bool found, set_decision(tx, id, decision.seq, decision.decision, decision.member));
    if (!found) return fail(ErrorCode::invalid, "imports.decide", "row: does not exist or cannot be imported");
  }
  return {};
}

Status skip_all_undecided(storage::WriteTx& tx, const web::Actor& actor, ImportId id) {
  TRY(const auto import, get_import(tx, actor, id));
  if (import.state != ImportState::ready) return wrong_state();
  return skip_undecided(tx, id);
}

Result<ImportRow> touch_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version) {
  TRY(auto import, of_version(tx, actor, id, version));
  return store(tx, std::move(import), version);
}

Result<ImportRow> apply_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version, By by) {
  TRY(auto import, of_version(tx, actor, id, version));
  if (import.state != ImportState::ready) return wrong_state();
  import.state = ImportState::applying;
  import.by_id = actor.id;
  import.by_name = actor.name;
  import.done = 0;
  TRY(auto changed, store(tx, std::move(import), version));
  TRYV(start(tx, by, kApplyJob, id));
  TRYV(accounts::audit(tx, actor, "import.apply", thing_of(id), {}));
  return changed;
}

Result<ImportRow> undo_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version, By by) {
  TRY(auto import, of_version(tx, actor, id, version));
  if (import.state != ImportState::done) return wrong_state();
  TRY(const auto rows, list_rows(tx, id, {}, 0, 1));
  if (rows.empty() && import.total > 0) return wrong_state();  // its rows are forgotten
  import.state = ImportState::undoing;
  import.by_id = actor.id;
  import.by_name = actor.name;
  import.done = 0;
  TRY(auto changed, store(tx, std::move(import), version));
  TRYV(start(tx, by, kUndoJob, id));
  TRYV(accounts::audit(tx, actor, "import.undo", thing_of(id), {}));
  return changed;
}

Status discard_import(storage::WriteTx& tx, const web::Actor& actor, ImportId id, std::int64_t version) {
  TRY(auto import, of_version(tx, actor, id, version));
  if (import.state != ImportState::ready && import.state != ImportState::failed && import.state != ImportState::reading)
    return wrong_state();
  import.state = ImportState::discarded;
  TRYV(store(tx, std::move(import), version));
  return accounts::audit(tx, actor, "import.discard", thing_of(id), {});
}

Result<Choice> choice_of(const ImportRow& import) { return json::parse<Choice>(import.choice); }
Result<std::vector<Column>> columns_of(const ImportRow& import) { return json::parse<std::vector<Column>>(import.columns); }
Result<std::vector<std::string>> sheets_of(const ImportRow& import) { return json::parse<std::vector<std::string>>(import.sheets); }
Result<roster::MemberFields> fields_of(const StagedRow& row) { return json::parse<roster::MemberFields>(row.fields); }
Result<std::vector<Candidate>> candidates_of(const StagedRow& row) { return json::parse<std::vector<Candidate>>(row.candidates); }

}  // namespace uke::server::imports
