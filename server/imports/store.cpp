#include "server/imports/store.h"

namespace uke::server::imports {

// In the order of the structs' members, those of the base first.
#define UKE_IMPORT_COLUMNS                                                                                                      \
  "id, file_name, file_bytes, state, error, error_detail, by_name, format, encoding, separator, sheet, header_line, overwrite," \
  " done, total, created_ms, applied_ms, version, by_id, sheets, columns, choice, roster_mark"
#define UKE_STAGED_COLUMNS                                                                                     \
  "seq, line, outcome, reason, member_id, earlier_seq, decision, decided_id, applied, fields, member_version," \
  " candidates, applied_id, applied_version, before"

Status insert_import(storage::WriteTx& tx, const ImportRow& i) {
  TRYV(tx.exec("insert into imports (" UKE_IMPORT_COLUMNS
               ") values (:id, :file_name, :file_bytes, :state, :error, :error_detail, :by_name, :format, :encoding, :separator, :sheet,"
               " :header_line, :overwrite, :done, :total, :created, :applied, :version, :by_id, :sheets, :columns, :choice, :mark)",
               i.id, i.file_name, i.file_bytes, i.state, i.error, i.error_detail, i.by_name, i.format, i.encoding, i.separator, i.sheet,
               i.header_line, i.overwrite, i.done, i.total, i.created_ms, i.applied_ms, i.version, i.by_id, i.sheets, i.columns, i.choice,
               i.roster_mark));
  return {};
}

Result<std::optional<ImportRow>> find_import(storage::ReadTx& tx, ImportId id) {
  return tx.one<ImportRow>("select " UKE_IMPORT_COLUMNS " from imports where id = :id", id);
}

Result<std::vector<ImportRow>> list_imports(storage::ReadTx& tx, ImportId before, std::int64_t limit) {
  return tx.all<ImportRow>("select " UKE_IMPORT_COLUMNS
                           " from imports where state <> 'discarded' and (:all = 1 or id < :before) order by id desc limit :limit",
                           before.is_nil(), before, limit);
}

Result<std::vector<ImportId>> list_imports_before(storage::ReadTx& tx, Time time) {
  return tx.all<ImportId>("select id from imports where created_ms < :time and state not in ('applying', 'undoing') order by id", time);
}

Result<std::vector<ImportId>> list_discarded(storage::ReadTx& tx) {
  return tx.all<ImportId>("select id from imports where state = 'discarded' order by id");
}

Result<std::vector<UnderWay>> list_under_way(storage::ReadTx& tx) {
  return tx.all<UnderWay>("select id, state from imports where state in ('reading', 'applying', 'undoing') order by id");
}

Result<bool> update_import(storage::WriteTx& tx, const ImportRow& i, std::int64_t version) {
  TRY(const auto changed,
      tx.exec("update imports set state = :state, error = :error, error_detail = :detail, by_id = :by_id, by_name = :by_name,"
              " format = :format, encoding = :encoding, separator = :separator, sheet = :sheet, sheets = :sheets, header_line = :header,"
              " columns = :columns, choice = :choice, overwrite = :overwrite, done = :done, total = :total, roster_mark = :mark,"
              " applied_ms = :applied, version = version + 1 where id = :id and version = :version",
              i.state, i.error, i.error_detail, i.by_id, i.by_name, i.format, i.encoding, i.separator, i.sheet, i.sheets, i.header_line,
              i.columns, i.choice, i.overwrite, i.done, i.total, i.roster_mark, i.applied_ms, i.id, version));
  return changed == 1;
}

Status set_progress(storage::WriteTx& tx, ImportId id, std::int64_t done, std::int64_t total) {
  TRYV(tx.exec("update imports set done = :done, total = :total where id = :id", done, total, id));
  return {};
}

Status set_roster_mark(storage::WriteTx& tx, ImportId id, std::string_view mark) {
  TRYV(tx.exec("update imports set roster_mark = :mark where id = :id", mark, id));
  return {};
}

Result<bool> set_state(storage::WriteTx& tx, ImportId id, ImportState from, ImportState to) {
  TRY(const auto changed, tx.exec("update imports set state = :to, version = version + 1 where id = :id and state = :was", to, id, from));
  return changed == 1;
}

Status delete_import(storage::WriteTx& tx, ImportId id) {
  TRYV(tx.exec("delete from imports where id = :id", id));
  return {};
}

Status insert_row(storage::WriteTx& tx, ImportId import, const StagedRow& r) {
  TRYV(tx.exec("insert into import_rows (import_id, " UKE_STAGED_COLUMNS
               ") values (:import, :seq, :line, :outcome, :reason, :member, :earlier, :decision, :decided, :applied, :fields,"
               " :member_version, :candidates, :applied_id, :applied_version, :before)",
               import, r.seq, r.line, r.outcome, r.reason, r.member, r.earlier_seq, r.decision, r.decided, r.applied, r.fields,
               r.member_version, r.candidates, r.applied_id, r.applied_version, r.before));
  return {};
}

Result<std::optional<StagedRow>> find_row(storage::ReadTx& tx, ImportId import, std::int64_t seq) {
  return tx.one<StagedRow>("select " UKE_STAGED_COLUMNS " from import_rows where import_id = :import and seq = :seq", import, seq);
}

Result<std::vector<StagedRow>> list_rows(storage::ReadTx& tx, ImportId import, std::optional<Outcome> outcome, std::int64_t after,
                                         std::int64_t limit) {
  if (!outcome) {
    return tx.all<StagedRow>("select " UKE_STAGED_COLUMNS
                             " from import_rows where import_id = :import and seq > :after order by seq limit :limit",
                             import, after, limit);
  }
  return tx.all<StagedRow>("select " UKE_STAGED_COLUMNS
                           " from import_rows where import_id = :import and outcome = :outcome and seq > :after order by seq limit :limit",
                           import, *outcome, after, limit);
}

Result<std::vector<StagedRow>> list_open(storage::ReadTx& tx, ImportId import, std::int64_t after, std::int64_t limit) {
  return tx.all<StagedRow>("select " UKE_STAGED_COLUMNS
                           " from import_rows where import_id = :import and seq > :after and applied = 'open' and decision <> 'skip'"
                           " and (outcome in ('new_person', 'changes') or decision in ('add', 'member')) order by seq limit :limit",
                           import, after, limit);
}

Result<std::vector<StagedRow>> list_written(storage::ReadTx& tx, ImportId import, std::int64_t before, std::int64_t limit) {
  return tx.all<StagedRow>("select " UKE_STAGED_COLUMNS
                           " from import_rows where import_id = :import and seq < :before and applied in ('created', 'changed')"
                           " order by seq desc limit :limit",
                           import, before, limit);
}

Result<std::optional<StagedRow>> find_writer(storage::ReadTx& tx, ImportId import, MemberId member) {
  return tx.one<StagedRow>("select " UKE_STAGED_COLUMNS
                           " from import_rows where import_id = :import and applied_id = :member and applied in ('created', 'changed')",
                           import, member);
}

Status update_outcome(storage::WriteTx& tx, ImportId import, const StagedRow& r) {
  TRYV(
      tx.exec("update import_rows set outcome = :outcome, reason = :reason, member_id = :member, member_version = :member_version,"
              " earlier_seq = :earlier, candidates = :candidates where import_id = :import and seq = :seq",
              r.outcome, r.reason, r.member, r.member_version, r.earlier_seq, r.candidates, import, r.seq));
  return {};
}

Status update_applied(storage::WriteTx& tx, ImportId import, const StagedRow& r) {
  TRYV(
      tx.exec("update import_rows set applied = :applied, applied_id = :applied_id, applied_version = :applied_version, before = :before"
              " where import_id = :import and seq = :seq",
              r.applied, r.applied_id, r.applied_version, r.before, import, r.seq));
  return {};
}

Result<bool> set_decision(storage::WriteTx& tx, ImportId import, std::int64_t seq, Decision decision, std::optional<MemberId> member) {
  TRY(const auto changed,
      tx.exec("update import_rows set decision = :decision, decided_id = :member where import_id = :import and seq = :seq"
              " and outcome <> 'error'",
              decision, member, import, seq));
  return changed == 1;
}

Status skip_undecided(storage::WriteTx& tx, ImportId import) {
  TRYV(
      tx.exec("update import_rows set decision = 'skip' where import_id = :import and outcome = 'doubtful' and decision = 'none'", import));
  return {};
}

Result<std::int64_t> delete_rows(storage::WriteTx& tx, ImportId import, std::int64_t limit) {
  return tx.exec(
      "delete from import_rows where import_id = :import and seq in"
      " (select seq from import_rows where import_id = :same order by seq limit :limit)",
      import, import, limit);
}

Result<std::vector<OutcomeCount>> count_rows(storage::ReadTx& tx, ImportId import) {
  return tx.all<OutcomeCount>(
      "select outcome, decision, applied, count(*) from import_rows where import_id = :import group by outcome, decision, applied", import);
}

}  // namespace uke::server::imports
