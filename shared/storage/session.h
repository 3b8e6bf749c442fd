// What a connection and its transactions share: the SOCI session, the statement cache, the state of the transaction, clock and
// chance. Internal to shared/storage: others use Connection, ReadTx and WriteTx. Not thread-safe.
//
// Measured (g++ 12 -O2, two cores, 400-byte rows in one transaction): a point read through SOCI's exchange on a kept statement takes
// 0.2 to 0.5 µs longer than SQLite's own calls (1.0 µs), an insert (1.5 to 2 µs) at most 0.3 µs longer: so it is used throughout.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/storage/statement.h"

#include <filesystem>
#include <optional>

namespace uke::storage {

class Session {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Session>> open(const std::filesystem::path& file, Millis busy_timeout, const Clock& clock,
                                                             Random& random);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // The kept statement of that text and shape, prepared on first use. While a transaction is lost: the error that lost it.
  [[nodiscard]] Result<Lease> lease(std::string_view sql, Shape shape);
  // A statement without parameters and rows (begin, savepoint, …); kept as well.
  [[nodiscard]] Status run(std::string_view sql);
  // Several statements separated by `;`, not kept. For migrations and settings.
  [[nodiscard]] Status run_script(std::string_view sql);

  [[nodiscard]] Status begin(std::string_view how);  // "begin" or "begin immediate"
  [[nodiscard]] Status commit();
  void rollback() noexcept;
  [[nodiscard]] bool in_transaction() const { return in_transaction_; }
  // Ends a read transaction and checks that no statement still holds its snapshot (`internal` if one did; it is reset).
  [[nodiscard]] Status end_read();

  [[nodiscard]] Status savepoint();       // opens one more level
  [[nodiscard]] Status release();         // keeps what the innermost level wrote
  [[nodiscard]] Status undo_savepoint();  // undoes what it wrote

  [[nodiscard]] const Clock& clock() const { return *clock_; }
  [[nodiscard]] Random& random() const { return *random_; }

  // The error that the database reports for a call that just failed. Never holds a bound value.
  // Notices when the database has given up the transaction.
  [[nodiscard]] Error last_error(std::string_view sql);

 private:
  friend class Statement;
  struct Impl;
  Session(const Clock& clock, Random& random);
  [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(std::string_view sql, Shape shape);

  const Clock* clock_;
  Random* random_;
  bool in_transaction_ = false;
  int depth_ = 0;
  std::optional<Error> lost_;  // why the database gave up the whole transaction by itself
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke::storage
