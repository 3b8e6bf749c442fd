#include "shared/storage/statement.h"

#include "shared/storage/driver.h"

namespace uke::storage {

namespace {

// use() and into() hold references to temporaries: they must not outlive the expression that makes them.
void use_slot(soci::statement& statement, Slot::Kind kind, Slot& slot, soci::indicator& indicator) {
  switch (kind) {
    case Slot::Kind::integer: statement.exchange(soci::use(slot.integer, indicator)); return;
    case Slot::Kind::real: statement.exchange(soci::use(slot.real, indicator)); return;
    case Slot::Kind::text: statement.exchange(soci::use(slot.text, indicator)); return;
  }
}

void into_slot(soci::statement& statement, Slot::Kind kind, Slot& slot, soci::indicator& indicator) {
  switch (kind) {
    case Slot::Kind::integer: statement.exchange(soci::into(slot.integer, indicator)); return;
    case Slot::Kind::real: statement.exchange(soci::into(slot.real, indicator)); return;
    case Slot::Kind::text: statement.exchange(soci::into(slot.text, indicator)); return;
  }
}

}  // namespace

Statement::Statement(Session& session, std::string_view sql, Shape shape)
    : session_(session), params_(shape.params.size()), columns_(shape.columns.size()) {
  // SOCI keeps the addresses of slots and indicators; these vectors never change their size again.
  soci_.reset(new Soci{std::string(sql), soci::statement(session.impl_->soci), std::vector(params_.size(), soci::i_ok),
                       std::vector(columns_.size(), soci::i_ok), nullptr});
  auto& statement = soci_->statement;
  for (std::size_t i = 0; i < params_.size(); ++i) {
    use_slot(statement, Slot::Kind{shape.params[i]}, params_[i], soci_->param_is_null[i]);
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    into_slot(statement, Slot::Kind{shape.columns[i]}, columns_[i], soci_->column_is_null[i]);
  }
  statement.alloc();
  statement.prepare(soci_->sql);
  statement.define_and_bind();
  soci_->handle = handle_of(statement);
}

Statement::~Statement() = default;

std::string_view Statement::sql() const { return soci_->sql; }

bool Statement::fits() const {
  const auto params = static_cast<std::size_t>(sqlite_api::sqlite3_bind_parameter_count(soci_->handle));
  const auto columns = static_cast<std::size_t>(sqlite_api::sqlite3_column_count(soci_->handle));
  return params == params_.size() && (columns_.empty() || columns == columns_.size());
}

Result<bool> Statement::start() {
  for (std::size_t i = 0; i < params_.size(); ++i) soci_->param_is_null[i] = params_[i].null ? soci::i_null : soci::i_ok;
  return row_from([](soci::statement& statement) { return statement.execute(true); });
}

Result<bool> Statement::next() {
  return row_from([](soci::statement& statement) { return statement.fetch(); });
}

template <class Step>
Result<bool> Statement::row_from(Step step) {
  try {
    const bool found = step(soci_->statement);
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].null = soci_->column_is_null[i] == soci::i_null;
    return found;
  } catch (const std::exception&) {
    // The exception's text holds the bound values; the database's own message does not.
    auto error = session_.last_error(soci_->sql);
    reset();
    return std::unexpected(std::move(error));
  }
}

std::int64_t Statement::changed() const { return soci_->statement.get_affected_rows(); }

void Statement::reset() noexcept { sqlite_api::sqlite3_reset(soci_->handle); }

}  // namespace uke::storage
