#include "server/imports/files.h"
#include "server/imports/service.h"
#include "server/imports/store.h"
#include "server/imports/work.h"
#include "server/roster/service.h"
#include "shared/json/json.h"

#include <limits>

namespace uke::server::imports {
namespace {

// What concerns one row only: somebody was faster, or the roster does not take it any more.
bool is_about_the_row(ErrorCode code) {
  return code == ErrorCode::stale || code == ErrorCode::not_found || code == ErrorCode::conflict || code == ErrorCode::invalid;
}

class Application {
 public:
  Application(jobs::Run& run, ImportRow import)
      : run_(run), import_(std::move(import)), actor_{.access = web::kAdmin, .id = import_.by_id, .name = import_.by_name} {}

  Status apply() {
    for (;;) {
      if (run_.stopping()) return fail(ErrorCode::busy, "imports.apply", "stopped");
      TRYV(match_if_needed());
      std::int64_t rows = 0;
      TRYV(run_.write([&](storage::WriteTx& tx) -> Status {
        const auto begin = tx.clock().uptime();
        TRY(rows, step(tx));
        size_.took(tx.clock().uptime() - begin, rows);
        return {};
      }));
      if (roster_changed_) continue;
      if (rows == 0) break;
    }
    return run_.write([&](storage::WriteTx& tx) -> Status {
      TRY(auto import, find_import(tx, import_.id));
      if (!import || import->state != ImportState::applying) return {};
      import->state = ImportState::done;
      import->done = import->total;
      import->applied_ms = to_ms(tx.now());
      TRYV(update_import(tx, *import, import->version));
      return {};
    });
  }

 private:
  Status match_if_needed() {
    std::string now;
    TRYV(run_.read([&](storage::ReadTx& tx) -> Status {
      TRY(now, roster_mark(tx, import_.roster_mark));
      return {};
    }));
    roster_changed_ = false;
    if (now == import_.roster_mark) return {};
    TRY(import_.roster_mark, match_again(run_, import_.id, fill_of(import_)));
    after_ = 0;
    return {};
  }

  // The number of rows; 0 at the end, or when somebody else changed the roster since the outcomes were found.
  Result<std::int64_t> step(storage::WriteTx& tx) {
    TRY(const auto now, roster_mark(tx, import_.roster_mark));
    roster_changed_ = now != import_.roster_mark;
    if (roster_changed_) return 0;
    TRY(auto rows, list_open(tx, import_.id, after_, size_.rows()));
    for (auto& row : rows) {
      const auto applied = tx.savepoint([&] { return apply_row(tx, row); });
      if (!applied && !is_about_the_row(applied.error().code)) return std::unexpected(applied.error());
      if (!applied) row.applied = Applied::lost;
      TRYV(update_applied(tx, import_.id, row));
      after_ = row.seq;
    }
    if (rows.empty()) return 0;
    TRY(import_.roster_mark, roster_mark(tx, now));  // what we wrote ourselves
    TRYV(set_roster_mark(tx, import_.id, import_.roster_mark));
    run_.progress(rows.back().seq, import_.total);
    TRYV(set_progress(tx, import_.id, rows.back().seq, import_.total));
    return std::ssize(rows);
  }

  Status apply_row(storage::WriteTx& tx, StagedRow& row) {
    TRY(auto fields, fields_of(row));
    const bool adds = row.decision == Decision::add || (row.decision == Decision::none && row.outcome == Outcome::new_person);
    if (adds) {
      TRY(const auto member,
          roster::create_member(
              tx, actor_,
              {.fields = std::move(fields), .state = roster::MemberState::approved, .origin = roster::Origin::import, .sponsor = {}}));
      row.applied = Applied::created;
      row.applied_id = member.id;
      row.applied_version = member.version;
      return {};
    }
    TRY(const auto target, target_of(tx, row));
    if (!target) {
      row.applied = Applied::nothing;
      return {};
    }
    return change(tx, row, *target, fields);
  }

  // Whom the row is about; nobody where the earlier row that it repeats was left out.
  Result<std::optional<MemberId>> target_of(storage::WriteTx& tx, const StagedRow& row) {
    if (row.decision == Decision::member) return row.decided;
    if (row.earlier_seq == 0) return row.member;
    TRY(const auto earlier, find_row(tx, import_.id, row.earlier_seq));
    return earlier ? earlier->applied_id : std::nullopt;
  }

  Status change(storage::WriteTx& tx, StagedRow& row, MemberId target, const roster::MemberFields& fields) {
    TRY(const auto id, roster::current_of(tx, target));
    TRY(const auto before, roster::find_member(tx, id));
    if (!before) return fail(ErrorCode::not_found, "imports.apply", "the member is gone");
    TRY(auto writer, find_writer(tx, import_.id, id));
    if (!writer && row.outcome == Outcome::changes && row.decision == Decision::none && before->version != row.member_version) {
      return fail(ErrorCode::stale, "imports.apply", "the member was changed since the preview");
    }
    TRY(const auto after, roster::change_member(tx, actor_, id, before->version, filled(before->fields, fields, fill_of(import_))));
    if (after.version == before->version) {
      row.applied = Applied::nothing;
      return {};
    }
    row.applied_id = id;
    row.applied_version = after.version;
    if (!writer) {
      row.applied = Applied::changed;
      row.before = json::to_text(before->fields);
      return {};
    }
    // One row stands for all that this import did to a member: undoing that one undoes all.
    row.applied = Applied::joined;
    writer->applied_version = after.version;
    return update_applied(tx, import_.id, *writer);
  }

  jobs::Run& run_;
  ImportRow import_;
  const web::Actor actor_;
  StepSize size_;
  std::int64_t after_ = 0;
  bool roster_changed_ = false;
};

class Undoing {
 public:
  Undoing(jobs::Run& run, const Place& place, ImportRow import)
      : run_(run), place_(place), import_(std::move(import)), actor_{.access = web::kAdmin, .id = import_.by_id, .name = import_.by_name} {}

  Status undo() {
    for (std::int64_t rows = 1; rows > 0;) {
      if (run_.stopping()) return fail(ErrorCode::busy, "imports.undo", "stopped");
      TRYV(run_.write([&](storage::WriteTx& tx) -> Status {
        const auto begin = tx.clock().uptime();
        TRY(rows, step(tx));
        size_.took(tx.clock().uptime() - begin, rows);
        return {};
      }));
    }
    return run_.write([&](storage::WriteTx& tx) -> Status {
      TRYV(set_state(tx, import_.id, ImportState::undoing, ImportState::undone));
      return set_progress(tx, import_.id, import_.total, import_.total);
    });
  }

 private:
  Result<std::int64_t> step(storage::WriteTx& tx) {
    TRY(auto rows, list_written(tx, import_.id, before_, size_.rows()));
    for (auto& row : rows) {
      const auto undone = tx.savepoint([&] { return undo_row(tx, row); });
      if (!undone && !is_about_the_row(undone.error().code)) return std::unexpected(undone.error());
      if (!undone) row.applied = Applied::kept;
      TRYV(update_applied(tx, import_.id, row));
      before_ = row.seq;
    }
    if (rows.empty()) return 0;
    const auto done = import_.total - rows.back().seq + 1;
    run_.progress(done, import_.total);
    TRYV(set_progress(tx, import_.id, done, import_.total));
    return std::ssize(rows);
  }

  Status undo_row(storage::WriteTx& tx, StagedRow& row) {
    if (!row.applied_id) return fail(ErrorCode::not_found, "imports.undo", "nothing was written");
    if (row.applied == Applied::created) {
      if (place_.is_known) {
        TRY(const bool known, place_.is_known(tx, *row.applied_id));
        if (known) return fail(ErrorCode::conflict, "imports.undo", "the member is named elsewhere");
      }
      TRYV(roster::remove_member(tx, actor_, *row.applied_id, row.applied_version));
      row.applied = Applied::removed;
      return {};
    }
    TRY(const auto before, json::parse<roster::MemberFields>(row.before));
    TRYV(roster::change_member(tx, actor_, *row.applied_id, row.applied_version, before));
    row.applied = Applied::restored;
    return {};
  }

  jobs::Run& run_;
  const Place& place_;
  const ImportRow import_;
  const web::Actor actor_;
  StepSize size_;
  std::int64_t before_ = std::numeric_limits<std::int64_t>::max();
};

Result<std::optional<ImportRow>> import_in(jobs::Run& run, ImportId id, ImportState state) {
  std::optional<ImportRow> import;
  TRYV(run.read([&](storage::ReadTx& tx) -> Status {
    TRY(import, find_import(tx, id));
    return {};
  }));
  if (import && import->state != state) import.reset();
  return import;
}

}  // namespace

Status run_application(jobs::Run& run, const Place& place, ImportId id) {
  TRY(auto import, import_in(run, id, ImportState::applying));
  if (!import) return {};
  TRYV(Application(run, std::move(*import)).apply());
  forget_file(place.folder, id);
  return {};
}

Status run_undo(jobs::Run& run, const Place& place, ImportId id) {
  TRY(auto import, import_in(run, id, ImportState::undoing));
  if (!import) return {};
  return Undoing(run, place, std::move(*import)).undo();
}

}  // namespace uke::server::imports
