// Kiosks come and go: pairing codes, redeeming them, the staff PIN, revoking. Called inside a transaction.
#pragma once

#include "server/desk/rules.h"
#include "server/desk/store.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/wire/messages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::desk {

// A staff PIN on its way into the database: hashed on a worker, because hashing is slow.
struct NewPin {
  std::string pin;
  std::string hash;
};

struct PairingCode {
  std::string code;  // ABCD-EFGH
  std::int64_t expires_ms = 0;
  std::string qr;                  // what a kiosk scans
  std::optional<std::string> pin;  // only when it was set now; afterwards nobody can read it any more
};
BOOST_DESCRIBE_STRUCT(PairingCode, (), (code, expires_ms, qr, pin))

// The PIN to set with the next pairing code: `wanted`, or a fresh one where the edition has none. Nothing: it keeps the one it has.
// `invalid` unless `wanted` is four to eight digits.
[[nodiscard]] Result<std::optional<NewPin>> prepare_pin(storage::ReadTx& tx, EditionId edition, const std::optional<std::string>& wanted);

// A one-time code for 15 minutes. Admins only. All kiosks of the edition learn of a new PIN.
[[nodiscard]] Result<PairingCode> create_pairing_code(storage::WriteTx& tx, const web::Actor& actor, EditionId edition,
                                                      std::string_view server_url, const std::optional<NewPin>& pin);

// What redeeming a code answers.
enum class PairFault : std::uint8_t { none, code_unknown, code_used };
struct Paired {
  PairFault fault = PairFault::none;
  wire::PairAnswer answer;
};
// The same code and nonce again repeat the answer: the first one may have been lost on its way. `invalid` for a nonce of fewer than 16
// bytes.
[[nodiscard]] Result<Paired> redeem(storage::WriteTx& tx, const wire::PairRequest& request);

// `state` is retired or stolen. The kiosk wipes personal data when it next asks. Admins only.
[[nodiscard]] Result<KioskRow> revoke_kiosk(storage::WriteTx& tx, const web::Actor& actor, KioskId kiosk, accounts::TokenState state);
[[nodiscard]] Result<std::vector<KioskRow>> get_kiosks(storage::ReadTx& tx, const web::Actor& actor, EditionId edition);

}  // namespace uke::server::desk
