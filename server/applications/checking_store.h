// Rows of the checking list. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/applications/checking_rules.h"
#include "server/storage/write_tx.h"
#include "shared/base/ids.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::applications {

using CheckingId = Id<struct CheckingTag>;

struct CheckingRow {
  CheckingId id;
  std::string name;
  std::int64_t pasted_ms = 0;
};
BOOST_DESCRIBE_STRUCT(CheckingRow, (), (id, name, pasted_ms))

enum class Kept : std::uint8_t { added, known };
// A name that is there already begins its 90 days again.
[[nodiscard]] Result<Kept> keep_name(storage::WriteTx& tx, const CheckingName& name);
struct CheckingTotals {
  std::int64_t count = 0;
  std::int64_t oldest_ms = 0;  // when the first of them was pasted; 0 = there are none
};
BOOST_DESCRIBE_STRUCT(CheckingTotals, (), (count, oldest_ms))
[[nodiscard]] Result<CheckingTotals> total_names(storage::ReadTx& tx);
// In order of their ids (of pasting); `folded_part` "" = all, else only names that contain it.
[[nodiscard]] Result<std::vector<CheckingRow>> list_names(storage::ReadTx& tx, std::string_view folded_part, CheckingId after,
                                                          std::int64_t limit);
[[nodiscard]] Result<std::vector<CheckingRow>> find_names(storage::ReadTx& tx, std::string_view folded);
// In order of their folded forms: people of one family name stand together.
[[nodiscard]] Status each_checking_name(storage::ReadTx& tx, const std::function<Status(CheckingName&&)>& visit);
[[nodiscard]] Result<std::int64_t> delete_all_names(storage::WriteTx& tx);
// At most `limit`; how many.
[[nodiscard]] Result<std::int64_t> delete_old_names(storage::WriteTx& tx, Time before, std::int64_t limit);

}  // namespace uke::server::applications
