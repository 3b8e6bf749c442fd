#include "kiosk/store/log_book.h"

#include "kiosk/store/delivery.h"
#include "kiosk/store/migrations.h"

namespace uke::kiosk::store {

using storage::Connection;

Result<LogBook> LogBook::open(const std::filesystem::path& file, const Clock& clock, Random& random) {
  TRY(auto db, Connection::open({.file = file, .clock = &clock, .random = &random}));
  TRYV(db.integrity_check());
  TRYV(storage::migrate(db, log_migrations()));
  LogBook book(std::move(db), clock, random);
  TRYV(book.load_id());
  return book;
}

Status LogBook::load_id() {
  return db_.write([&](WriteTx& tx) -> Status {
    TRY(const auto stored, tx.one<LogId>("select value from meta where name = 'log'"));
    if (stored) {
      id_ = *stored;
      TRY(const auto top, top_own_seq(tx, id_));
      next_seq_ = top + 1;
      return {};
    }
    TRY(id_, begin_log(tx));
    return {};
  });
}

Result<LogId> LogBook::begin_log(WriteTx& tx) {
  const auto fresh = LogId::fresh(*clock_, *random_);
  TRYV(tx.exec("insert into meta (name, value) values ('log', :log) on conflict (name) do update set value = excluded.value", fresh));
  return fresh;
}

Status LogBook::append(std::span<const Entry> entries) {
  const auto written = db_.write([&](WriteTx& tx) -> Status {
    for (const auto& entry : entries) TRYV(add_own(tx, entry));
    return {};
  });
  if (!written) return written;
  next_seq_ += static_cast<std::int64_t>(entries.size());
  return {};
}

Result<LogBook::Places> LogBook::hear(std::span<const desk::DeskRecord> records) {
  auto places = Places::same;
  if (records.empty()) return places;
  const auto written = db_.write([&](WriteTx& tx) -> Status {
    for (const auto& record : records) {
      TRY(const auto heard, add_heard(tx, record));
      if (heard == Heard::moved) places = Places::changed;
    }
    return {};
  });
  if (!written) return std::unexpected(written.error());
  return places;
}

Result<std::vector<json::Raw>> LogBook::unsent(std::size_t records_max, std::size_t bytes_max) {
  return db_.read([&](ReadTx& tx) { return unsent_items(tx, records_max, bytes_max); });
}

Result<LogBook::Log> LogBook::acknowledge(std::span<const wire::UploadResult> results, const wire::Have& have) {
  LogId id = id_;
  std::int64_t next = next_seq_;
  const auto written = db_.write([&](WriteTx& tx) -> Status {
    TRY(const auto refused, take_results(tx, results));
    TRYV(take_have(tx, have));
    const auto ours = have.find(id_.to_string());
    if (refused.empty() && (ours == have.end() || ours->second < next_seq_)) return {};
    // What was acknowledged may have been lost by a restored server and its numbers taken by a twin since: offer the old log once more.
    TRYV(unsend_above(tx, id_.to_string(), 0));
    TRY(id, begin_log(tx));
    next = 1;
    for (const auto record : refused) TRYV(reissue(tx, record, id, next++));
    return {};
  });
  if (!written) return std::unexpected(written.error());
  if (id == id_) return Log::same;
  id_ = id;
  next_seq_ = next;
  return Log::renewed;
}

Status LogBook::offer_everything() {
  return db_.write([](WriteTx& tx) { return unsend_everything(tx); });
}

Status LogBook::forget_names() {
  return db_.write([&](WriteTx& tx) -> Status {
    TRYV(tx.exec("delete from private_parts where record_id not in (select record_id from unsent)"));
    TRYV(tx.exec("insert into meta (name, value) values ('wiped_ms', :now) on conflict (name) do update set value = excluded.value",
                 std::to_string(to_ms(tx.now()))));
    return {};
  });
}

Result<std::optional<std::string>> LogBook::meta(std::string_view name) {
  return db_.read([&](ReadTx& tx) { return tx.one<std::string>("select value from meta where name = :name", name); });
}

Status LogBook::set_meta(std::string_view name, std::string_view value) {
  return db_.write([&](WriteTx& tx) -> Status {
    TRYV(tx.exec("insert into meta (name, value) values (:name, :value) on conflict (name) do update set value = excluded.value", name,
                 value));
    return {};
  });
}

Status LogBook::drop_meta(std::string_view name) {
  return db_.write([&](WriteTx& tx) -> Status {
    TRYV(tx.exec("delete from meta where name = :name", name));
    return {};
  });
}

Result<std::int64_t> LogBook::count_unsent() {
  return db_.read([](ReadTx& tx) -> Result<std::int64_t> {
    TRY(const auto count, tx.one<std::int64_t>("select count(*) from unsent"));
    return count.value_or(0);
  });
}

Result<std::vector<std::string>> LogBook::parked_reasons() {
  return db_.read([](ReadTx& tx) { return tx.all<std::string>("select reason from parked order by at_ms, record_id"); });
}

}  // namespace uke::kiosk::store
