// log.db: the desk log of this device, records heard from other desks, and what must survive everything else (the pairing).
// Not thread-safe.
#pragma once

#include "kiosk/store/records.h"
#include "shared/desk/attendance.h"
#include "shared/storage/connection.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace uke::kiosk::store {

class LogBook {
 public:
  // Opens or makes it. `corrupt` for a damaged file: nothing in it was changed.
  [[nodiscard]] static Result<LogBook> open(const std::filesystem::path& file, const Clock& clock, Random& random);

  [[nodiscard]] LogId id() const { return id_; }
  // The number of the next own record.
  [[nodiscard]] std::int64_t next_seq() const { return next_seq_; }

  // Own records, numbered from next_seq() on without gaps: durable, all or none, when it returns.
  [[nodiscard]] Status append(std::span<const Entry> entries);
  // Records that the server told; those held already are passed over. Whether one that was held has a new place now.
  enum class Places : std::uint8_t { same, changed };
  [[nodiscard]] Result<Places> hear(std::span<const desk::DeskRecord> records);

  // What the server still lacks, in order of log and number: at most `records_max` items of `bytes_max` bytes in all, but at least one.
  [[nodiscard]] Result<std::vector<json::Raw>> unsent(std::size_t records_max, std::size_t bytes_max);

  enum class Log : std::uint8_t { same, renewed };
  // Takes in what the server answered. Where it has less of a log than it once said, it was restored from an older copy and
  // everything above is unsent again, records of other desks included. Where it knows other records under our log's numbers, this
  // database was cloned or rolled back: a new log begins, and records that were refused for it are given new places there.
  [[nodiscard]] Result<Log> acknowledge(std::span<const wire::UploadResult> results, const wire::Have& have);

  // The server's history changed, or it is another server: whatever is held here is unsent again.
  [[nodiscard]] Status offer_everything();

  // Names of walk-ins go, except of records that are still unsent (theirs go when they are accepted).
  [[nodiscard]] Status forget_names();

  [[nodiscard]] Result<std::optional<std::string>> meta(std::string_view name);
  [[nodiscard]] Status set_meta(std::string_view name, std::string_view value);
  [[nodiscard]] Status drop_meta(std::string_view name);

  [[nodiscard]] Result<std::int64_t> count_unsent();
  [[nodiscard]] Result<std::vector<std::string>> parked_reasons();

  template <class Body>
  auto read(Body body) {
    return db_.read(std::move(body));
  }

 private:
  LogBook(storage::Connection db, const Clock& clock, Random& random) : db_(std::move(db)), clock_(&clock), random_(&random) {}
  [[nodiscard]] Status load_id();
  [[nodiscard]] Result<LogId> begin_log(WriteTx& tx);

  storage::Connection db_;
  const Clock* clock_;
  Random* random_;
  LogId id_;
  std::int64_t next_seq_ = 1;
};

}  // namespace uke::kiosk::store
