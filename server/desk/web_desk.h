// The desk of the web: an organizer's phone as a scanner, and what was ticked on paper. Both write ordinary desk records into a log of
// this server. Called inside a transaction.
//
// Errors: `forbidden`, `not_found` for an attendee that does not exist.
#pragma once

#include "server/rsvps/service.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/desk/verdict.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::desk {

// What a desk of `at` (else of the ticket's own edition) would answer now, and why; nothing is written.
struct Seen {
  uke::desk::Decision decision;
  std::optional<rsvps::Rsvp> rsvp;  // none for unreadable, forged, other_event, unlisted
  std::optional<EditionId> at;      // the edition whose door answered
};
[[nodiscard]] Result<Seen> look_at_ticket(storage::ReadTx& tx, const web::Actor& actor, std::string_view token,
                                          std::optional<EditionId> at);

// One tap: admits this person (and `with`, companions of theirs), takes the payment if `paid` says so. Sent twice it admits once.
struct CheckIn {
  AttendeeId attendee;
  EditionId at;
  std::vector<AttendeeId> with;
  Yen paid;            // cash that was taken with this tap; 0 = none
  std::string reason;  // for what a kiosk would leave to reception; "" = none given
};
[[nodiscard]] Result<Seen> check_in(storage::WriteTx& tx, const web::Actor& actor, const CheckIn& command);
// Takes back this person's last live admission by the web desk. `conflict` if there is none.
[[nodiscard]] Status undo_check_in(storage::WriteTx& tx, const web::Actor& actor, AttendeeId attendee);

// What was ticked on the paper list: who came, and what they paid. Marked by: paper. A line that was entered already does nothing.
struct PaperLine {
  AttendeeId attendee;
  bool came = false;
  Yen paid;
};
struct PaperOutcome {
  std::int64_t admitted = 0;
  std::int64_t paid = 0;
  std::int64_t already = 0;
};
[[nodiscard]] Result<PaperOutcome> enter_paper(storage::WriteTx& tx, const web::Actor& actor, EditionId edition,
                                               const std::vector<PaperLine>& lines);

}  // namespace uke::server::desk
