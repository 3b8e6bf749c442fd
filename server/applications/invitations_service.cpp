#include "server/applications/invitations_service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"

namespace uke::server::applications {
namespace {

std::unexpected<Error> no_invitation() { return fail(ErrorCode::not_found, "applications.find_invitation", "no such invitation"); }

Result<Invitation> with_sponsor(storage::ReadTx& tx, InvitationRow row) {
  Invitation invitation{.row = std::move(row)};
  TRY(const auto current, roster::current_of(tx, invitation.row.sponsor));
  TRY(const auto sponsor, roster::find_member(tx, current));
  if (sponsor) {
    const auto& fields = sponsor->fields;
    invitation.sponsor_name = roster::whole_name(fields);
    invitation.sponsor_family_name = fields.family_name.empty() ? invitation.sponsor_name : fields.family_name;
  }
  invitation.state = state_of({.uses = invitation.row.uses,
                               .uses_max = invitation.row.uses_max,
                               .expires_ms = invitation.row.expires_ms,
                               .withdrawn_ms = invitation.row.withdrawn_ms,
                               .sponsor_may_vouch = sponsor && may_vouch(sponsor->state)},
                              tx.now());
  return invitation;
}

Result<Invitation> find_one(storage::ReadTx& tx, InvitationId id) {
  TRY(auto row, find_invitation(tx, id));
  if (!row) return no_invitation();
  return with_sponsor(tx, std::move(*row));
}

Result<MemberId> sponsor_who_may_vouch(storage::ReadTx& tx, MemberId id) {
  TRY(const auto current, roster::current_of(tx, id));
  TRY(const auto sponsor, roster::find_member(tx, current));
  if (!sponsor) return fail(ErrorCode::not_found, "applications.create_invitation", "no such member");
  if (!may_vouch(sponsor->state)) {
    return fail(ErrorCode::conflict, "applications.create_invitation", "only approved members vouch for others");
  }
  return current;
}

Result<Invitation> set_withdrawal(storage::WriteTx& tx, const web::Actor& actor, InvitationId id, bool withdrawn) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto before, find_one(tx, id));
  if ((before.row.withdrawn_ms != 0) == withdrawn) return before;
  TRYV(set_withdrawn(tx, id, withdrawn ? to_ms(tx.now()) : 0));
  TRYV(accounts::audit(tx, actor, withdrawn ? "invitation.withdraw" : "invitation.restore", id.to_string()));
  return find_one(tx, id);
}

}  // namespace

Result<Invitation> create_invitation(storage::WriteTx& tx, const web::Actor& actor, const InvitationFields& typed) {
  TRYV(accounts::require(actor, web::kAdmin));
  const auto fields = tidied(typed);
  if (const auto faults = check(fields); !faults.empty()) {
    return fail(ErrorCode::invalid, "applications.create_invitation", faults.front().field + ": is not acceptable");
  }
  TRY(const auto sponsor, sponsor_who_may_vouch(tx, fields.sponsor));
  InvitationRow row{.id = InvitationId::fresh(tx.clock(), tx.random()),
                    .code = fresh_code(tx.random()),
                    .sponsor = sponsor,
                    .invited_name = fields.invited_name,
                    .note = fields.note,
                    .uses_max = fields.uses_max,
                    .created_by = actor.name,
                    .created_ms = to_ms(tx.now()),
                    .expires_ms = to_ms(tx.now() + kInvitationLasts)};
  TRYV(insert_invitation(tx, row));
  TRYV(accounts::audit(tx, actor, "invitation.create", row.id.to_string()));
  return with_sponsor(tx, std::move(row));
}

Result<Invitation> get_invitation(storage::ReadTx& tx, const web::Actor& actor, InvitationId id) {
  TRYV(accounts::require(actor, web::kOrganizers));
  return find_one(tx, id);
}

Result<std::vector<Invitation>> get_invitations(storage::ReadTx& tx, const web::Actor& actor, InvitationId after, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(auto rows, list_invitations(tx, after, limit));
  std::vector<Invitation> invitations;
  for (auto& row : rows) {
    TRY(auto invitation, with_sponsor(tx, std::move(row)));
    invitations.push_back(std::move(invitation));
  }
  return invitations;
}

Result<Invitation> withdraw_invitation(storage::WriteTx& tx, const web::Actor& actor, InvitationId id) {
  return set_withdrawal(tx, actor, id, true);
}

Result<Invitation> restore_invitation(storage::WriteTx& tx, const web::Actor& actor, InvitationId id) {
  return set_withdrawal(tx, actor, id, false);
}

Result<std::vector<roster::Member>> find_sponsors(storage::ReadTx& tx, const web::Actor& actor, std::string_view text, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  roster::MemberQuery query;
  query.text = text;
  query.state = roster::MemberState::approved;
  TRY(auto page, roster::search_members(tx, actor, query, "", limit));
  return std::move(page.members);
}

Result<std::optional<Invitation>> invitation_of_code(storage::ReadTx& tx, std::string_view code) {
  if (!looks_like_code(code)) return std::optional<Invitation>{};
  TRY(auto row, find_invitation_by_code(tx, code));
  if (!row) return std::optional<Invitation>{};
  TRY(auto invitation, with_sponsor(tx, std::move(*row)));
  return std::optional{std::move(invitation)};
}

}  // namespace uke::server::applications
