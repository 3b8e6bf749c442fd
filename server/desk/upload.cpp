#include "server/desk/upload.h"

#include "server/desk/intake.h"
#include "server/desk/store.h"
#include "server/events/service.h"
#include "server/rsvps/places.h"
#include "server/storage/changes.h"

namespace uke::server::desk {
namespace {

Result<wire::UploadAnswer> take_all(storage::WriteTx& tx, Deliverer from, std::span<const Delivered> records) {
  if (records.size() > wire::kRecordsPerBatch) {
    return fail(ErrorCode::too_large, "desk.take_upload", "more than 200 records");
  }
  Intake intake(tx, std::move(from));
  TRYV(intake.begin());
  wire::UploadAnswer answer;
  answer.results.reserve(records.size());
  for (const auto& record : records) {
    TRY(auto result, intake.take(record));
    answer.results.push_back(std::move(result));
  }
  TRY(answer.have, intake.finish());
  answer.server_time_ms = to_ms(tx.now());
  return answer;
}

}  // namespace

Result<wire::UploadAnswer> take_upload(storage::WriteTx& tx, const web::Actor& actor, std::span<const Delivered> records) {
  TRYV(accounts::require(actor, web::kKiosk));
  TRY(const auto edition, EditionId::parse(actor.scope));
  TRY(const auto event, events::event_of(tx, edition));
  const bool stolen = actor.token_state == enum_name(accounts::TokenState::stolen);
  return take_all(tx, {.kiosk = actor.id, .event = event, .edition = edition, .stolen = stolen}, records);
}

Result<wire::UploadAnswer> take_import(storage::WriteTx& tx, const web::Actor& actor, std::span<const Delivered> records) {
  TRYV(accounts::require(actor, web::kAdmin));
  return take_all(tx, {.kiosk = {}, .event = {}, .edition = {}, .stolen = false}, records);
}

Result<std::int64_t> judge_parked_again(storage::WriteTx& tx, const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto rows, list_parked(tx));
  std::int64_t stored = 0;
  for (const auto& row : rows) {
    if (row.reason == kParkedStolen) continue;  // waits for a human's word, not for a better program
    Intake intake(tx, {.kiosk = {}, .event = {}, .edition = {}, .stolen = false});
    TRYV(intake.begin());
    TRY(const auto result, intake.take(read_delivered(row.raw)));
    if (result.outcome == wire::Outcome::parked) continue;
    TRYV(intake.finish());
    TRYV(delete_parked(tx, row.raw));
    ++stored;
  }
  return stored;
}

Result<wire::Have> have_of_kiosk(storage::ReadTx& tx, std::string_view kiosk) {
  TRY(const auto rows, logs_of_kiosk(tx, kiosk));
  wire::Have have;
  for (const auto& row : rows) have.emplace(row.log.to_string(), row.have);
  return have;
}

Result<LogId> own_log(storage::WriteTx& tx, EventId event) {
  TRY(const auto found, find_own_log(tx, event));
  if (found) return found->log;
  const auto log = LogId::fresh(tx.clock(), tx.random());
  TRYV(save_log(tx, {.log = log, .event = event, .have = 0, .max = 0}, {}, true));
  return log;
}

Result<DeskRecord> append_own_record(storage::WriteTx& tx, EventId event, DeskRecord record) {
  TRY(record.log, own_log(tx, event));
  TRY(const auto log, find_log(tx, record.log));
  if (!log) return fail(ErrorCode::internal, "desk.append_own_record", "the log that was just made is gone");
  record.seq = log->max + 1;
  if (record.id.is_nil()) record.id = RecordId::fresh(tx.clock(), tx.random());
  record.at_ms = to_ms(tx.now());
  record.boot_id = tx.clock().boot_id();
  record.uptime_ms = tx.clock().uptime().count();
  TRYV(validate(record));
  TRY(const auto change_no, storage::next_change(tx, event));
  TRY(const bool inserted, insert_record(tx, record, event, change_no));
  if (!inserted) return fail(ErrorCode::conflict, "desk.append_own_record", "the log has this record already");
  TRYV(save_log(tx, {.log = record.log, .event = event, .have = record.seq, .max = record.seq}, {}, true));
  TRYV(rsvps::note_admitted(tx, event, record));
  return record;
}

}  // namespace uke::server::desk
