#include "kiosk/store/delivery.h"

namespace uke::kiosk::store {
namespace {

Status remember(WriteTx& tx, std::string_view log, std::int64_t seq) {
  TRYV(
      tx.exec("insert into server_have (log_id, seq) values (:log, :seq) on conflict (log_id) do update set seq = excluded.seq", log, seq));
  return {};
}

Status strike_off(WriteTx& tx, RecordId id) {
  TRYV(tx.exec("delete from unsent where record_id = :id", id));
  // A wiped kiosk kept these names only because the server did not have them yet.
  TRYV(tx.exec("delete from private_parts where record_id = :id and exists (select 1 from meta where name = 'wiped_ms')", id));
  return {};
}

bool is_clone(const wire::UploadResult& result) {
  return result.outcome == wire::Outcome::parked && result.reason && result.reason->starts_with(wire::kProblemCloned);
}

// The server has this very record in another log: a twin or another holder was faster to find it a new place.
bool is_stored_elsewhere(const wire::UploadResult& result) { return result.reason && result.reason->starts_with("id-reused"); }

}  // namespace

Result<std::vector<json::Raw>> unsent_items(ReadTx& tx, std::size_t records_max, std::size_t bytes_max) {
  TRY(const auto ids, tx.all<RecordId>("select record_id from unsent order by log_id, seq limit :limit", records_max));
  std::vector<json::Raw> items;
  std::size_t bytes = 0;
  for (const auto id : ids) {
    TRY(auto record, find_record(tx, id));
    if (!record) return fail(ErrorCode::corrupt, "store.unsent", "an unsent record is missing");
    TRY(auto name, private_part(tx, id));
    auto text = json::to_text(wire::UploadItem{.record = std::move(*record), .private_part = std::move(name)});
    bytes += text.size() + 1;  // a comma
    if (!items.empty() && bytes > bytes_max) break;
    items.push_back(json::Raw{std::move(text)});
  }
  return items;
}

Result<std::vector<RecordId>> take_results(WriteTx& tx, std::span<const wire::UploadResult> results) {
  std::vector<RecordId> cloned;
  for (const auto& result : results) {
    const auto id = RecordId::parse(result.id);
    if (!id) continue;
    if (is_clone(result)) {
      TRY(const auto held, tx.one<std::int64_t>("select 1 from desk_records where id = :id", *id));
      if (held) cloned.push_back(*id);
      continue;
    }
    TRYV(strike_off(tx, *id));
    if (result.outcome == wire::Outcome::parked && !is_stored_elsewhere(result)) {
      TRYV(tx.exec("insert into parked (record_id, reason, at_ms) values (:id, :reason, :at) on conflict do nothing", *id,
                   result.reason.value_or("unknown"), tx.now()));
    }
  }
  return cloned;
}

Status take_have(WriteTx& tx, const wire::Have& have) {
  for (const auto& [log, seq] : have) {
    TRY(const auto before, tx.one<std::int64_t>("select seq from server_have where log_id = :log", log));
    if (before == seq) continue;
    if (before && seq < *before) TRYV(unsend_above(tx, log, seq));
    TRYV(remember(tx, log, seq));
  }
  return {};
}

// Parked records stay parked: the server counts them as held, whatever it says.
Status unsend_above(WriteTx& tx, std::string_view log, std::int64_t seq) {
  TRYV(
      tx.exec("insert into unsent (log_id, seq, record_id) select log_id, seq, id from desk_records where log_id = :log and seq > :seq "
              "and id not in (select record_id from parked) on conflict do nothing",
              log, seq));
  return {};
}

Status unsend_everything(WriteTx& tx) {
  TRYV(
      tx.exec("insert into unsent (log_id, seq, record_id) select log_id, seq, id from desk_records where id not in "
              "(select record_id from parked) on conflict do nothing"));
  return {};
}

}  // namespace uke::kiosk::store
