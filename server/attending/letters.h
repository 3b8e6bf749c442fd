// The letters that attendees get: what each of them says. Pure.
#pragma once

#include "server/attending/my_kit.h"
#include "server/mail/mail.h"
#include "server/rsvps/notices.h"
#include "shared/base/describe.h"
#include "shared/i18n/messages.h"

#include <string>

namespace uke::server::attending {

enum class LetterKind : std::uint8_t {
  confirmed,
  changed,
  cancelled,
  promoted,
  approved,
  declined,
  edition_cancelled,
  edition_changed,
  expired,
  reminder_week,
  reminder_day
};
BOOST_DESCRIBE_ENUM(LetterKind, confirmed, changed, cancelled, promoted, approved, declined, edition_cancelled, edition_changed, expired,
                    reminder_week, reminder_day)
[[nodiscard]] LetterKind kind_of(rsvps::Notice notice);

// What a letter needs beside the answer.
struct LetterGround {
  std::string url;     // how the outside names this server; "" = no links
  std::string qr_png;  // of the ticket; "" = none
  Time now;
};
// In the language of `m`, from how things are now: a letter to somebody who waits says so, whatever its kind.
[[nodiscard]] mail::Letter compose(const i18n::Messages& m, LetterKind kind, const Mine& mine, const LetterGround& ground);

// Whether a letter of that kind to this person shows the ticket.
[[nodiscard]] bool shows_ticket(LetterKind kind, const Mine& mine);

}  // namespace uke::server::attending
