// The whole form of an answer, filled in by an organizer.
#include "server/accounts/service.h"
#include "server/rsvps/carry_out.h"
#include "server/rsvps/fill.h"
#include "server/rsvps/identity.h"
#include "server/rsvps/list.h"

namespace uke::server::rsvps {
namespace {

void fill_all(Group& group, const ByOrganizer& command, const OwnFields& fields) {
  fill(group, fields);
  auto& [row, details, row_was, details_were] = group.holder;
  row.table = command.table;
  row.note = command.note;
  details.fee_by_hand = command.fee.has_value();
  if (command.fee) row.fee = *command.fee;
}

Status acceptable_all(storage::ReadTx& tx, const Group& group, EditionId edition, const ByOrganizer& command, const OwnFields& fields) {
  RsvpChange rest;
  rest.table = command.table;
  rest.note = command.note;
  rest.fee = command.fee;
  if (const auto errors = check(rest); !errors.empty()) {
    return fail(ErrorCode::invalid, "rsvps.check", errors.front().field + ": " + errors.front().message);
  }
  return acceptable(tx, group, edition, fields);
}

Wish wish_of(const Group& group, const ByOrganizer& command, desk::RsvpState state) {
  auto wish = as_it_is(group, By::organizer);
  wish.state = state;
  wish.mode = command.fields.mode;
  wish.room = command.over_capacity ? Room::over_capacity : Room::in_turn;
  wish.tell = command.tells ? Tell::yes : Tell::no;
  return wish;
}

}  // namespace

Result<Rsvp> create_by_organizer(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const ByOrganizer& command) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto event, events::event_of(tx, edition));
  const auto fields = tidied(command.fields);
  Group group;
  auto& row = group.holder.row;
  row.event = event;
  row.edition = edition;
  row.mode = fields.mode;
  row.family_name = fields.family_name;
  row.given_name = fields.given_name;
  row.email = fields.email;
  TRYV(acceptable_all(tx, group, edition, command, fields));
  TRY(const auto old, withdrawn_answer_of(tx, event, row));
  if (old) {
    TRY(auto old_group, group_of(tx, *old));
    continue_as(group, std::move(old_group));
  }
  fill_all(group, command, fields);
  TRYV(carry_out(tx, group, wish_of(group, command, fields.state)));
  TRYV(accounts::audit(tx, actor, old ? "rsvp.revive" : "rsvp.create", group.holder.row.id.to_string()));
  return rsvp_of(tx, group);
}

Result<Rsvp> change_by_organizer(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version,
                                 const ByOrganizer& command) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto group, group_of(tx, id));
  if (group.holder.row.id != id) return fail(ErrorCode::not_found, "rsvps.change", "this is a companion of an answer");
  if (group.holder.row.version != version) return fail(ErrorCode::stale, "rsvps.change", "the answer has another version");
  const auto before = group.holder;
  auto fields = tidied(command.fields);
  auto state = fields.state;
  if (state == desk::RsvpState::cancelled && before.row.state == state) fields.state = desk::RsvpState::no;  // check() knows no other
  TRYV(acceptable_all(tx, group, before.row.edition, command, fields));
  fill_all(group, command, fields);
  TRYV(carry_out(tx, group, wish_of(group, command, state)));
  TRYV(accounts::audit(tx, actor, "rsvp.change", {.kind = "rsvp", .id = id.to_string()}, changes_for_audit(before, group.holder)));
  return rsvp_of(tx, group);
}

}  // namespace uke::server::rsvps
