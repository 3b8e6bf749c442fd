// The desk of the web: an organizer's phone as a scanner, and what was ticked on paper. Both write ordinary desk records into a log of
// this server, by: web and by: paper. The judgement is shared/desk's, made within the transaction that writes. Called inside a transaction.
//
// Errors: `forbidden`, `not_found` for an attendee that does not exist at that event.
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
  uke::desk::Decision decision;           // companions: those who come along and were not let in yet
  std::optional<rsvps::Rsvp> rsvp = {};   // none for unreadable, forged, other_event, unlisted
  std::optional<EditionId> at = {};       // the edition whose door answered
  std::optional<RecordId> admitted = {};  // the admission by which they are inside here; without it nothing is green
  bool by_us = false;                     // it was written by a phone of this server, so undo_check_in() takes it back
  std::vector<AttendeeId> together = {};  // companions who were let in by the same tap
  Yen taken = {};                         // what was paid in that tap, for all of them
};
[[nodiscard]] Result<Seen> look_at_ticket(storage::ReadTx& tx, const web::Actor& actor, std::string_view token,
                                          std::optional<EditionId> at);
// The same for somebody who was found by name.
[[nodiscard]] Result<Seen> look_at_attendee(storage::ReadTx& tx, const web::Actor& actor, AttendeeId attendee, EditionId at);

// One tap: admits this person (and `with`, companions of theirs), takes the payment if `paid` says so. Sent twice, or by two phones at
// once, it admits once and takes no more than what is open.
struct CheckIn {
  AttendeeId attendee;
  EditionId at;
  std::vector<AttendeeId> with = {};
  Yen paid = {};  // cash that was taken with this tap, for all of them together; 0 = none
  // Verdicts that whoever tapped has seen and sets aside, by name ("cancelled", "not_yet"); "pay_first" says that the fee is settled.
  std::vector<std::string> overrides = {};
  std::string reason = {};  // why; needed over `cancelled`. At most 200 characters
};
// Where the verdict is one that reception may set aside and did not, nothing is written and Seen says which. `invalid` without a reason
// where one is needed, for too long a reason, for money below zero or above kAmountMax, and for a companion of somebody else.
[[nodiscard]] Result<Seen> check_in(storage::WriteTx& tx, const web::Actor& actor, const CheckIn& command);
// Takes back this person's last live admission by a phone and what was paid in the same tap. `conflict` if there is none.
[[nodiscard]] Status undo_check_in(storage::WriteTx& tx, const web::Actor& actor, AttendeeId attendee);

// What was ticked on the paper list: who came, and what they paid. Marked by: paper. What the desk log knows already is not written
// again: not who is in, not what was paid.
struct PaperLine {
  AttendeeId attendee;
  bool came = false;
  Yen paid = {};
};
struct PaperOutcome {
  std::int64_t admitted = 0;  // people let in by these lines
  std::int64_t paid = 0;      // payments written
  std::int64_t already = 0;   // lines of which everything was known
};
BOOST_DESCRIBE_STRUCT(PaperOutcome, (), (admitted, paid, already))
inline constexpr std::size_t kPaperLinesMax = 100;
// `invalid` for more than kPaperLinesMax lines and for money out of range; nothing is written then.
[[nodiscard]] Result<PaperOutcome> enter_paper(storage::WriteTx& tx, const web::Actor& actor, EditionId edition,
                                               const std::vector<PaperLine>& lines);
// A line that was entered by mistake: its admissions and payments by paper at this edition are taken back. `conflict` if there are none.
[[nodiscard]] Status undo_paper(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, AttendeeId attendee);

}  // namespace uke::server::desk
