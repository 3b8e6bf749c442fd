// One answer as a whole: who gave it, those who come along, and what they ordered. Everything that changes an answer loads it as a group,
// carries out what is wanted (carry_out.h) and saves it. Internal to this room. Called inside a transaction.
#pragma once

#include "server/accounts/history.h"
#include "server/rsvps/details.h"
#include "server/rsvps/service.h"
#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"

#include <optional>
#include <vector>

namespace uke::server::rsvps {

struct Person {
  AttendeeRow row;
  Details details;
  std::optional<AttendeeRow> row_was;  // as stored; none: not stored yet
  Details details_were;

  // Took a place, or held one, when the group was loaded.
  [[nodiscard]] bool was(desk::RsvpState state) const { return row_was && row_was->state == state; }
};

struct Group {
  Person holder;
  std::vector<Person> companions;  // who belong to the answer, oldest first
  std::vector<Person> left;        // companions who left it, or leave it now
  std::vector<GoodsOrder> goods;
  bool goods_changed = false;

  [[nodiscard]] std::int64_t size() const { return 1 + std::ssize(companions); }
};

// `not_found` for an id that is nobody's; for a companion's, their holder's group.
[[nodiscard]] Result<Group> group_of(storage::ReadTx& tx, AttendeeId id);
// Somebody new of the group's answer: same event, edition, mode and state as the holder.
[[nodiscard]] Person new_companion(const Group& group);

// Writes whatever differs from what is stored, with a ticket number for who has none and a personal link for the holder, and tells the
// kiosks. `stale` if somebody else was quicker, `invalid` for goods, a category or a member that do not exist.
[[nodiscard]] Status save_group(storage::WriteTx& tx, Group& group);

// What the audit log says: what changed of the row and, but for secrets, of its details.
[[nodiscard]] std::vector<accounts::Change> changes_for_audit(const Person& before, const Person& after);

// For the outside.
[[nodiscard]] Result<Rsvp> rsvp_of(storage::ReadTx& tx, const Group& group);

}  // namespace uke::server::rsvps
