// Rows of kiosks, pairing_codes, desk_pins, desk_logs, desk_records, desk_private and parked_records. SQL and nothing else; called
// inside a transaction.
#pragma once

#include "server/desk/rules.h"
#include "server/storage/write_tx.h"
#include "shared/desk/record.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::desk {

// --- kiosks and pairing ---

struct KioskRow {  // with what its token says
  KioskId id;
  EditionId edition;
  std::string name;
  accounts::TokenState state = accounts::TokenState::active;
  std::string device_name;
  std::int64_t created_ms = 0;
};
BOOST_DESCRIBE_STRUCT(KioskRow, (), (id, edition, name, state, device_name, created_ms))

struct CodeRow {
  EditionId edition;
  std::string salt;
  std::int64_t expires_ms = 0;
  std::optional<std::string> used_by;
  std::optional<KioskId> kiosk;
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (edition, salt, expires_ms, used_by, kiosk))

[[nodiscard]] Status insert_kiosk(storage::WriteTx& tx, KioskId id, EditionId edition, std::string_view device_name);
[[nodiscard]] Result<std::optional<KioskRow>> find_kiosk(storage::ReadTx& tx, KioskId id);
[[nodiscard]] Result<std::vector<KioskRow>> list_kiosks(storage::ReadTx& tx, EditionId edition);

[[nodiscard]] Status insert_code(storage::WriteTx& tx, std::string_view hash, const CodeRow& code, std::string_view created_by);
[[nodiscard]] Result<std::optional<CodeRow>> find_code(storage::ReadTx& tx, std::string_view hash);
[[nodiscard]] Status use_code(storage::WriteTx& tx, std::string_view hash, std::string_view nonce_hash, KioskId kiosk);

[[nodiscard]] Status set_pin_hash(storage::WriteTx& tx, EditionId edition, std::string_view hash);
[[nodiscard]] Result<std::optional<std::string>> find_pin_hash(storage::ReadTx& tx, EditionId edition);

// --- logs ---

struct LogRow {
  LogId log;
  EventId event;
  std::int64_t have = 0;
  std::int64_t max = 0;
};
BOOST_DESCRIBE_STRUCT(LogRow, (), (log, event, have, max))

[[nodiscard]] Result<std::vector<LogRow>> logs_of_kiosk(storage::ReadTx& tx, std::string_view kiosk);
[[nodiscard]] Result<std::optional<LogRow>> find_log(storage::ReadTx& tx, LogId log);
// The log that this server writes for the event.
[[nodiscard]] Result<std::optional<LogRow>> find_own_log(storage::ReadTx& tx, EventId event);
// Inserts or updates; `kiosk` empty = not delivered by a kiosk.
// From now on this server continues none of its own logs: after a restore their numbers may have been used.
[[nodiscard]] Status end_own_logs(storage::WriteTx& tx);
[[nodiscard]] Result<std::optional<wire::PrivatePart>> find_private_part(storage::ReadTx& tx, RecordId record);
[[nodiscard]] Status save_log(storage::WriteTx& tx, const LogRow& log, const std::optional<std::string>& kiosk, bool ours);
// The sequence numbers above `after` that are stored or parked, in order.
[[nodiscard]] Result<std::vector<std::int64_t>> seqs_after(storage::ReadTx& tx, LogId log, std::int64_t after);

// --- records ---

struct RecordPlace {
  LogId log;
  std::int64_t seq = 0;
};
BOOST_DESCRIBE_STRUCT(RecordPlace, (), (log, seq))

// False where the id or the place in the log is taken.
[[nodiscard]] Result<bool> insert_record(storage::WriteTx& tx, const DeskRecord& record, EventId event, std::int64_t change_no);
[[nodiscard]] Result<std::optional<RecordPlace>> find_record_place(storage::ReadTx& tx, RecordId id);
[[nodiscard]] Status insert_private(storage::WriteTx& tx, RecordId record, const wire::PrivatePart& part);

// A stored record as it travels in the feed: the payload stays the text that it is.
struct StoredRecord {
  RecordId id;
  LogId log;
  std::int64_t seq = 0;
  EditionId edition;
  Subject subject;
  std::int64_t step = 0;
  Kind kind = Kind::note;
  std::optional<RecordId> ref;
  std::string payload;
  std::int64_t at_ms = 0;
  std::string boot_id;
  std::int64_t uptime_ms = 0;
  By by = By::self;
  std::string desk;
  bool practice = false;
  std::int64_t change_no = 0;
};
BOOST_DESCRIBE_STRUCT(StoredRecord, (),
                      (id, log, seq, edition, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, by, desk, practice, change_no))

// Appends the record as JSON of DeskRecord.
void write_record(std::string& out, const StoredRecord& record);
[[nodiscard]] Result<DeskRecord> to_desk_record(StoredRecord row);

// Those of the event with a change number above `after`, in order, at most `limit`.
[[nodiscard]] Status each_record_after(storage::ReadTx& tx, EventId event, std::int64_t after, std::int64_t limit,
                                       const std::function<Status(StoredRecord&&)>& visit);
[[nodiscard]] Status each_record_of_log(storage::ReadTx& tx, LogId log, const std::function<Status(StoredRecord&&)>& visit);
// In no particular order: the event's links, unlinks and reassigns; a subject's own records; one record (none: not visited); its undos.
[[nodiscard]] Status each_joining_record(storage::ReadTx& tx, EventId event, const std::function<Status(StoredRecord&&)>& visit);
[[nodiscard]] Status each_record_of_subject(storage::ReadTx& tx, EventId event, const Subject& subject,
                                            const std::function<Status(StoredRecord&&)>& visit);
[[nodiscard]] Status each_record_with_id(storage::ReadTx& tx, RecordId id, const std::function<Status(StoredRecord&&)>& visit);
[[nodiscard]] Status each_undo_of(storage::ReadTx& tx, RecordId id, const std::function<Status(StoredRecord&&)>& visit);
// What was written through this server's pages, by phone or from paper, at one edition: newest first, at most `limit`.
[[nodiscard]] Result<std::vector<StoredRecord>> newest_by(storage::ReadTx& tx, EventId event, EditionId edition, By by, Kind kind,
                                                          std::int64_t limit);

// --- parked ---

struct ParkedRow {
  std::string raw;
  std::string reason;
  std::string record_id;
  std::optional<LogId> log;
  std::optional<std::int64_t> seq;
  std::optional<std::string> kiosk;
  std::int64_t received_ms = 0;
};
BOOST_DESCRIBE_STRUCT(ParkedRow, (), (raw, reason, record_id, log, seq, kiosk, received_ms))

// The same bytes again are the same row.
[[nodiscard]] Status insert_parked(storage::WriteTx& tx, const ParkedRow& row);
// Those that somebody should look at: without copies of a cloned log whose record is stored under another log by now. The rows stay.
[[nodiscard]] Result<std::vector<ParkedRow>> list_parked(storage::ReadTx& tx);
[[nodiscard]] Result<std::int64_t> count_parked_of(storage::ReadTx& tx, std::string_view kiosk);
[[nodiscard]] Status delete_parked(storage::WriteTx& tx, std::string_view raw);

}  // namespace uke::server::desk
