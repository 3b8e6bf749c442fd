// Rows of invitations. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/applications/invitations_rules.h"
#include "server/storage/write_tx.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::applications {

struct InvitationRow {
  InvitationId id;
  std::string code;
  MemberId sponsor;
  std::string invited_name;
  std::string note;
  std::int64_t uses_max = 1;
  std::int64_t uses = 0;
  std::string created_by;
  std::int64_t created_ms = 0;
  std::int64_t expires_ms = 0;
  std::int64_t withdrawn_ms = 0;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(InvitationRow, (),
                      (id, code, sponsor, invited_name, note, uses_max, uses, created_by, created_ms, expires_ms, withdrawn_ms, version))

[[nodiscard]] Status insert_invitation(storage::WriteTx& tx, const InvitationRow& row);
[[nodiscard]] Result<std::optional<InvitationRow>> find_invitation(storage::ReadTx& tx, InvitationId id);
[[nodiscard]] Result<std::optional<InvitationRow>> find_invitation_by_code(storage::ReadTx& tx, std::string_view code);
// Newest first, after `after` (nil = from the newest).
[[nodiscard]] Result<std::vector<InvitationRow>> list_invitations(storage::ReadTx& tx, InvitationId after, std::int64_t limit);
[[nodiscard]] Result<std::vector<InvitationRow>> list_invitations_of(storage::ReadTx& tx, MemberId sponsor, std::int64_t limit);
// 0 = not withdrawn.
[[nodiscard]] Status set_withdrawn(storage::WriteTx& tx, InvitationId id, std::int64_t withdrawn_ms);
// One use more. False when none was left, or the link is withdrawn or expired at `now`.
[[nodiscard]] Result<bool> use_invitation(storage::WriteTx& tx, InvitationId id);
[[nodiscard]] Status delete_invitations_of(storage::WriteTx& tx, MemberId sponsor);

}  // namespace uke::server::applications
