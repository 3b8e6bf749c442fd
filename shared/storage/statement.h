// A prepared statement with the slots that it reads its parameters from and writes its columns to. Internal to shared/storage:
// stores use ReadTx and WriteTx (tx.h). Not thread-safe.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::storage {

// What travels between C++ and the database. The kind is fixed when the statement is prepared.
struct Slot {
  enum class Kind : char { integer = 'i', real = 'r', text = 't' };
  bool null = false;
  long long integer = 0;
  double real = 0;
  std::string text;
};

// One character of Slot::Kind per parameter or column, e.g. "tti".
struct Shape {
  std::string_view params;
  std::string_view columns;
};

class Session;

class Statement {
 public:
  Statement(Session& session, std::string_view sql, Shape shape);  // throws what SOCI throws; Session::lease catches
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  [[nodiscard]] Slot& param(std::size_t index) { return params_[index]; }
  [[nodiscard]] const Slot& column(std::size_t index) const { return columns_[index]; }

  // Runs the statement with the parameters in its slots; true when the columns hold a first row.
  [[nodiscard]] Result<bool> start();
  // True when the columns hold a further row.
  [[nodiscard]] Result<bool> next();
  // Rows that the last start() inserted, updated or deleted.
  [[nodiscard]] std::int64_t changed() const;
  [[nodiscard]] std::string_view sql() const;
  // Whether the SQL has as many parameters and columns as the shape.
  [[nodiscard]] bool fits() const;
  // Ends the reading, so that neither a snapshot nor a commit waits for this statement.
  void reset() noexcept;

 private:
  friend class Lease;
  struct Soci;
  template <class Step>
  Result<bool> row_from(Step step);

  Session& session_;
  std::vector<Slot> params_;
  std::vector<Slot> columns_;
  std::unique_ptr<Soci> soci_;
  bool in_use_ = false;
};

// A statement for one use. Resets it at the end and leaves it in the cache of its session; where the cached one is already in
// use further up the stack (a visitor that asks the same question again), it owns one of its own.
class Lease {
 public:
  explicit Lease(Statement& cached) : statement_(&cached) { statement_->in_use_ = true; }
  explicit Lease(std::unique_ptr<Statement> own) : statement_(own.get()), own_(std::move(own)) {}
  Lease(Lease&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)), own_(std::move(other.own_)) {}
  Lease& operator=(Lease&&) = delete;
  ~Lease() {
    if (!statement_) return;
    statement_->reset();
    statement_->in_use_ = false;
  }
  [[nodiscard]] Statement* operator->() const { return statement_; }
  [[nodiscard]] Statement& operator*() const { return *statement_; }
  [[nodiscard]] static bool in_use(const Statement& statement) { return statement.in_use_; }

 private:
  Statement* statement_;
  std::unique_ptr<Statement> own_;
};

}  // namespace uke::storage
