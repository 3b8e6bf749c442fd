#include "server/roster/service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/roster/search.h"
#include "server/roster/store.h"

#include <algorithm>

namespace uke::server::roster {
namespace {

constexpr int kMergesDeep = 64;  // a chain longer than that is a ring

std::unexpected<Error> no_member() { return fail(ErrorCode::not_found, "roster.find_member", "no such member"); }
std::unexpected<Error> other_version() { return fail(ErrorCode::stale, "roster.update_member", "the member has another version"); }

accounts::Thing thing_of(MemberId id) { return {.kind = "member", .id = id.to_string()}; }

Status acceptable(const MemberFields& fields) {
  const auto faults = check(fields);
  if (faults.empty()) return {};
  return fail(ErrorCode::invalid, "roster.check", faults.front().field + ": " + std::string(enum_name(faults.front().what)));
}

bool has_left(MemberState state) { return state == MemberState::left || state == MemberState::removed || state == MemberState::deceased; }

Status note_approver(Member& member, const web::Actor& actor, Time now) {
  if (actor.name.empty()) return fail(ErrorCode::conflict, "roster.approve", "nobody is approved without a named organizer");
  member.approved_by = actor.name;
  member.approved_ms = to_ms(now);
  return {};
}

Result<Member> of_version(storage::ReadTx& tx, MemberId id, std::int64_t version) {
  TRY(auto member, find_row(tx, id));
  if (!member) return no_member();
  if (member->version != version) return other_version();
  return std::move(*member);
}

Result<Member> store_change(storage::WriteTx& tx, const Member& before, Member after) {
  after.changed_ms = to_ms(tx.now());
  TRY(const bool changed, update_member(tx, before, after));
  if (!changed) return other_version();
  ++after.version;
  return after;
}

Status step_to(Member& member, MemberState state, const web::Actor& actor, Time now) {
  const auto from = member.state;
  member.state = state;
  if (member.was == state) {
    member.was.reset();
    return {};
  }
  if (!may_become(from, state)) return fail(ErrorCode::conflict, "roster.set_member_state", "the state does not allow this step");
  member.was = has_left(state) ? std::optional(from) : std::nullopt;
  if (state == MemberState::approved) return note_approver(member, actor, now);
  return {};
}

}  // namespace

Result<Member> create_member(storage::WriteTx& tx, const web::Actor& actor, const NewMember& command) {
  TRYV(accounts::require(actor, web::kAdmin));
  Member member;
  member.id = MemberId::fresh(tx.clock(), tx.random());
  member.state = command.state;
  member.fields = tidied(command.fields);
  member.origin = command.origin;
  member.sponsor = command.sponsor;
  member.created_ms = member.changed_ms = to_ms(tx.now());
  TRYV(acceptable(member.fields));
  if (member.sponsor) {
    TRY(const auto sponsor, find_row(tx, *member.sponsor));
    if (!sponsor) return fail(ErrorCode::invalid, "roster.create_member", "sponsor: is no member");
  }
  if (member.state == MemberState::approved) TRYV(note_approver(member, actor, tx.now()));
  TRYV(insert_member(tx, member));
  auto changes = accounts::changes_between(MemberFields{}, member.fields);
  changes.push_back({"state", "", std::string(enum_name(member.state))});
  TRYV(accounts::audit(tx, actor, "member.create", thing_of(member.id), changes));
  return member;
}

Result<Member> change_member(storage::WriteTx& tx, const web::Actor& actor, MemberId id, std::int64_t version, const MemberFields& fields) {
  TRYV(accounts::require(actor, web::kAdmin));
  auto after_fields = tidied(fields);
  TRYV(acceptable(after_fields));
  TRY(const auto before, of_version(tx, id, version));
  if (before.fields == after_fields) return before;
  auto after = before;
  after.fields = std::move(after_fields);
  TRY(auto changed, store_change(tx, before, std::move(after)));
  TRYV(accounts::audit(tx, actor, "member.change", thing_of(id), accounts::changes_between(before.fields, changed.fields)));
  return changed;
}

Result<Member> set_member_state(storage::WriteTx& tx, const web::Actor& actor, MemberId id, std::int64_t version, MemberState state) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto before, of_version(tx, id, version));
  auto after = before;
  TRYV(step_to(after, state, actor, tx.now()));
  TRY(auto changed, store_change(tx, before, std::move(after)));
  TRYV(accounts::audit(tx, actor, "member.state", thing_of(id),
                       {{"state", std::string(enum_name(before.state)), std::string(enum_name(changed.state))}}));
  return changed;
}

Status remove_member(storage::WriteTx& tx, const web::Actor& actor, MemberId id, std::int64_t version) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto member, find_row(tx, id));
  if (!member) return no_member();
  if (member->version != version) return fail(ErrorCode::conflict, "roster.remove_member", "the member was changed since");
  TRY(const bool named, is_named_elsewhere(tx, id));
  if (named) return fail(ErrorCode::conflict, "roster.remove_member", "the member is named elsewhere");
  TRYV(erase_member(tx, *member));
  return accounts::audit(tx, actor, "member.remove", thing_of(id), {});
}

Result<Member> get_member(storage::ReadTx& tx, const web::Actor& actor, MemberId id) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(auto member, find_row(tx, id));
  if (!member) return no_member();
  return as_seen_by(actor, std::move(*member));
}

Result<MemberId> current_of(storage::ReadTx& tx, MemberId id) {
  for (int depth = 0; depth < kMergesDeep; ++depth) {
    TRY(const auto into, merged_into(tx, id));
    if (!into) return id;
    id = *into;
  }
  return fail(ErrorCode::corrupt, "roster.current_of", "merges form a ring");
}

Result<std::vector<MemberId>> all_ids_of(storage::ReadTx& tx, MemberId id) {
  std::vector<MemberId> ids{id};
  for (std::size_t next = 0; next < ids.size(); ++next) {
    TRY(const auto doubles, merged_from(tx, ids[next]));
    for (const auto& found : doubles) {
      if (std::ranges::find(ids, found) == ids.end()) ids.push_back(found);
    }
  }
  return ids;
}

Result<std::optional<Member>> find_member(storage::ReadTx& tx, MemberId id) { return find_row(tx, id); }

Status erase_member(storage::WriteTx& tx, const Member& member) {
  TRYV(delete_member(tx, member));
  return accounts::forget_changes(tx, thing_of(member.id));
}

}  // namespace uke::server::roster
