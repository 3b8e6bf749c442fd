// What organizers decide about single answers.
#include "server/accounts/service.h"
#include "server/rsvps/carry_out.h"
#include "server/rsvps/identity.h"
#include "server/rsvps/list.h"
#include "server/rsvps/notices.h"

namespace uke::server::rsvps {
namespace {

using enum desk::RsvpState;

std::unexpected<Error> not_so(std::string_view why) { return fail(ErrorCode::conflict, "rsvps.decide", why); }

// The whole answer of that version; nobody decides about a companion alone.
Result<Group> answer_of_version(storage::ReadTx& tx, AttendeeId id, std::int64_t version) {
  TRY(auto group, group_of(tx, id));
  if (group.holder.row.id != id) return fail(ErrorCode::not_found, "rsvps.decide", "this is a companion of an answer");
  if (group.holder.row.version != version) return fail(ErrorCode::stale, "rsvps.decide", "the answer has another version");
  return group;
}

accounts::Change state_change(const AttendeeRow& before, const AttendeeRow& after) {
  return {"state", std::string(enum_name(before.state)), std::string(enum_name(after.state))};
}

}  // namespace

Result<Rsvp> approve_held(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto group, answer_of_version(tx, id, version));
  if (!group.holder.details.held) return not_so("the answer is not held");
  const auto before = group.holder.row;
  group.holder.details.held = false;
  TRYV(find_member_of(tx, group));
  auto wish = as_it_is(group, By::organizer);
  wish.approves = true;
  TRYV(carry_out(tx, group, wish));
  TRYV(accounts::audit(tx, actor, "rsvp.approve", {.kind = "rsvp", .id = id.to_string()}, {state_change(before, group.holder.row)}));
  return rsvp_of(tx, group);
}

Result<Rsvp> decline_held(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto group, answer_of_version(tx, id, version));
  if (!group.holder.details.held) return not_so("the answer is not held");
  const auto before = group.holder.row;
  auto wish = as_it_is(group, By::organizer);
  wish.state = cancelled;
  wish.tell = Tell::no;
  TRYV(carry_out(tx, group, wish));
  TRYV(note_notice(tx, group.holder.row, Notice::declined));
  TRYV(accounts::audit(tx, actor, "rsvp.decline", {.kind = "rsvp", .id = id.to_string()}, {state_change(before, group.holder.row)}));
  return rsvp_of(tx, group);
}

Result<Rsvp> settle_doubt(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version, bool is_same) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto group, answer_of_version(tx, id, version));
  const auto other = group.holder.details.doubt_of;
  if (!other) return not_so("nobody doubts the answer");
  const auto before = group.holder.row;
  if (is_same) {
    auto wish = as_it_is(group, By::organizer);
    wish.state = cancelled;
    wish.tell = Tell::no;  // they come all the same
    wish.cancels_free = true;
    TRYV(carry_out(tx, group, wish));
  } else {
    group.holder.details.doubt_of.reset();
    if (!group.holder.row.member && group.holder.details.approved_ms == 0) TRYV(find_member_of(tx, group));
    group.holder.details.doubt_of.reset();  // the roster may take them for the same person once more
    TRYV(save_group(tx, group));
  }
  TRYV(accounts::audit(tx, actor, "rsvp.doubt", {.kind = "rsvp", .id = id.to_string()},
                       {{"doubt_of", other->to_string(), is_same ? "same" : "different"}, state_change(before, group.holder.row)}));
  return rsvp_of(tx, group);
}

Result<Rsvp> promote_one(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version, bool over_capacity) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto group, answer_of_version(tx, id, version));
  if (group.holder.row.state != waiting || group.holder.details.held) return not_so("the answer is not in line");
  const auto before = group.holder.row;
  TRY(const bool got_in, promote(tx, group, over_capacity ? Room::over_capacity : Room::out_of_turn));
  if (!got_in) return not_so(enum_name(Refusal::full));
  TRYV(note_notice(tx, group.holder.row, Notice::promoted));
  TRYV(accounts::audit(tx, actor, "rsvp.promote", {.kind = "rsvp", .id = id.to_string()}, {state_change(before, group.holder.row)}));
  return rsvp_of(tx, group);
}

Result<Rsvp> mark_paid(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version, bool is_paid) {
  TRYV(accounts::require(actor, web::kTreasurer | web::kAdmin));
  TRY(auto group, group_of(tx, id));
  auto* person = &group.holder;
  for (auto& companion : group.companions) {
    if (companion.row.id == id) person = &companion;
  }
  for (auto& companion : group.left) {  // a cancellation fee is paid, too
    if (companion.row.id == id) person = &companion;
  }
  if (person->row.version != version) return fail(ErrorCode::stale, "rsvps.mark_paid", "the answer has another version");
  const auto before = person->row;
  person->row.prepaid = is_paid ? person->row.fee : Yen{};
  const auto after = person->row;
  TRYV(save_group(tx, group));
  TRYV(accounts::audit(tx, actor, "rsvp.payment", {.kind = "rsvp", .id = id.to_string()}, accounts::changes_between(before, after)));
  if (id == group.holder.row.id) return rsvp_of(tx, group);
  return Rsvp{.attendee = person->row, .goods = {}, .companions = {}};
}

Result<std::string> renew_link(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto group, answer_of_version(tx, id, version));
  auto& details = group.holder.details;
  details.secret_no += 1;
  details.secret_hash.reset();  // saving makes the new one
  TRYV(save_group(tx, group));
  TRYV(accounts::audit(tx, actor, "rsvp.link", id.to_string()));
  return personal_secret(tx, group.holder.row, details);
}

}  // namespace uke::server::rsvps
