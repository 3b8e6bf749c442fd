// The messages between kiosk and server (JSON over HTTPS). Decoders (shared/json) name the faulty member, tolerate unknown members
// and missing optional ones. Sizes: design 03, "Upload and download".
#pragma once

#include "shared/desk/headcount.h"
#include "shared/desk/record.h"
#include "shared/desk/roster.h"
#include "shared/json/json.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace uke::wire {

inline constexpr std::size_t kRecordsPerBatch = 200;
inline constexpr std::size_t kBatchBytesOnWire = 256 * 1024;
inline constexpr std::size_t kBatchBytesInflated = 1024 * 1024;
inline constexpr std::size_t kRecordBytes = 4 * 1024;

// log id → highest seq up to which the server has everything (parked ones count).
using Have = std::map<std::string, std::int64_t>;

// POST /api/v1/pair
struct PairRequest {
  std::string code;                 // as shown: eight characters, hyphen allowed
  std::string nonce;                // of this kiosk, kept until an answer arrived: redeeming again with it repeats the answer
  std::optional<std::string> name;  // what the machine calls itself
};
BOOST_DESCRIBE_STRUCT(PairRequest, (), (code, nonce, name))

struct PairAnswer {
  KioskId kiosk;
  std::string token;  // bearer token of this kiosk, bound to one edition
  std::string name;   // 受付2
  desk::Event event;
  desk::Edition edition;
  std::string pin_hash;  // libsodium crypto_pwhash_str of the staff PIN
  std::int64_t server_time_ms = 0;
};
BOOST_DESCRIBE_STRUCT(PairAnswer, (), (kiosk, token, name, event, edition, pin_hash, server_time_ms))

// A record on its way, with the erasable part apart. `record` stays raw until it is judged one by one, so that one that cannot be read
// parks itself and never the ones behind it.
struct UploadRequest {
  std::vector<json::Raw> records;  // each {"record": DeskRecord, "private_part": {"name": …}?}
};
BOOST_DESCRIBE_STRUCT(UploadRequest, (), (records))

struct PrivatePart {
  std::string name;  // of a walk-in
  std::string kana;
};
BOOST_DESCRIBE_STRUCT(PrivatePart, (), (name, kana))

struct UploadItem {
  desk::DeskRecord record;
  std::optional<PrivatePart> private_part;
};
BOOST_DESCRIBE_STRUCT(UploadItem, (), (record, private_part))

enum class Outcome : std::uint8_t { stored, already_stored, parked };
BOOST_DESCRIBE_ENUM(Outcome, stored, already_stored, parked)

struct UploadResult {
  std::string id;  // of the record, as far as it could be read; else ""
  Outcome outcome = Outcome::stored;
  std::optional<std::string> reason;  // of parked
};
BOOST_DESCRIBE_STRUCT(UploadResult, (), (id, outcome, reason))

struct UploadAnswer {
  std::vector<UploadResult> results;  // same order and number as the request's records
  Have have;
  std::int64_t server_time_ms = 0;
};
BOOST_DESCRIBE_STRUCT(UploadAnswer, (), (results, have, server_time_ms))

// GET /api/v1/desk-changes?after=<cursor>&wait=<seconds>&limit=<rows>
enum class ChangeKind : std::uint8_t {
  event,         // data = desk::Event: any event of the association; key = event id
  edition,       // data = desk::Edition: of this event; key = edition id
  attendee,      // data = desk::Attendee: of this kiosk's edition; key = attendee id
  other_ticket,  // data = desk::OtherTicket: of the other editions; key = attendee id
  record,        // data = desk::DeskRecord: of every desk of this event; key = record id
  kiosk          // data = KioskSettings: of this kiosk itself; key = kiosk id
};
BOOST_DESCRIBE_ENUM(ChangeKind, event, edition, attendee, other_ticket, record, kiosk)

// An attendee who moves to another edition arrives as a deleted `attendee` and an `other_ticket` (and the other way round).
struct Change {
  ChangeKind kind = ChangeKind::event;
  std::string key;
  bool deleted = false;
  std::optional<json::Raw> data;  // absent when deleted
};
BOOST_DESCRIBE_STRUCT(Change, (), (kind, key, deleted, data))

struct KioskSettings {
  std::string name;
  std::string pin_hash;
  bool retired = false;
};
BOOST_DESCRIBE_STRUCT(KioskSettings, (), (name, pin_hash, retired))

// Covers exactly (from, to]. Cursors are "<number>.<tag>"; "" is the beginning. A kiosk insists that `from` is its cursor.
struct ChangesAnswer {
  std::string from;
  std::string to;
  bool more = false;  // ask again at once
  std::vector<Change> changes;
  Have have;
  std::int64_t server_time_ms = 0;
};
BOOST_DESCRIBE_STRUCT(ChangesAnswer, (), (from, to, more, changes, have, server_time_ms))

// RFC 9457. `type` is "https://uketsuke.example/problems/" + a stable word; the words that a kiosk acts upon are below.
struct FieldError {
  std::string field;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(FieldError, (), (field, message))

struct Problem {
  std::string type;
  std::string title;
  std::int64_t status = 0;
  std::optional<std::string> detail;
  std::optional<std::vector<FieldError>> errors;
  std::optional<std::string> kiosk;  // kiosk-revoked: which one
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, detail, errors, kiosk))

inline constexpr std::string_view kProblemBase = "https://uketsuke.example/problems/";
inline constexpr std::string_view kProblemKioskRevoked = "kiosk-revoked";        // 403: wipe personal data, if `kiosk` is this one
inline constexpr std::string_view kProblemHistoryChanged = "history-changed";    // 409: download again from the beginning
inline constexpr std::string_view kProblemCodeUsed = "pairing-code-used";        // 409
inline constexpr std::string_view kProblemCodeUnknown = "pairing-code-unknown";  // 404: wrong or expired
inline constexpr std::string_view kProblemCloned = "log-cloned";                 // per record as a parked reason: start a new log

}  // namespace uke::wire
