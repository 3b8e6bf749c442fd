#include "server/applications/invitations_store.h"

namespace uke::server::applications {

#define UKE_INVITATION_COLUMNS \
  "id, code, sponsor_id, invited_name, note, uses_max, uses, created_by, created_ms, expires_ms, withdrawn_ms, version"

Status insert_invitation(storage::WriteTx& tx, const InvitationRow& i) {
  TRYV(tx.exec("insert into invitations (" UKE_INVITATION_COLUMNS
               ") values (:id, :code, :sponsor, :name, :note, :uses_max, :uses, :created_by, :created, :expires, :withdrawn, :version)",
               i.id, i.code, i.sponsor, i.invited_name, i.note, i.uses_max, i.uses, i.created_by, i.created_ms, i.expires_ms,
               i.withdrawn_ms, i.version));
  return {};
}

Result<std::optional<InvitationRow>> find_invitation(storage::ReadTx& tx, InvitationId id) {
  return tx.one<InvitationRow>("select " UKE_INVITATION_COLUMNS " from invitations where id = :id", id);
}

Result<std::optional<InvitationRow>> find_invitation_by_code(storage::ReadTx& tx, std::string_view code) {
  return tx.one<InvitationRow>("select " UKE_INVITATION_COLUMNS " from invitations where code = :code", code);
}

Result<std::vector<InvitationRow>> list_invitations(storage::ReadTx& tx, InvitationId after, std::int64_t limit) {
  if (after.is_nil()) {
    return tx.all<InvitationRow>("select " UKE_INVITATION_COLUMNS " from invitations order by id desc limit :limit", limit);
  }
  return tx.all<InvitationRow>("select " UKE_INVITATION_COLUMNS " from invitations where id < :after order by id desc limit :limit", after,
                               limit);
}

Result<std::vector<InvitationRow>> list_invitations_of(storage::ReadTx& tx, MemberId sponsor, std::int64_t limit) {
  return tx.all<InvitationRow>(
      "select " UKE_INVITATION_COLUMNS " from invitations where sponsor_id = :sponsor order by id desc limit :limit", sponsor, limit);
}

Status set_withdrawn(storage::WriteTx& tx, InvitationId id, std::int64_t withdrawn_ms) {
  TRYV(tx.exec("update invitations set withdrawn_ms = :withdrawn, version = version + 1 where id = :id", withdrawn_ms, id));
  return {};
}

Result<bool> use_invitation(storage::WriteTx& tx, InvitationId id) {
  TRY(const auto changed, tx.exec("update invitations set uses = uses + 1, version = version + 1 where id = :id and uses < uses_max"
                                  " and withdrawn_ms = 0 and expires_ms > :now",
                                  id, tx.now()));
  return changed == 1;
}

Status delete_invitations_of(storage::WriteTx& tx, MemberId sponsor) {
  TRYV(tx.exec("delete from invitations where sponsor_id = :sponsor", sponsor));
  return {};
}

}  // namespace uke::server::applications
