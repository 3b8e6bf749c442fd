// What the audit log says about a changed application. Internal to this room.
#pragma once

#include "server/accounts/history.h"
#include "server/applications/store.h"

#include <string_view>

namespace uke::server::applications {

// An applicant has no account.
[[nodiscard]] web::Actor the_applicant();

// Stores `after` (whose version is the one that the editor saw) and notes what differs; `after` has the new version afterwards.
// `stale` when somebody else was first.
[[nodiscard]] Status store_and_note(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, const ApplicationRow& before,
                                    ApplicationRow& after);

}  // namespace uke::server::applications
