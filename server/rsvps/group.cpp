#include "server/rsvps/group.h"

#include "server/accounts/rules.h"
#include "server/rsvps/own.h"
#include "server/storage/changes.h"
#include "server/tickets/rules.h"

namespace uke::server::rsvps {
namespace {

constexpr int kNumberDraws = 8;

Result<Person> person_of(storage::ReadTx& tx, AttendeeRow row) {
  TRY(auto details, details_of(tx, row.id));
  Person person{.row = row, .details = details, .row_was = {}, .details_were = details};
  person.row_was = std::move(row);
  return person;
}

Status insert_with_fresh_number(storage::WriteTx& tx, AttendeeRow& row) {
  for (int draw = 0; draw < kNumberDraws; ++draw) {
    row.ticket = tickets::draw_number(tx.random());
    row.short_code = ticket::short_code(row.ticket);
    const auto inserted = insert_attendee(tx, row);
    if (inserted || inserted.error().code != ErrorCode::conflict) return inserted;
  }
  return fail(ErrorCode::conflict, "rsvps.insert_attendee", "no free ticket number found");
}

Status write_row(storage::WriteTx& tx, Person& person) {
  if (!person.row_was) return insert_with_fresh_number(tx, person.row);
  TRY(const bool updated, update_attendee(tx, person.row));
  if (!updated) return fail(ErrorCode::stale, "rsvps.save_group", "the answer has another version");
  person.row.version += 1;
  return {};
}

Status write_details(storage::WriteTx& tx, Person& person) {
  auto& details = person.details;
  details.attendee = person.row.id;
  if (!person.row.holder && !details.secret_hash) {
    TRY(const auto secret, personal_secret(tx, person.row, details));
    details.secret_hash = accounts::secret_hash(secret);
  }
  if (person.row_was && details == person.details_were) return {};
  const auto stored = put_details(tx, details);
  if (!stored && stored.error().code == ErrorCode::conflict) {
    return fail(ErrorCode::invalid, "rsvps.save_group", "fee_category: does not exist");
  }
  return stored;
}

bool differs(const Person& person) { return !person.row_was || *person.row_was != person.row || person.details != person.details_were; }

Status save_person(storage::WriteTx& tx, Person& person) {
  const auto written = write_row(tx, person);
  const bool is_stranger = !written && written.error().code == ErrorCode::conflict && person.row_was && person.row.member;
  if (is_stranger) return fail(ErrorCode::invalid, "rsvps.save_group", "member: is nobody on the roster");
  TRYV(written);
  TRYV(write_details(tx, person));
  TRYV(storage::note_change(tx, person.row.event, wire::ChangeKind::attendee, person.row.id.to_string()));
  person.row_was = person.row;
  person.details_were = person.details;
  return {};
}

Status write_goods(storage::WriteTx& tx, const Group& group) {
  const auto holder = group.holder.row.id;
  TRYV(delete_goods_orders(tx, holder));
  for (const auto& order : group.goods) {
    const auto stored = insert_goods_order(tx, holder, order);
    if (!stored && stored.error().code == ErrorCode::conflict) return fail(ErrorCode::invalid, "rsvps.save_group", "goods: unknown");
    TRYV(stored);
  }
  return {};
}

}  // namespace

Result<Group> group_of(storage::ReadTx& tx, AttendeeId id) {
  TRY(auto row, find_attendee(tx, id));
  if (row && row->holder) {
    TRY(row, find_attendee(tx, *row->holder));
  }
  if (!row) return fail(ErrorCode::not_found, "rsvps.find_attendee", "no such answer");
  Group group;
  TRY(group.holder, person_of(tx, std::move(*row)));
  TRY(auto rows, companions_of(tx, group.holder.row.id));
  for (auto& companion : rows) {
    TRY(auto person, person_of(tx, std::move(companion)));
    (person.details.cancelled_ms == 0 ? group.companions : group.left).push_back(std::move(person));
  }
  TRY(const auto goods, goods_of(tx, group.holder.row.id));
  for (const auto& item : goods) group.goods.push_back({item.id, item.quantity});
  return group;
}

Person new_companion(const Group& group) {
  Person person;
  auto& row = person.row;
  row.event = group.holder.row.event;
  row.edition = group.holder.row.edition;
  row.mode = group.holder.row.mode;
  row.state = group.holder.row.state;
  row.provisional = group.holder.row.provisional;
  person.details.language = group.holder.details.language;
  return person;
}

Status save_group(storage::WriteTx& tx, Group& group) {
  auto& holder = group.holder;
  if (holder.row.id.is_nil()) holder.row.id = AttendeeId::fresh(tx.clock(), tx.random());
  // Goods are the answer's, too: whoever looks at its version must see that they changed.
  if (differs(holder) || group.goods_changed) TRYV(save_person(tx, holder));
  if (group.goods_changed) TRYV(write_goods(tx, group));
  group.goods_changed = false;
  for (auto* people : {&group.companions, &group.left}) {
    for (auto& person : *people) {
      if (person.row.id.is_nil()) person.row.id = AttendeeId::fresh(tx.clock(), tx.random());
      person.row.holder = holder.row.id;
      if (differs(person)) TRYV(save_person(tx, person));
    }
  }
  return {};
}

std::vector<accounts::Change> changes_for_audit(const Person& before, const Person& after) {
  auto row = before.row;
  row.version = after.row.version;  // no fact about the answer
  auto changes = accounts::changes_between(row, after.row);
  auto details = before.details;
  details.secret_hash = after.details.secret_hash;
  details.nonce = after.details.nonce;
  details.calendar_ms = after.details.calendar_ms;
  for (auto& change : accounts::changes_between(details, after.details)) changes.push_back(std::move(change));
  return changes;
}

Result<Rsvp> rsvp_of(storage::ReadTx& tx, const Group& group) {
  Rsvp rsvp{.attendee = group.holder.row, .goods = {}, .companions = {}};
  TRY(rsvp.goods, goods_of(tx, group.holder.row.id));
  for (const auto& companion : group.companions) rsvp.companions.push_back(companion.row);
  return rsvp;
}

}  // namespace uke::server::rsvps
