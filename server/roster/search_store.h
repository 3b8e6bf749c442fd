// Finding members: SQL over member_search. Merged doubles are never found. Called inside a transaction.
#pragma once

#include "server/roster/search_index.h"
#include "server/roster/store.h"
#include "server/storage/write_tx.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::roster {

// A place in the list: before the first member, or behind the one that has these.
struct Place {
  std::string sort_key;
  std::string member_id;
};
// Nothing if no such member is (or is no longer) in the list.
[[nodiscard]] Result<std::optional<Place>> place_of(storage::ReadTx& tx, MemberId id);

struct Found {
  std::vector<MemberId> ids;  // in order, at most `limit`
  std::int64_t total = 0;     // of all pages
};
[[nodiscard]] Result<Found> find_members(storage::ReadTx& tx, const Condition& condition, const Place& after, std::int64_t limit);

// All of them in order.
[[nodiscard]] Status each_row(storage::ReadTx& tx, const Condition& condition, const std::function<Status(MemberRow&&)>& visit);

}  // namespace uke::server::roster
