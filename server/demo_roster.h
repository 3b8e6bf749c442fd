// The people of the demo: a made-up roster of assets/demo/roster.json, the same one each time, with applications in every state, an
// invitation, pairs that may be one person, and a checking list.
#pragma once

#include "server/storage/write_tx.h"
#include "server/web/route.h"

namespace uke::server {

inline constexpr std::size_t kDemoMembers = 300;

// `actor`: an admin with a name, who approved them all. Precondition: no members are there.
[[nodiscard]] Status make_demo_roster(storage::WriteTx& tx, const web::Actor& actor);

}  // namespace uke::server
