// Rows of idempotency_keys. SQL and nothing else; called inside a transaction. Internal to this room.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/base/describe.h"

#include <optional>
#include <string>
#include <string_view>

namespace uke::server::accounts {

// What a request was answered the first time.
struct Remembered {
  std::string request_hash;
  std::int64_t status = 0;
  std::string etag;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Remembered, (), (request_hash, status, etag, body))

[[nodiscard]] Result<std::optional<Remembered>> find_remembered(storage::ReadTx& tx, std::string_view actor, std::string_view key);
[[nodiscard]] Status insert_remembered(storage::WriteTx& tx, std::string_view actor, std::string_view key, const Remembered& answer);

}  // namespace uke::server::accounts
