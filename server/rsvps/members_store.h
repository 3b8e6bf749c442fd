// Answers by whose they are. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"

#include <string_view>
#include <vector>

namespace uke::server::rsvps {

[[nodiscard]] Result<std::vector<AttendeeId>> ids_of_member(storage::ReadTx& tx, MemberId member);
// Holders without a member whose folded text to search in, without spaces, is like one of these patterns; newest first.
[[nodiscard]] Result<std::vector<AttendeeId>> unlinked_ids_like(storage::ReadTx& tx, std::string_view of_name, std::string_view of_kana,
                                                                std::int64_t limit);
// Companions of editions that ended before then, as long as anything of their name or a note is left.
[[nodiscard]] Result<std::vector<AttendeeId>> named_companions(storage::ReadTx& tx, Time before, std::int64_t limit);

}  // namespace uke::server::rsvps
