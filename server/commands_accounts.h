// What several commands do with organizers' accounts.
#pragma once

#include "server/accounts/organizers_service.h"
#include "server/commands.h"

#include <string>

namespace uke::server {

// The address to open, made of a link's secret.
[[nodiscard]] std::string welcome_address(const std::string& url, const accounts::Welcome& welcome);

inline constexpr const char* kDemoPassword = "demo-demo-2027";
// The demo's organizers, one of each role: hanada (admin), kaikei (treasurer), uketsuke (reception), all with kDemoPassword. Returns
// hanada's token.
[[nodiscard]] Result<std::string> make_demo_organizers(storage::WriteTx& tx);

}  // namespace uke::server
