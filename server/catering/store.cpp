#include "server/catering/store.h"

namespace uke::server::catering {

Status insert_call(storage::WriteTx& tx, const CallRow& row) {
  const auto stored = tx.exec(
      "insert into caterer_calls (id, edition_id, number, counted, at_ms, by_name, note, takes_back, recorded_ms, recorded_by, "
      "recorded_name) values (:id, :edition, :number, :counted, :at, :by, :note, :takes_back, :recorded, :account, :name)",
      row.id, row.edition, row.number, row.counted, row.at_ms, row.by_name, row.note, row.takes_back, row.recorded_ms, row.recorded_by,
      row.recorded_name);
  if (!stored) return std::unexpected(stored.error());
  return {};
}

Result<std::vector<CallRow>> list_calls(storage::ReadTx& tx, EditionId edition) {
  return tx.all<CallRow>(
      "select id, edition_id, number, counted, at_ms, by_name, note, takes_back, recorded_ms, recorded_by, recorded_name "
      "from caterer_calls where edition_id = :edition order by at_ms desc, id desc",
      edition);
}

}  // namespace uke::server::catering
