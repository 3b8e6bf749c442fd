// When attendees may answer, and what it costs to leave.
#include "server/rsvps/own.h"

namespace uke::server::rsvps {

std::optional<Refusal> refusal_of(const events::EditionRow& edition, const events::EditionDetails& details, Time now) {
  if (edition.cancelled) return Refusal::cancelled_edition;
  if (now >= from_ms(edition.ends_ms)) return Refusal::over;
  if (now >= events::answers_end(edition, details)) return Refusal::closed;
  return {};
}

Yen cancellation_fee(const Own& own, const events::EditionDetails& details, Time now) {
  const bool is_late = details.cancel_free_until_ms != 0 && to_ms(now) >= details.cancel_free_until_ms;
  if (!is_late || own.rsvp.attendee.state != desk::RsvpState::yes) return {};
  return Yen{details.cancel_fee.value * (1 + std::ssize(own.rsvp.companions))};
}

}  // namespace uke::server::rsvps
