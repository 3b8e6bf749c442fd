#include "server/roster/approval.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/roster/store.h"

namespace uke::server::roster {
namespace {

Result<Member> of_version(storage::ReadTx& tx, MemberId id, std::int64_t version) {
  TRY(auto member, find_row(tx, id));
  if (!member) return fail(ErrorCode::not_found, "roster.approval", "no such member");
  if (member->version != version) return fail(ErrorCode::stale, "roster.approval", "the member has another version");
  return std::move(*member);
}

Result<Member> store_and_note(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, const Member& before, Member after) {
  after.changed_ms = to_ms(tx.now());
  TRY(const bool changed, update_member(tx, before, after));
  if (!changed) return fail(ErrorCode::stale, "roster.approval", "the member has another version");
  ++after.version;
  auto changes = accounts::changes_between(before.fields, after.fields);
  if (before.state != after.state) {
    changes.push_back({"state", std::string(enum_name(before.state)), std::string(enum_name(after.state))});
  }
  TRYV(accounts::audit(tx, actor, action, {"member", after.id.to_string()}, changes));
  return after;
}

}  // namespace

Result<Member> approve_member(storage::WriteTx& tx, const web::Actor& actor, MemberId id, std::int64_t version, const MemberFields& fields,
                              std::optional<MemberId> sponsor) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (actor.name.empty()) return fail(ErrorCode::conflict, "roster.approve", "nobody is approved without a named organizer");
  TRY(const auto before, of_version(tx, id, version));
  if (before.state != MemberState::approved && !may_become(before.state, MemberState::approved)) {
    return fail(ErrorCode::conflict, "roster.approve", "the state does not allow this step");
  }
  auto after = before;
  after.fields = tidied(fields);
  if (!check(after.fields).empty()) return fail(ErrorCode::invalid, "roster.approve", "fields: are not acceptable");
  if (!after.sponsor && sponsor != id) after.sponsor = sponsor;
  if (before.state != MemberState::approved) {
    after.state = MemberState::approved;
    after.was.reset();
    after.approved_by = actor.name;
    after.approved_ms = to_ms(tx.now());
  }
  return store_and_note(tx, actor, "member.approve", before, std::move(after));
}

Result<Member> restore_member(storage::WriteTx& tx, const web::Actor& actor, const Member& before, std::int64_t version) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto now, of_version(tx, before.id, version));
  auto after = before;
  after.merged_into = now.merged_into;
  return store_and_note(tx, actor, "member.restore", now, std::move(after));
}

}  // namespace uke::server::roster
