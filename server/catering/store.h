// Rows of caterer_calls. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::catering {

using CallId = Id<struct CallTag>;

struct CallRow {
  CallId id;
  EditionId edition;
  std::int64_t number = 0;
  std::int64_t counted = 0;
  std::int64_t at_ms = 0;
  std::string by_name;
  std::string note;
  std::optional<CallId> takes_back;
  std::int64_t recorded_ms = 0;
  std::string recorded_by;
  std::string recorded_name;
};
BOOST_DESCRIBE_STRUCT(CallRow, (),
                      (id, edition, number, counted, at_ms, by_name, note, takes_back, recorded_ms, recorded_by, recorded_name))

// `conflict` where that call was taken back already.
[[nodiscard]] Status insert_call(storage::WriteTx& tx, const CallRow& row);
// All rows, those that take back included; the newest call first.
[[nodiscard]] Result<std::vector<CallRow>> list_calls(storage::ReadTx& tx, EditionId edition);

}  // namespace uke::server::catering
