#include "server/accounts/once_store.h"

namespace uke::server::accounts {

Result<std::optional<Remembered>> find_remembered(storage::ReadTx& tx, std::string_view actor, std::string_view key) {
  return tx.one<Remembered>(
      "select request_hash, status, etag, body from idempotency_keys where actor_id = :actor and idempotency_key = :key", actor, key);
}

Status insert_remembered(storage::WriteTx& tx, std::string_view actor, std::string_view key, const Remembered& answer) {
  TRYV(
      tx.exec("insert into idempotency_keys (actor_id, idempotency_key, request_hash, status, etag, body, created_ms)"
              " values (:actor, :key, :hash, :status, :etag, :body, :now)",
              actor, key, answer.request_hash, answer.status, answer.etag, answer.body, tx.now()));
  return {};
}

}  // namespace uke::server::accounts
