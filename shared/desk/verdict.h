// What a scan answers: the closed set of verdicts, in the order in which they are judged. Pure; thread-safe.
#pragma once

#include "shared/desk/attendance.h"
#include "shared/desk/roster.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::desk {

enum class Verdict : std::uint8_t {
  unreadable,
  forged,
  other_event,
  already_in,
  cancelled,
  other_edition,
  not_yet,
  over,
  online_ticket,
  pay_first,
  admitted
};
BOOST_DESCRIBE_ENUM(Verdict, unreadable, forged, other_event, already_in, cancelled, other_edition, not_yet, over, online_ticket, pay_first,
                    admitted)

// How the desk is run (design 04): reception sits at it, attendees serve themselves, or nobody is there any more.
enum class DeskMode : std::uint8_t { staffed, self_service, unattended };
BOOST_DESCRIBE_ENUM(DeskMode, staffed, self_service, unattended)

// What `decide` may ask; the store and the server each answer from their own tables. Functions are called on the caller's thread.
struct View {
  std::function<const Event*(std::uint32_t event_no)> event;  // any event of the association
  std::function<const Edition*(EditionId)> edition;           // of this event
  std::function<const Edition*(std::uint8_t hint)> edition_by_hint;
  std::function<std::optional<Attendee>(TicketNo)> attendee;         // of this edition, by ticket
  std::function<std::optional<OtherTicket>(TicketNo)> other_ticket;  // of this event's other editions
  std::function<Attendance(const Subject&)> attendance;              // folded over all records known here
};

struct Here {
  EventId event;
  EditionId edition;
  DeskMode mode = DeskMode::staffed;
};

// The judgement, before anything is written. It carries what screens, sounds and the record need.
struct Decision {
  Verdict verdict = Verdict::unreadable;
  std::optional<Subject> subject;    // none for unreadable, forged, other_event
  std::optional<Attendee> attendee;  // with names, if known here
  std::optional<TicketNo> ticket;
  bool unlisted = false;           // valid by signature, not in the snapshot: reception confirms
  std::optional<RsvpState> state;  // of the answer, where known: `cancelled` may be 取り消し, 欠席 or キャンセル待ち
  Yen due;                         // still to pay here, whatever the verdict (also with `admitted` where the rule is remind)
  std::string other_name;          // other_event: the event's name; other_edition: the edition's
  std::string other_name_en;
  std::int64_t other_date_ms = 0;  // other_event
  std::string other_zone;
  std::int64_t already_at_ms = 0;  // already_in: when and where
  std::string already_desk;
  std::int64_t doors_open_ms = 0;    // not_yet
  std::vector<Attendee> companions;  // filled by the store: who comes with this person and is not in yet
};

// Judges scanned text (any bytes). Nothing is written: an `admitted` decision becomes true only when the store has committed its record.
//
// Where design 01 leaves room:
// * Text without a token, a token with its pad bit set or of another version is `unreadable`; a whole token that no key vouches for is
//   `forged`, that of another event only if that event's key vouches for it.
// * `already_in` means inside here. Who is inside at another edition is judged as if outside; letting them in raises admitted_elsewhere.
// * `cancelled` is also 欠席, キャンセル待ち (Decision::state tells) and a cancelled edition; 未定 who come have decided: yes.
// * Who was let in here before and went out comes back in without being asked again for the time, the edition, the mode or money
//   (`due` still says what is open); a cancellation stands unless reception had set it aside.
// * Nobody is there to help at an unattended desk: it is never `over`, and money is only reminded of.
// * An unlisted ticket, and one of another edition, owes this door's fee, because what its owner paid elsewhere is not known here.
// * Records under the ticket's number (written while it was unlisted) count for its attendee, linked or not.
[[nodiscard]] Decision decide(std::string_view scanned, const View& view, const Here& here, Time now);

// The same for a person whom reception picked by name or short code.
[[nodiscard]] Decision decide_attendee(const Attendee& attendee, const View& view, const Here& here, Time now);

// Whether reception may admit over this verdict with one touch (already_in, unreadable, forged and other_event: no).
[[nodiscard]] bool can_override(Verdict verdict);

// Whether a refused scan of this verdict is written to the desk log (at most one per code and verdict a minute: the caller keeps count).
// Not `already_in`, `pay_first` and `admitted`: nobody was turned away.
[[nodiscard]] bool is_refusal(Verdict verdict);

}  // namespace uke::desk
