// What stores work with: a transaction that reads, and one that also writes. Thin handles on a Connection, valid inside its
// read(), write() or between begin_immediate() and commit(). Not thread-safe.
//
// SQL is portable between SQLite and PostgreSQL. Parameters are `:name`, bound by position in the order in which they appear, each
// name once. Integers are stored as int64, bool as 0/1, Time as int64 ms, Yen as int64, TextValue and DescribedEnum as text.
//
//   TRY(auto rows, tx.all<EditionRow>("select id, name, starts_ms from editions where event_id = :event", event_id));
//   TRY(auto count, tx.one<std::int64_t>("select count(*) from desk_records where log_id = :log", log));   // optional<int64>
//   TRY(auto changed, tx.exec("update events set name = :name where id = :id and version = :v", name, id, version));
//
// A row is one value, or a described struct whose members are the columns in order. Errors: `invalid` for text with NUL or that is
// not UTF-8, `corrupt` for NULL where none may be or text that does not parse, `busy`, `disk_full`, `internal` (wrong SQL).
#pragma once

#include "shared/storage/session.h"
#include "shared/storage/value.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace uke::storage {

class ReadTx {
 public:
  explicit ReadTx(Session& session) : session_(&session) {}

  // The first row, if there is one.
  template <Row T, class... Args>
  [[nodiscard]] Result<std::optional<T>> one(std::string_view sql, const Args&... args) {
    TRY(auto statement, prepared<T>(sql, args...));
    TRY(const bool found, statement->start());
    if (!found) return std::optional<T>{};
    TRY(auto row, read_row<T>(*statement));
    return std::optional<T>{std::move(row)};
  }

  template <Row T, class... Args>
  [[nodiscard]] Result<std::vector<T>> all(std::string_view sql, const Args&... args) {
    std::vector<T> rows;
    const auto keep = [&](T&& row) -> Status {
      rows.push_back(std::move(row));
      return {};
    };
    TRYV(each<T>(sql, keep, args...));
    return rows;
  }

  // Hands the rows to `visit`, (T&&) → Status, one by one; stops at its first error and returns that.
  template <Row T, class Visit, class... Args>
  [[nodiscard]] Status each(std::string_view sql, Visit visit, const Args&... args) {
    TRY(auto statement, prepared<T>(sql, args...));
    TRY(bool more, statement->start());
    while (more) {
      TRY(auto row, read_row<T>(*statement));
      TRYV(visit(std::move(row)));
      TRY(more, statement->next());
    }
    return {};
  }

  [[nodiscard]] Time now() const { return session_->clock().now(); }
  [[nodiscard]] const Clock& clock() const { return session_->clock(); }
  [[nodiscard]] Random& random() const { return session_->random(); }

 protected:
  template <Value... Args>
  static Status bind(Statement& statement, const Args&... args) {
    Status status;
    std::size_t index = 0;
    ((status ? void(status = put(statement.param(index++), args)) : void()), ...);
    return status;
  }

  Session* session_;

 private:
  template <Row T, class... Args>
  Result<Lease> prepared(std::string_view sql, const Args&... args) {
    TRY(auto statement, session_->lease(sql, {shape_of<Args...>(), RowShape<T>::kText}));
    TRYV(bind(*statement, args...));
    return statement;
  }
};

class WriteTx : public ReadTx {
 public:
  explicit WriteTx(Session& session) : ReadTx(session) {}

  // The number of rows inserted, updated or deleted. `conflict` for a violated constraint: the statement did nothing and the
  // transaction goes on. After `disk_full`, `corrupt` and the like the database may have given up the whole transaction; then every
  // further call returns that error until rollback().
  template <class... Args>
  [[nodiscard]] Result<std::int64_t> exec(std::string_view sql, const Args&... args) {
    TRY(auto statement, session_->lease(sql, {shape_of<Args...>(), ""}));
    TRYV(bind(*statement, args...));
    TRYV(statement->start());
    return statement->changed();
  }

  // Runs `body`, () → Result<X> or Status, and returns what it returns. Its error undoes everything that it wrote and nothing else.
  template <class Body>
  auto savepoint(Body body) -> std::invoke_result_t<Body&> {
    TRYV(session_->savepoint());
    auto result = body();
    const auto closed = result ? session_->release() : session_->undo_savepoint();
    if (result && !closed) return std::unexpected(closed.error());
    return result;
  }
};

}  // namespace uke::storage
