#include "shared/storage/session.h"

#include "shared/storage/driver.h"

#include <fmt/format.h>

#include <cerrno>

namespace uke::storage {

namespace sq = sqlite_api;

namespace {

constexpr std::size_t kStatementsMax = 500;  // more texts than this are composed at run time; those are prepared each time
constexpr std::size_t kSqlInErrorMax = 100;

ErrorCode classify(int extended, int system_error) {
  if (extended == SQLITE_IOERR_CORRUPTFS) return ErrorCode::corrupt;
  switch (extended & 0xFF) {
    case SQLITE_CONSTRAINT: return ErrorCode::conflict;
    case SQLITE_FULL: return ErrorCode::disk_full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::corrupt;
    case SQLITE_TOOBIG: return ErrorCode::too_large;
    case SQLITE_CANTOPEN: return system_error == ENOSPC ? ErrorCode::disk_full : ErrorCode::unavailable;
    case SQLITE_IOERR: return system_error == ENOSPC || system_error == EDQUOT ? ErrorCode::disk_full : ErrorCode::internal;
    default: return ErrorCode::internal;
  }
}

// SOCI reads "key=value" pairs where the text holds a `=`, else takes all of it for the file's name.
Result<std::string> connect_string(const std::filesystem::path& file) {
  const std::string name = file.string();
  if (name.find('=') == std::string::npos) return name;
  if (name.find('"') == std::string::npos) return "dbname=\"" + name + "\"";
  return fail(ErrorCode::invalid, "storage.open", "the file's name holds both = and \"");
}

// No two threads use one connection at the same time and nobody asks how much memory the database holds: without its locks around every
// call and every allocation, threads with connections of their own do not wait for each other. Once, before the first connection.
void leave_out_locks() {
  static const bool done = [] {
    sq::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sq::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace

Session::Session(const Clock& clock, Random& random) : clock_(&clock), random_(&random), impl_(std::make_unique<Impl>()) {}
Session::~Session() { rollback(); }

Result<std::unique_ptr<Session>> Session::open(const std::filesystem::path& file, Millis busy_timeout, const Clock& clock, Random& random) {
  leave_out_locks();
  TRY(const auto text, connect_string(file));
  std::unique_ptr<Session> session(new Session(clock, random));
  auto& impl = *session->impl_;
  try {
    impl.soci.open(soci::sqlite3, text);
  } catch (const std::exception&) {
    return fail(ErrorCode::unavailable, "storage.open", "cannot open the database " + file.filename().string());
  }
  impl.db = handle_of(impl.soci);
  sq::sqlite3_extended_result_codes(impl.db, 1);
  sq::sqlite3_busy_timeout(impl.db, static_cast<int>(busy_timeout.count()));
  return session;
}

Error Session::last_error(std::string_view sql) {
  const int extended = sq::sqlite3_extended_errcode(impl_->db);
  const auto code = classify(extended, sq::sqlite3_system_errno(impl_->db));
  const bool known = (extended & 0xFF) != SQLITE_OK && (extended & 0xFF) != SQLITE_ROW && (extended & 0xFF) != SQLITE_DONE;
  Error error{code, "storage",
              fmt::format("{} ({}) in: {}", known ? sq::sqlite3_errmsg(impl_->db) : "refused by the driver", extended,
                          sql.substr(0, kSqlInErrorMax))};
  if (in_transaction_ && sq::sqlite3_get_autocommit(impl_->db) && !lost_) lost_ = error;
  return error;
}

Result<Lease> Session::lease(std::string_view sql, Shape shape) {
  if (lost_) return std::unexpected(*lost_);
  auto& kept = impl_->statements;
  auto found = kept.find(sql);
  if (found != kept.end()) {
    for (auto& [known, statement] : found->second) {
      if (known.params != shape.params || known.columns != shape.columns) continue;
      if (!Lease::in_use(*statement)) return Lease(*statement);
      TRY(auto own, prepare(sql, shape));
      return Lease(std::move(own));
    }
  }
  TRY(auto fresh, prepare(sql, shape));
  if (kept.size() >= kStatementsMax) return Lease(std::move(fresh));
  if (found == kept.end()) found = kept.try_emplace(std::string(sql)).first;
  return Lease(*found->second.emplace_back(shape, std::move(fresh)).statement);
}

Result<std::unique_ptr<Statement>> Session::prepare(std::string_view sql, Shape shape) {
  try {
    auto statement = std::make_unique<Statement>(*this, sql, shape);
    if (statement->fits()) return statement;
    return fail(ErrorCode::internal, "storage", fmt::format("other number of parameters or columns in: {}", sql.substr(0, kSqlInErrorMax)));
  } catch (const std::exception&) {
    return std::unexpected(last_error(sql));
  }
}

Status Session::run(std::string_view sql) {
  TRY(auto statement, lease(sql, {}));
  TRYV(statement->start());
  return {};
}

Status Session::run_script(std::string_view sql) {
  if (lost_) return std::unexpected(*lost_);
  const std::string text(sql);
  if (sq::sqlite3_exec(impl_->db, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return std::unexpected(last_error(sql));
}

Status Session::begin(std::string_view how) {
  if (in_transaction_) return fail(ErrorCode::internal, "storage.begin", "a transaction is open already");
  TRYV(run(how));
  in_transaction_ = true;
  depth_ = 0;
  return {};
}

Status Session::commit() {
  if (!in_transaction_) return fail(ErrorCode::internal, "storage.commit", "no transaction is open");
  auto done = run("commit");
  if (done) {
    in_transaction_ = false;
  } else {
    rollback();
  }
  return done;
}

void Session::rollback() noexcept {
  if (!in_transaction_) return;
  lost_.reset();
  if (!sq::sqlite3_get_autocommit(impl_->db)) sq::sqlite3_exec(impl_->db, "rollback", nullptr, nullptr, nullptr);
  in_transaction_ = false;
  lost_.reset();
}

Status Session::end_read() {
  rollback();
  if (sq::sqlite3_txn_state(impl_->db, nullptr) == SQLITE_TXN_NONE) return {};
  for (auto* open = sq::sqlite3_next_stmt(impl_->db, nullptr); open; open = sq::sqlite3_next_stmt(impl_->db, open)) {
    sq::sqlite3_reset(open);
  }
  return fail(ErrorCode::internal, "storage.read", "a statement still held the snapshot");
}

Status Session::savepoint() {
  TRYV(run(fmt::format("savepoint s{}", depth_ + 1)));
  ++depth_;
  return {};
}

Status Session::release() { return run(fmt::format("release s{}", depth_--)); }

Status Session::undo_savepoint() {
  if (lost_) return {};  // the database undid it, and everything else
  const auto undone = run(fmt::format("rollback to s{}", depth_));
  const auto released = release();
  return undone ? released : undone;
}

}  // namespace uke::storage
