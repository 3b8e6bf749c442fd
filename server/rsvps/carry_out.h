// The one way in which an answer's state, mode and edition change: who gets a place, who waits, what it costs, who is told. Internal to
// this room. Called inside a transaction.
#pragma once

#include "server/rsvps/group.h"
#include "server/storage/write_tx.h"

namespace uke::server::rsvps {

enum class By : std::uint8_t { attendee, organizer };
// Which places are there to be had: those that nobody waits for, any that is free, or more than there are.
enum class Room : std::uint8_t { in_turn, out_of_turn, over_capacity };
// Letters are for who left an address; kiosks always hear.
enum class Tell : std::uint8_t { yes, no };

struct Wish {
  desk::RsvpState state = desk::RsvpState::yes;
  EditionId edition;
  desk::Mode mode = desk::Mode::onsite;
  By by = By::attendee;
  Room room = Room::in_turn;
  Tell tell = Tell::yes;
  bool cancels_free = false;  // nobody owes anything for leaving
  bool approves = false;      // not held any more, and never again
};
// What the group wants as it is: a waiting one wants a place.
[[nodiscard]] Wish as_it_is(const Group& group, By by);

// Places everybody of the group (all or none), prices it, saves it, notes what they are to be told, and lets those in line have what
// became free. The group's persons may have been changed, added or moved to `left` before. `conflict` with "full" where somebody joins
// who has a place, and there is none for them; `invalid` for an edition of another event.
[[nodiscard]] Status carry_out(storage::WriteTx& tx, Group& group, const Wish& wish);

// Gives a waiting group its places if they are there (or `room` says so) and it is allowed to have them. False: it waits on.
[[nodiscard]] Result<bool> promote(storage::WriteTx& tx, Group& group, Room room);

}  // namespace uke::server::rsvps
