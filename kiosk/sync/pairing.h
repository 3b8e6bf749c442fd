// Redeeming a pairing code.
#pragma once

#include "kiosk/sync/ports.h"

#include <functional>
#include <string>

namespace uke::kiosk::sync {

struct PairingCall {
  std::string server;  // URL, a slash at the end or not
  std::string code;    // as scanned or typed
  std::string nonce;   // of this kiosk, the same until an answer arrived: the server then repeats its answer
  std::string name;    // what the machine calls itself
};

// Calls `done` once, on any thread. Errors: `not_found` for a wrong or expired code, `conflict` for one that another kiosk used,
// `unavailable` or `timeout` when the server does not answer, `unsupported` when whatever answers is no Uketsuke server.
void pair(Transport& transport, const PairingCall& call, std::function<void(Result<wire::PairAnswer>)> done);

// "https://host:port" without slashes or white space at the end; a text without scheme gets https.
[[nodiscard]] std::string tidy_url(std::string_view typed);

}  // namespace uke::kiosk::sync
