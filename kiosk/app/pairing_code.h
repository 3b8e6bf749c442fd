// What the QR code of "add a kiosk" says: the server's URL and a one-time code, as https://HOST[:PORT]/PAIR/CODE in either case.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace uke::kiosk::app {

struct PairingCode {
  std::string server;  // "https://host:port", lower case, no slash at the end
  std::string code;    // upper case, as shown
};

// Nothing for any other text. http:// is accepted, too: a server on a laptop at a venue without internet has no certificate.
[[nodiscard]] std::optional<PairingCode> parse_pairing_code(std::string_view scanned);

}  // namespace uke::kiosk::app
