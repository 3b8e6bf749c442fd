// Use cases of invitations. Called inside a transaction. Every change is noted in the audit log.
//
// Errors: `forbidden` (only admins make and withdraw them; all organizers look), `not_found`, `invalid` with the first faulty field,
// `conflict` for a sponsor who is no approved member.
#pragma once

#include "server/applications/invitations_store.h"
#include "server/roster/service.h"
#include "server/web/route.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::applications {

struct Invitation {
  InvitationRow row;
  InvitationState state = InvitationState::open;
  std::string sponsor_name = {};         // "" where the member is no more
  std::string sponsor_family_name = {};  // what strangers may read
};

[[nodiscard]] Result<Invitation> create_invitation(storage::WriteTx& tx, const web::Actor& actor, const InvitationFields& fields);
[[nodiscard]] Result<Invitation> get_invitation(storage::ReadTx& tx, const web::Actor& actor, InvitationId id);
// Newest first.
[[nodiscard]] Result<std::vector<Invitation>> get_invitations(storage::ReadTx& tx, const web::Actor& actor, InvitationId after,
                                                              std::int64_t limit);
// Doing either twice is doing it once.
[[nodiscard]] Result<Invitation> withdraw_invitation(storage::WriteTx& tx, const web::Actor& actor, InvitationId id);
[[nodiscard]] Result<Invitation> restore_invitation(storage::WriteTx& tx, const web::Actor& actor, InvitationId id);
// Approved members whose name holds the text, for choosing a sponsor.
[[nodiscard]] Result<std::vector<roster::Member>> find_sponsors(storage::ReadTx& tx, const web::Actor& actor, std::string_view text,
                                                                std::int64_t limit);

// --- for the open page: no authorisation ---

// Nothing for a code that never was.
[[nodiscard]] Result<std::optional<Invitation>> invitation_of_code(storage::ReadTx& tx, std::string_view code);

}  // namespace uke::server::applications
