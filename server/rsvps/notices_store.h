// Rows of notices. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/rsvps/notices.h"
#include "server/storage/write_tx.h"

#include <vector>

namespace uke::server::rsvps {

// Does nothing where that kind waits already.
[[nodiscard]] Status insert_notice(storage::WriteTx& tx, const NoticeRow& notice);
[[nodiscard]] Result<std::vector<NoticeRow>> notices_of(storage::ReadTx& tx, AttendeeId attendee);
// Holders who are coming, waiting or undecided, in order of their ids.
[[nodiscard]] Result<std::vector<AttendeeId>> active_holders(storage::ReadTx& tx, EditionId edition, AttendeeId after, std::int64_t limit);

}  // namespace uke::server::rsvps
