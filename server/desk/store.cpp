#include "server/desk/store.h"

#include "shared/json/json.h"

namespace uke::server::desk {

Status insert_kiosk(storage::WriteTx& tx, KioskId id, EditionId edition, std::string_view device_name) {
  TRYV(tx.exec("insert into kiosks (id, edition_id, device_name, created_ms) values (:id, :edition, :device, :now)", id, edition,
               device_name, tx.now()));
  return {};
}

Result<std::optional<KioskRow>> find_kiosk(storage::ReadTx& tx, KioskId id) {
  return tx.one<KioskRow>(
      "select k.id, k.edition_id, t.name, t.state, k.device_name, k.created_ms from kiosks k join api_tokens t on t.holder_id = k.id"
      " where k.id = :id",
      id);
}

Result<std::vector<KioskRow>> list_kiosks(storage::ReadTx& tx, EditionId edition) {
  return tx.all<KioskRow>(
      "select k.id, k.edition_id, t.name, t.state, k.device_name, k.created_ms from kiosks k join api_tokens t on t.holder_id = k.id"
      " where k.edition_id = :edition order by k.id",
      edition);
}

Status insert_code(storage::WriteTx& tx, std::string_view hash, const CodeRow& code, std::string_view created_by) {
  TRYV(tx.exec(
      "insert into pairing_codes (code_hash, edition_id, salt, expires_ms, created_by) values (:hash, :edition, :salt, :expires, :by)",
      hash, code.edition, code.salt, code.expires_ms, created_by));
  return {};
}

Result<std::optional<CodeRow>> find_code(storage::ReadTx& tx, std::string_view hash) {
  return tx.one<CodeRow>("select edition_id, salt, expires_ms, used_by, kiosk_id from pairing_codes where code_hash = :hash", hash);
}

Status use_code(storage::WriteTx& tx, std::string_view hash, std::string_view nonce_hash, KioskId kiosk) {
  TRYV(tx.exec("update pairing_codes set used_by = :nonce, kiosk_id = :kiosk where code_hash = :hash", nonce_hash, kiosk, hash));
  return {};
}

Status set_pin_hash(storage::WriteTx& tx, EditionId edition, std::string_view hash) {
  TRYV(
      tx.exec("insert into desk_pins (edition_id, pin_hash) values (:edition, :hash)"
              " on conflict (edition_id) do update set pin_hash = excluded.pin_hash",
              edition, hash));
  return {};
}

Result<std::optional<std::string>> find_pin_hash(storage::ReadTx& tx, EditionId edition) {
  return tx.one<std::string>("select pin_hash from desk_pins where edition_id = :edition", edition);
}

Result<std::vector<LogRow>> logs_of_kiosk(storage::ReadTx& tx, std::string_view kiosk) {
  return tx.all<LogRow>("select log_id, event_id, have_seq, max_seq from desk_logs where kiosk_id = :kiosk", kiosk);
}

Result<std::optional<LogRow>> find_log(storage::ReadTx& tx, LogId log) {
  return tx.one<LogRow>("select log_id, event_id, have_seq, max_seq from desk_logs where log_id = :log", log);
}

Result<std::optional<LogRow>> find_own_log(storage::ReadTx& tx, EventId event) {
  return tx.one<LogRow>("select log_id, event_id, have_seq, max_seq from desk_logs where event_id = :event and ours = 1 limit 1", event);
}

Status end_own_logs(storage::WriteTx& tx) {
  TRYV(tx.exec("update desk_logs set ours = 0 where ours = 1"));
  return {};
}

Result<std::optional<wire::PrivatePart>> find_private_part(storage::ReadTx& tx, RecordId record) {
  return tx.one<wire::PrivatePart>("select name, kana from desk_private where record_id = :id", record);
}

Status save_log(storage::WriteTx& tx, const LogRow& log, const std::optional<std::string>& kiosk, bool ours) {
  TRYV(
      tx.exec("insert into desk_logs (log_id, event_id, kiosk_id, have_seq, max_seq, ours, received_ms)"
              " values (:log, :event, :kiosk, :have, :max, :ours, :now) on conflict (log_id) do update set"
              " kiosk_id = coalesce(excluded.kiosk_id, desk_logs.kiosk_id), have_seq = excluded.have_seq, max_seq = excluded.max_seq, "
              "received_ms = excluded.received_ms",
              log.log, log.event, kiosk, log.have, log.max, ours, tx.now()));
  return {};
}

Result<std::vector<std::int64_t>> seqs_after(storage::ReadTx& tx, LogId log, std::int64_t after) {
  return tx.all<std::int64_t>(
      "select seq from desk_records where log_id = :log and seq > :after"
      " union select seq from parked_records where log_id = :parked_log and seq > :parked_after order by seq",
      log, after, log, after);
}

Result<bool> insert_record(storage::WriteTx& tx, const DeskRecord& r, EventId event, std::int64_t change_no) {
  TRY(const auto rows,
      tx.exec("insert into desk_records (id, log_id, seq, event_id, edition_id, subject, step, kind, ref, payload, at_ms, boot_id,"
              " uptime_ms, written_by, desk, practice, received_ms, change_no) values (:id, :log, :seq, :event, :edition, :subject, :step,"
              " :kind, :ref, :payload, :at, :boot, :uptime, :by, :desk, :practice, :now, :change) on conflict do nothing",
              r.id, r.log, r.seq, event, r.edition, r.subject, r.step, r.kind, r.ref, json::to_text(r.payload), r.at_ms, r.boot_id,
              r.uptime_ms, r.by, r.desk, r.practice, tx.now(), change_no));
  return rows == 1;
}

Result<std::optional<RecordPlace>> find_record_place(storage::ReadTx& tx, RecordId id) {
  return tx.one<RecordPlace>("select log_id, seq from desk_records where id = :id", id);
}

Status insert_private(storage::WriteTx& tx, RecordId record, const wire::PrivatePart& part) {
  TRYV(tx.exec("insert into desk_private (record_id, name, kana) values (:record, :name, :kana) on conflict do nothing", record, part.name,
               part.kana));
  return {};
}

void write_record(std::string& out, const StoredRecord& r) {
  const auto member = [&](std::string_view name, const auto& value) {
    out.append(",\"").append(name).append("\":");
    json::write(out, value);
  };
  out += "{\"id\":";
  json::write(out, r.id);
  member("log", r.log);
  member("seq", r.seq);
  member("edition", r.edition);
  member("subject", r.subject);
  member("step", r.step);
  member("kind", r.kind);
  if (r.ref) member("ref", *r.ref);
  out.append(",\"payload\":").append(r.payload);
  member("at_ms", r.at_ms);
  member("boot_id", r.boot_id);
  member("uptime_ms", r.uptime_ms);
  member("by", r.by);
  member("desk", r.desk);
  member("practice", r.practice);
  out += '}';
}

Result<DeskRecord> to_desk_record(StoredRecord r) {
  auto payload = json::parse<Payload>(r.payload);
  if (!payload) return fail(ErrorCode::corrupt, "desk.to_desk_record", payload.error().detail);
  return DeskRecord{.id = r.id,
                    .log = r.log,
                    .seq = r.seq,
                    .edition = r.edition,
                    .subject = std::move(r.subject),
                    .step = r.step,
                    .kind = r.kind,
                    .ref = r.ref,
                    .payload = std::move(*payload),
                    .at_ms = r.at_ms,
                    .boot_id = std::move(r.boot_id),
                    .uptime_ms = r.uptime_ms,
                    .by = r.by,
                    .desk = std::move(r.desk),
                    .practice = r.practice};
}

Status each_record_after(storage::ReadTx& tx, EventId event, std::int64_t after, std::int64_t limit,
                         const std::function<Status(StoredRecord&&)>& visit) {
  return tx.each<StoredRecord>(
      "select id, log_id, seq, edition_id, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, written_by, desk, practice,"
      " change_no from desk_records where event_id = :event and change_no > :after order by change_no limit :limit",
      visit, event, after, limit);
}

Status each_record_of_log(storage::ReadTx& tx, LogId log, const std::function<Status(StoredRecord&&)>& visit) {
  return tx.each<StoredRecord>(
      "select id, log_id, seq, edition_id, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, written_by, desk, practice,"
      " change_no from desk_records where log_id = :log order by seq",
      visit, log);
}

Status each_joining_record(storage::ReadTx& tx, EventId event, const std::function<Status(StoredRecord&&)>& visit) {
  return tx.each<StoredRecord>(
      "select id, log_id, seq, edition_id, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, written_by, desk, practice,"
      " change_no from desk_records where event_id = :event and kind in ('link', 'unlink', 'reassign')",
      visit, event);
}

Status each_record_of_subject(storage::ReadTx& tx, EventId event, const Subject& subject,
                              const std::function<Status(StoredRecord&&)>& visit) {
  return tx.each<StoredRecord>(
      "select id, log_id, seq, edition_id, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, written_by, desk, practice,"
      " change_no from desk_records where event_id = :event and subject = :subject",
      visit, event, subject);
}

Status each_record_with_id(storage::ReadTx& tx, RecordId id, const std::function<Status(StoredRecord&&)>& visit) {
  return tx.each<StoredRecord>(
      "select id, log_id, seq, edition_id, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, written_by, desk, practice,"
      " change_no from desk_records where id = :id",
      visit, id);
}

Status each_undo_of(storage::ReadTx& tx, RecordId id, const std::function<Status(StoredRecord&&)>& visit) {
  return tx.each<StoredRecord>(
      "select id, log_id, seq, edition_id, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, written_by, desk, practice,"
      " change_no from desk_records where ref = :ref and kind = 'undo'",
      visit, id);
}

Result<std::vector<StoredRecord>> newest_by(storage::ReadTx& tx, EventId event, EditionId edition, By by, Kind kind, std::int64_t limit) {
  return tx.all<StoredRecord>(
      "select id, log_id, seq, edition_id, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, written_by, desk, practice,"
      " change_no from desk_records where log_id in (select log_id from desk_logs where event_id = :event and kiosk_id is null)"
      " and edition_id = :edition and written_by = :by and kind = :kind order by at_ms desc, seq desc limit :limit",
      event, edition, by, kind, limit);
}

Status insert_parked(storage::WriteTx& tx, const ParkedRow& row) {
  TRYV(
      tx.exec("insert into parked_records (digest, raw, reason, record_id, log_id, seq, kiosk_id, received_ms)"
              " values (:digest, :raw, :reason, :record, :log, :seq, :kiosk, :now) on conflict do nothing",
              accounts::secret_hash(row.raw), row.raw, row.reason, row.record_id, row.log, row.seq, row.kiosk, tx.now()));
  return {};
}

// A kiosk whose log was cloned starts a new one and sends the record again: once that is stored, nobody need look at the parked copy.
#define UKE_STILL_WAITS "(p.reason <> :cloned or not exists (select 1 from desk_records r where r.id = p.record_id))"

Result<std::vector<ParkedRow>> list_parked(storage::ReadTx& tx) {
  return tx.all<ParkedRow>("select raw, reason, record_id, log_id, seq, kiosk_id, received_ms from parked_records p where " UKE_STILL_WAITS
                           " order by received_ms, digest",
                           wire::kProblemCloned);
}

Result<std::int64_t> count_parked_of(storage::ReadTx& tx, std::string_view kiosk) {
  TRY(const auto count, tx.one<std::int64_t>("select count(*) from parked_records p where kiosk_id = :kiosk and " UKE_STILL_WAITS, kiosk,
                                             wire::kProblemCloned));
  return count.value_or(0);
}

Status delete_parked(storage::WriteTx& tx, std::string_view raw) {
  TRYV(tx.exec("delete from parked_records where raw = :raw", raw));
  return {};
}

}  // namespace uke::server::desk
