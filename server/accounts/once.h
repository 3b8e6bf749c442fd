// Idempotency-Key: a POST that creates, sent again with the same key, answers what it answered the first time and creates nothing.
#pragma once

#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <functional>

namespace uke::server::accounts {

// Runs `create` unless this caller's key was seen before; key and answer are stored in the same transaction. Without the header it just
// runs. Only successes are remembered. 422 when the key was used for another request; 400 for a key over 128 bytes.
[[nodiscard]] Result<web::Response> once(const web::Req& req, storage::WriteTx& tx, const std::function<Result<web::Response>()>& create);

}  // namespace uke::server::accounts
