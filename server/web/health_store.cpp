#include "server/web/health_store.h"

namespace uke::server::web {

Result<std::optional<Time>> last_check(storage::ReadTx& tx) { return tx.one<Time>("select checked_ms from health_checks where id = 1"); }

Status note_check(storage::WriteTx& tx) {
  TRYV(
      tx.exec("insert into health_checks (id, checked_ms) values (1, :now) on conflict (id) do update set checked_ms = excluded.checked_ms",
              tx.now()));
  return {};
}

}  // namespace uke::server::web
