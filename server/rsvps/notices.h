// What attendees have to be told. Written in the transaction of the change; the job "attending.letters" makes letters of it.
#pragma once

#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"

#include <cstdint>
#include <string>
#include <vector>

namespace uke::server::rsvps {

inline constexpr std::string_view kLettersJob = "attending.letters";

enum class Notice : std::uint8_t {
  confirmed,          // a yes, a maybe, a place in line: what was answered
  changed,            // other mode, edition, companions …
  cancelled,          // by the attendee or an organizer
  promoted,           // from the line to a place
  approved,           // was held, has a valid ticket now
  declined,           // was held, does not get one
  edition_cancelled,  // 開催中止
  edition_changed,    // place or time moved
  expired             // 未定 ran out: it is a no now
};
BOOST_DESCRIBE_ENUM(Notice, confirmed, changed, cancelled, promoted, approved, declined, edition_cancelled, edition_changed, expired)

// Nothing for companions and for who left no address. A kind that waits already is not noted twice; `changed` is not noted beside a
// waiting `confirmed`, and what says that somebody comes takes the place of what waits to say that they do not, and the other way round.
[[nodiscard]] Status note_notice(storage::WriteTx& tx, const AttendeeRow& attendee, Notice notice);
// Everybody of the edition who is coming, waiting or undecided, at most `limit` after `after`; returns the last one, nil at the end.
[[nodiscard]] Result<AttendeeId> note_notices(storage::WriteTx& tx, EditionId edition, Notice notice, AttendeeId after, std::int64_t limit);

// `promoted` and the like, which has not been told yet, is not told any more.
[[nodiscard]] Status forget_notices(storage::WriteTx& tx, AttendeeId attendee);

struct NoticeRow {
  std::string id;
  AttendeeId attendee;
  Notice kind = Notice::confirmed;
  std::int64_t created_ms = 0;
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (id, attendee, kind, created_ms))
[[nodiscard]] Result<std::vector<NoticeRow>> waiting_notices(storage::ReadTx& tx, std::int64_t limit);
[[nodiscard]] Status remove_notice(storage::WriteTx& tx, std::string_view id);

}  // namespace uke::server::rsvps
