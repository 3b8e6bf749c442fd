// Counting people: each counted once. Pure.
#pragma once

#include "shared/desk/attendance.h"
#include "shared/desk/roster.h"

#include <span>

namespace uke::desk {

// One person's answer as counting needs it.
struct Answer {
  AttendeeId id;
  EditionId edition;
  RsvpState state = RsvpState::yes;
  Mode mode = Mode::onsite;
};

struct Headcount {
  std::int64_t expected_onsite = 0;  // 参加 to the venue
  std::int64_t expected_online = 0;
  std::int64_t arrived = 0;      // ever admitted here, walk-ins and unlisted tickets included
  std::int64_t on_site_now = 0;  // last of admit and exit is an admit; equals `arrived` where no exits are recorded
  std::int64_t walk_ins = 0;     // of the arrived: without an answer to this edition before
  std::int64_t not_come = 0;     // expected at the venue and not admitted anywhere
  std::int64_t online_ever = 0;  // filled by the server from online visits
  auto operator<=>(const Headcount&) const = default;
};
BOOST_DESCRIBE_STRUCT(Headcount, (), (expected_onsite, expected_online, arrived, on_site_now, walk_ins, not_come, online_ever))

// `answers` are those of the edition.
[[nodiscard]] Headcount count_heads(const EventFold& fold, EditionId edition, std::span<const Answer> answers);

}  // namespace uke::desk
