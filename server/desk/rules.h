// Pairing codes, kiosks and what may enter the desk log: types and pure rules. Thread-safe.
#pragma once

#include "server/accounts/rules.h"
#include "shared/base/ids.h"
#include "shared/base/random.h"
#include "shared/base/time.h"
#include "shared/wire/messages.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::desk {

using namespace uke::desk;  // the door's own words mean the same in this room

inline constexpr auto kPairingTime = std::chrono::minutes{15};
inline constexpr std::size_t kNonceBytesMin = 16;
inline constexpr std::size_t kNonceBytesMax = 128;

// Eight characters for typing, 40 random bits, without hyphen.
[[nodiscard]] std::string fresh_pairing_code(Random& random);
// "<server url>/PAIR/<code>", what a kiosk scans (kiosk/app/pairing_code.h reads it); `server_url` has no slash at its end.
[[nodiscard]] std::string pairing_qr_text(std::string_view server_url, std::string_view code);

// Four digits.
[[nodiscard]] std::string fresh_pin(Random& random);
[[nodiscard]] bool is_pin(std::string_view text);  // four to eight digits
// Argon2id, 19 MiB: slow on purpose, so never on the writer. `internal` if there is no memory for it.
[[nodiscard]] Result<std::string> hash_pin(std::string_view pin);

// Why a record waits for a human instead of being stored. Stable words; wire/messages.h has those that a kiosk acts upon.
inline constexpr std::string_view kParkedTooLarge = "too-large";
inline constexpr std::string_view kParkedUnreadable = "unreadable";  // followed by ": <field>: <what>"
inline constexpr std::string_view kParkedInvalid = "invalid";        // likewise
inline constexpr std::string_view kParkedUnknownEdition = "unknown-edition";
inline constexpr std::string_view kParkedOtherEvent = "other-event";
inline constexpr std::string_view kParkedStolen = "kiosk-stolen";
inline constexpr std::string_view kParkedIdReused = "id-reused";

// What could be read of a record that cannot be accepted.
struct Place {
  std::string id;  // "" if unreadable
  std::optional<LogId> log;
  std::optional<std::int64_t> seq;  // only with a log, and ≥ 1
};
[[nodiscard]] Place place_of(std::string_view raw);

// A record exactly as it came, and what could be read of it. Reading it is most of the work of an upload: it needs no transaction.
struct Delivered {
  std::string raw;
  Result<wire::UploadItem> item;
};
[[nodiscard]] Delivered read_delivered(std::string raw);
[[nodiscard]] std::vector<Delivered> read_delivered(wire::UploadRequest request);

// How far a log has been delivered.
struct LogProgress {
  std::int64_t have = 0;  // everything up to here
  std::int64_t max = 0;   // the highest ever seen
  void cover(std::int64_t seq);
  [[nodiscard]] bool has_gap() const { return max > have; }
};

// "<number>.<tag>". `invalid` for anything else; "" is the beginning.
struct CursorText {
  std::int64_t number = 0;
  std::string tag;
};
[[nodiscard]] Result<CursorText> parse_cursor(std::string_view text);
[[nodiscard]] std::string cursor_text(std::int64_t number, std::string_view tag);

}  // namespace uke::server::desk
