// The made-up party of assets/demo/party.json: four editions, about 120 people, prepared so that every verdict can be seen, last year's
// event, and a small evening of speakers for members only. With the roster of demo_roster.h.
#pragma once

#include "server/commands.h"
#include "server/storage/write_tx.h"

#include <cstddef>
#include <string>

namespace uke::server {

struct DemoParty {
  std::string organizer_token;
  std::string page;  // /e/<slug> of the party
  std::size_t people = 0;
};

// Precondition: the database is empty.
[[nodiscard]] Result<DemoParty> make_demo_party(storage::WriteTx& tx, DemoFlags::Doors doors);

}  // namespace uke::server
