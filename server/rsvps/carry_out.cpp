#include "server/rsvps/carry_out.h"

#include "server/events/details_service.h"
#include "server/rsvps/fees.h"
#include "server/rsvps/identity.h"
#include "server/rsvps/notices.h"
#include "server/rsvps/own.h"
#include "server/rsvps/places.h"
#include "server/rsvps/places_store.h"

#include <algorithm>

namespace uke::server::rsvps {
namespace {

using enum desk::RsvpState;

// Where the group wants to be.
struct Target {
  events::EditionRow edition;
  events::EditionDetails details;
  desk::Mode mode = desk::Mode::onsite;
};

bool stood_there(const Person& person, const Target& target) {
  return person.row_was && person.row_was->edition == target.edition.id && person.row_was->mode == target.mode;
}

// How many places of the target the group's people had, and would have if all of them came.
struct Need {
  std::int64_t before = 0;
  std::int64_t after = 0;
};
Result<Need> need_of(storage::ReadTx& tx, const Group& group, const Target& target) {
  Need need;
  const auto count = [&](const Person& person, bool comes) -> Status {
    bool was_there = person.was(yes) && stood_there(person, target);
    bool is_there = comes;
    if (person.details.ever_admitted && target.mode == desk::Mode::onsite) {
      TRY(const bool seated, is_admitted_at(tx, target.edition.id, person.row.id));
      was_there = was_there || seated;
      is_there = is_there || seated;
    }
    need.before += was_there ? 1 : 0;
    need.after += is_there ? 1 : 0;
    return {};
  };
  TRYV(count(group.holder, true));
  for (const auto& person : group.companions) TRYV(count(person, true));
  for (const auto& person : group.left) TRYV(count(person, false));
  return need;
}

Result<bool> has_room(storage::ReadTx& tx, const Group& group, const Target& target, Room room) {
  if (room == Room::over_capacity) return true;
  TRY(const auto need, need_of(tx, group, target));
  if (need.after <= need.before) return true;
  if (room == Room::in_turn) {
    TRY(const bool is_line, somebody_waits(tx, target.edition.id, target.mode, group.holder.row.id));
    if (is_line) return false;
  }
  const auto capacity = target.mode == desk::Mode::onsite ? target.edition.capacity_onsite : target.edition.capacity_online;
  if (capacity == 0) return true;
  TRY(const auto occupied, count_occupied(tx, target.edition.id, target.mode));
  return occupied - need.before + need.after <= capacity;
}

void set_state(Group& group, desk::RsvpState state) {
  group.holder.row.state = state;
  for (auto& person : group.companions) person.row.state = state;
}

Status let_wait(storage::WriteTx& tx, Group& group, const Target& target) {
  auto& details = group.holder.details;
  const bool waited_there = group.holder.was(waiting) && stood_there(group.holder, target) && !group.holder.details_were.held;
  set_state(group, waiting);
  if (details.held) {
    details.waiting_since_ms = 0;
  } else if (!waited_there || details.waiting_since_ms == 0) {
    TRY(details.waiting_since_ms, end_of_line_ms(tx));
  }
  return {};
}

// Whether the answer waits for an organizer, who has not seen it yet.
Result<bool> must_be_held(storage::ReadTx& tx, const Group& group, const Wish& wish) {
  const auto& holder = group.holder;
  if (wish.approves || holder.details.approved_ms != 0) return false;
  if (holder.was(yes) || holder.was(waiting)) return holder.details.held;
  if (wish.by == By::organizer) return false;
  TRY(const auto event, events::event_details_of(tx, holder.row.event));
  if (event.link_trust == events::LinkTrust::group_link) return false;
  TRY(const bool known, is_approved_member(tx, group));
  return !known;
}

Status place(storage::WriteTx& tx, Group& group, const Wish& wish, const Target& target) {
  auto& details = group.holder.details;
  if (wish.state != yes && wish.state != waiting) {
    details.held = false;
    details.waiting_since_ms = 0;
    set_state(group, wish.state);
    return {};
  }
  TRY(details.held, must_be_held(tx, group, wish));
  const bool is_new = !group.holder.was(yes) && !group.holder.was(waiting);
  if (wish.approves || (wish.by == By::organizer && is_new)) details.approved_ms = to_ms(tx.now());
  const bool waits_on = group.holder.was(waiting) && !group.holder.details_were.held && stood_there(group.holder, target);
  if (details.held || wish.state == waiting || (waits_on && wish.room == Room::in_turn)) return let_wait(tx, group, target);
  TRY(const bool fits, has_room(tx, group, target, wish.room));
  if (!fits) {
    const bool has_place = group.holder.was(yes) && stood_there(group.holder, target);
    if (has_place) return fail(ErrorCode::conflict, "rsvps.place", enum_name(Refusal::full));
    return let_wait(tx, group, target);
  }
  details.waiting_since_ms = 0;
  set_state(group, yes);
  return {};
}

// Who gives up a place after the day on which that is free owes for it, unless they take one again.
Status note_leaving(storage::ReadTx& tx, Group& group, const Wish& wish) {
  const auto note = [&](Person& person) -> Status {
    auto& details = person.details;
    const bool comes = person.row.state == yes || person.row.state == waiting;
    if (comes) details.cancel_fee = Yen{};
    if (!person.was(yes) || comes) return {};
    TRY(const auto edition, events::edition_of(tx, person.row_was->edition));
    TRY(const auto edition_details, events::edition_details_of(tx, edition.id));
    const auto free_until = edition_details.cancel_free_until_ms;
    const bool owes = !wish.cancels_free && !edition.cancelled && free_until != 0 && to_ms(tx.now()) >= free_until;
    details.cancel_fee = owes ? edition_details.cancel_fee : Yen{};
    return {};
  };
  TRYV(note(group.holder));
  for (auto* people : {&group.companions, &group.left}) {
    for (auto& person : *people) TRYV(note(person));
  }
  return {};
}

void note_times(Group& group, std::int64_t now_ms) {
  auto& [row, details, row_was, details_were] = group.holder;
  const bool moved = !row_was || row_was->state != row.state || row_was->mode != row.mode || row_was->edition != row.edition;
  if (moved) details.calendar_ms = now_ms;
  if (row.state != cancelled) details.cancelled_ms = 0;
  if (row.state == cancelled && !group.holder.was(cancelled)) details.cancelled_ms = now_ms;
}

// What the one who answered has to be told of all that; nothing for what they see themselves at once and nobody else asks for.
std::optional<Notice> notice_of(const Group& group, const Wish& wish, const std::optional<AttendeeRow>& was, bool was_held,
                                bool company_changed) {
  const auto& row = group.holder.row;
  const bool was_active = was && is_active(was->state);
  if (!is_active(row.state)) {
    if (was_active) return Notice::cancelled;
    return was ? std::nullopt : std::optional(Notice::confirmed);
  }
  if (!was_active || was->email != row.email) return Notice::confirmed;
  if (was_held && !group.holder.details.held) return Notice::approved;
  const bool moved = was->edition != row.edition || was->mode != row.mode;
  if (was->state == waiting && row.state == yes && !moved && wish.by == By::organizer) return Notice::promoted;
  const bool says_other = moved || was->state != row.state || was->fee != row.fee || was->shown_name != row.shown_name;
  return says_other || company_changed ? std::optional(Notice::changed) : std::nullopt;
}

bool company_changes(const Group& group) {
  const auto differs = [](const Person& person) {
    return !person.row_was || person.row_was->state != person.row.state || person.row_was->shown_name != person.row.shown_name;
  };
  return group.goods_changed || std::ranges::any_of(group.companions, differs) || std::ranges::any_of(group.left, differs);
}

// Where places may have become free.
struct Freed {
  EditionId edition;
  bool any = false;
};
Freed freed_by(const Group& group) {
  Freed freed;
  const auto look = [&](const Person& person) {
    if (!person.was(yes) && !person.was(waiting)) return;
    const auto& was = *person.row_was;
    freed.edition = was.edition;
    freed.any = freed.any || was.state != person.row.state || was.mode != person.row.mode || was.edition != person.row.edition;
  };
  look(group.holder);
  for (const auto* people : {&group.companions, &group.left}) std::ranges::for_each(*people, look);
  return freed;
}

Status price(storage::ReadTx& tx, Group& group, const Target& target) {
  TRY(const auto prices, prices_of(tx, target.edition, target.details));
  set_fees(group, prices);
  return {};
}

}  // namespace

Wish as_it_is(const Group& group, By by) {
  const auto& row = group.holder.row;
  return {.state = row.state == waiting ? yes : row.state, .edition = row.edition, .mode = row.mode, .by = by};
}

Status carry_out(storage::WriteTx& tx, Group& group, const Wish& wish) {
  Target target{.edition = {}, .details = {}, .mode = wish.mode};
  TRY(target.edition, events::edition_of(tx, wish.edition));
  TRY(target.details, events::edition_details_of(tx, wish.edition));
  auto& holder = group.holder;
  if (target.edition.event != holder.row.event) {
    return fail(ErrorCode::invalid, "rsvps.carry_out", "edition: belongs to another event");
  }
  holder.row.edition = wish.edition;
  holder.row.mode = wish.mode;
  for (auto& person : group.companions) {
    person.row.edition = wish.edition;
    person.row.mode = wish.mode;
  }
  for (auto& person : group.left) {  // they stay where they were
    person.row.state = cancelled;
    if (person.details.cancelled_ms == 0) person.details.cancelled_ms = std::max<std::int64_t>(1, to_ms(tx.now()));
  }
  TRYV(place(tx, group, wish, target));
  TRYV(note_leaving(tx, group, wish));
  note_times(group, to_ms(tx.now()));
  TRYV(price(tx, group, target));
  TRYV(look_for_doubles(tx, group));
  if (wish.by == By::attendee) TRYV(find_member_of(tx, group));

  const auto was = holder.row_was;
  const bool was_held = holder.details_were.held;
  const bool stopped = was && is_active(was->state) && !is_active(holder.row.state);
  const bool company_changed = company_changes(group);
  const auto freed = freed_by(group);
  TRYV(save_group(tx, group));
  if (wish.tell == Tell::yes) {
    const auto notice = notice_of(group, wish, was, was_held, company_changed);
    if (notice) TRYV(note_notice(tx, holder.row, *notice));
  }
  if (stopped) TRYV(release_doubles(tx, holder.row.id));
  if (freed.any) TRYV(promote_waiting(tx, freed.edition));
  return {};
}

Result<bool> promote(storage::WriteTx& tx, Group& group, Room room) {
  Target target{.edition = {}, .details = {}, .mode = group.holder.row.mode};
  TRY(target.edition, events::edition_of(tx, group.holder.row.edition));
  TRY(target.details, events::edition_details_of(tx, target.edition.id));
  TRY(const bool fits, has_room(tx, group, target, room));
  if (!fits) return false;
  group.holder.details.waiting_since_ms = 0;
  set_state(group, yes);
  note_times(group, to_ms(tx.now()));
  TRYV(price(tx, group, target));
  TRYV(save_group(tx, group));
  return true;
}

}  // namespace uke::server::rsvps
