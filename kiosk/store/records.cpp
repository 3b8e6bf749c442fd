#include "kiosk/store/records.h"

namespace uke::kiosk::store {
namespace {

constexpr std::string_view kOp = "store.records";

struct RecordRow {
  RecordId id;
  LogId log;
  std::int64_t seq = 0;
  EditionId edition;
  desk::Subject subject;
  std::int64_t step = 0;
  desk::Kind kind = desk::Kind::note;
  std::optional<RecordId> ref;
  std::string payload;
  std::int64_t at_ms = 0;
  std::string boot_id;
  std::int64_t uptime_ms = 0;
  desk::By by = desk::By::self;
  std::string desk;
  bool practice = false;
};
BOOST_DESCRIBE_STRUCT(RecordRow, (),
                      (id, log, seq, edition, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, by, desk, practice))

#define RECORD_COLUMNS \
  "id, log_id, seq, edition_id, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, written_by, desk, practice"

// Most admits have an empty payload; it is stored as "", which spares parsing JSON when fifty thousand are loaded.
std::string payload_text(const desk::Payload& payload) { return payload == desk::Payload{} ? std::string{} : json::to_text(payload); }

Result<desk::DeskRecord> from_row(RecordRow&& row) {
  desk::DeskRecord record{.id = row.id,
                          .log = row.log,
                          .seq = row.seq,
                          .edition = row.edition,
                          .subject = std::move(row.subject),
                          .step = row.step,
                          .kind = row.kind,
                          .ref = row.ref,
                          .payload = {},
                          .at_ms = row.at_ms,
                          .boot_id = std::move(row.boot_id),
                          .uptime_ms = row.uptime_ms,
                          .by = row.by,
                          .desk = std::move(row.desk),
                          .practice = row.practice};
  if (row.payload.empty()) return record;
  auto payload = json::parse<desk::Payload>(row.payload);
  if (!payload) return fail(ErrorCode::corrupt, kOp, payload.error().detail);
  record.payload = std::move(*payload);
  return record;
}

Result<std::vector<desk::DeskRecord>> from_rows(std::vector<RecordRow>&& rows) {
  std::vector<desk::DeskRecord> records;
  records.reserve(rows.size());
  for (auto& row : rows) {
    TRY(auto record, from_row(std::move(row)));
    records.push_back(std::move(record));
  }
  return records;
}

Result<std::int64_t> insert(WriteTx& tx, const desk::DeskRecord& r, Origin origin) {
  return tx.exec("insert into desk_records (" RECORD_COLUMNS
                 ", heard) values (:id, :log, :seq, :edition, :subject, :step, :kind, :ref, :payload, :at, :boot, :uptime, :by, :desk, "
                 ":practice, :heard)",
                 r.id, r.log, r.seq, r.edition, r.subject, r.step, r.kind, r.ref, payload_text(r.payload), r.at_ms, r.boot_id, r.uptime_ms,
                 r.by, r.desk, r.practice, origin == Origin::heard);
}

struct Held {
  LogId log;
  std::int64_t seq = 0;
};
BOOST_DESCRIBE_STRUCT(Held, (), (log, seq))

Status note_old_place(WriteTx& tx, RecordId id) {
  TRYV(tx.exec("insert into reissued (record_id, log_id, seq, at_ms) select id, log_id, seq, :at from desk_records where id = :id",
               tx.now(), id));
  return {};
}

}  // namespace

Status add_own(WriteTx& tx, const Entry& entry) {
  const auto& record = entry.record;
  TRYV(desk::validate(record));
  TRYV(insert(tx, record, Origin::own));
  TRYV(tx.exec("insert into unsent (log_id, seq, record_id) values (:log, :seq, :id)", record.log, record.seq, record.id));
  if (!entry.private_part) return {};
  TRYV(tx.exec("insert into private_parts (record_id, name, kana) values (:id, :name, :kana)", record.id, entry.private_part->name,
               entry.private_part->kana));
  return {};
}

Result<Heard> add_heard(WriteTx& tx, const desk::DeskRecord& record) {
  TRY(const auto held, tx.one<Held>("select log_id, seq from desk_records where id = :id", record.id));
  if (!held) {
    TRYV(insert(tx, record, Origin::heard));
    return Heard::added;
  }
  if (held->log == record.log && held->seq == record.seq) return Heard::held;
  TRYV(note_old_place(tx, record.id));
  TRYV(tx.exec("update desk_records set log_id = :log, seq = :seq, heard = 1 where id = :id", record.log, record.seq, record.id));
  TRYV(tx.exec("delete from unsent where record_id = :id", record.id));  // the server has it
  return Heard::moved;
}

Result<std::vector<desk::DeskRecord>> all_records(ReadTx& tx) {
  std::vector<desk::DeskRecord> records;
  const auto keep = [&](RecordRow&& row) -> Status {
    TRY(auto record, from_row(std::move(row)));
    records.push_back(std::move(record));
    return {};
  };
  TRYV(tx.each<RecordRow>("select " RECORD_COLUMNS " from desk_records", keep));
  return records;
}

Result<std::optional<desk::DeskRecord>> find_record(ReadTx& tx, RecordId id) {
  TRY(auto row, tx.one<RecordRow>("select " RECORD_COLUMNS " from desk_records where id = :id", id));
  if (!row) return std::optional<desk::DeskRecord>{};
  TRY(auto record, from_row(std::move(*row)));
  return std::optional(std::move(record));
}

Result<std::optional<wire::PrivatePart>> private_part(ReadTx& tx, RecordId id) {
  return tx.one<wire::PrivatePart>("select name, kana from private_parts where record_id = :id", id);
}

Result<std::optional<wire::PrivatePart>> private_part_of(ReadTx& tx, const desk::Subject& subject) {
  return tx.one<wire::PrivatePart>(
      "select p.name, p.kana from private_parts p join desk_records r on r.id = p.record_id where r.subject = :subject", subject);
}

Result<std::vector<desk::DeskRecord>> newest_own(ReadTx& tx, std::int64_t limit) {
  TRY(auto rows, tx.all<RecordRow>("select " RECORD_COLUMNS " from desk_records where heard = 0 order by pos desc limit :limit", limit));
  return from_rows(std::move(rows));
}

Result<std::int64_t> top_own_seq(ReadTx& tx, LogId log) {
  TRY(const auto top, tx.one<std::optional<std::int64_t>>("select max(seq) from desk_records where log_id = :log and heard = 0", log));
  return top && *top ? **top : 0;
}

Status reissue(WriteTx& tx, RecordId id, LogId log, std::int64_t seq) {
  TRYV(tx.exec("insert into reissued (record_id, log_id, seq, at_ms) select id, log_id, seq, :at from desk_records where id = :id",
               tx.now(), id));
  TRYV(tx.exec("update desk_records set log_id = :log, seq = :seq where id = :id", log, seq, id));
  TRYV(tx.exec("delete from unsent where record_id = :id", id));
  TRYV(tx.exec("insert into unsent (log_id, seq, record_id) values (:log, :seq, :id)", log, seq, id));
  return {};
}

}  // namespace uke::kiosk::store
