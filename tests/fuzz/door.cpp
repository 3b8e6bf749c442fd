#include "tests/fuzz/door.h"

#include "tests/support/builders.h"

#include <algorithm>

namespace uke::fuzz {

using namespace uke::desk;
using namespace uke::test;

Door::Door()
    : events{an_event(1), an_event(2)},
      editions{an_edition(1).door_fee(5000), an_edition(2), an_edition(3).cancelled()},
      attendees{an_attendee(1), an_attendee(2).fee(5000), an_attendee(3).online(), an_attendee(4).state(RsvpState::cancelled),
                an_attendee(5).state(RsvpState::waiting)} {
  others = {{an_attendee(6).build().ticket, an_id<AttendeeId>(6), an_id<EditionId>(2), RsvpState::yes}};
  fold.add(a_record().id(1).about(attendees[0]).admit());
}

View Door::view() const {
  const auto find = [](const auto& list, const auto& value, auto member) -> decltype(list.data()) {
    const auto it = std::ranges::find(list, value, member);
    return it == list.end() ? nullptr : &*it;
  };
  const auto copy = [](const auto* found) { return found != nullptr ? std::optional(*found) : std::nullopt; };
  return {.event = [=, this](std::uint32_t no) { return find(events, std::int64_t{no}, &Event::event_no); },
          .edition = [=, this](EditionId id) { return find(editions, id, &Edition::id); },
          .edition_by_hint = [=, this](std::uint8_t hint) { return find(editions, std::int64_t{hint}, &Edition::hint); },
          .attendee = [=, this](TicketNo no) { return copy(find(attendees, no, &Attendee::ticket)); },
          .other_ticket = [=, this](TicketNo no) { return copy(find(others, no, &OtherTicket::ticket)); },
          .attendance = [this](const Subject& subject) { return fold.attendance(subject); }};
}

const std::vector<std::string>& signed_texts() {
  static const auto kTexts = [] {
    std::vector<std::string> texts;
    for (std::uint64_t n = 1; n <= 7; ++n) texts.push_back(ticket_text(an_attendee(n), static_cast<std::uint8_t>(n % 4)));
    texts.push_back(ticket_text({.event_no = 2028, .no = {77}, .key_no = 0, .edition_hint = 1}, a_signing_key()));
    return texts;
  }();
  return kTexts;
}

}  // namespace uke::fuzz
