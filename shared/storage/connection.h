// One connection to a database with its statement cache. Not thread-safe; movable. A connection sets WAL, synchronous=FULL and
// foreign_keys=on. Any number of connections may read while one writes.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/storage/tx.h"

#include <filesystem>
#include <memory>
#include <type_traits>

namespace uke::storage {

struct OpenOptions {
  enum class Access { read_write, read_only };
  std::filesystem::path file;
  Access access = Access::read_write;
  Millis busy_timeout{5000};
  const Clock* clock = &system_clock();
  Random* random = &system_random();
};

class Connection {
 public:
  // read_write creates the file. `not_found` where read_only finds none, `corrupt` for a file that is no database, `unavailable`
  // where it cannot be opened.
  [[nodiscard]] static Result<Connection> open(const OpenOptions& options);

  // Runs `body`, (ReadTx&) → Result<X> or Status, on one consistent snapshot, and returns what it returns.
  template <class Body>
  auto read(Body body) -> std::invoke_result_t<Body&, ReadTx&> {
    TRYV(session_->begin("begin"));
    const Rollback at_exit{*session_};
    ReadTx tx(*session_);
    auto result = body(tx);
    const auto ended = session_->end_read();
    if (result && !ended) return std::unexpected(ended.error());
    return result;
  }

  // Runs `body`, (WriteTx&) → Result<X> or Status, alone, and commits; its error rolls everything back and is returned.
  template <class Body>
  auto write(Body body) -> std::invoke_result_t<Body&, WriteTx&> {
    TRYV(begin_immediate());
    const Rollback at_exit{*session_};
    WriteTx tx(*session_);
    auto result = body(tx);
    if (result) TRYV(commit());
    return result;
  }

  // The explicit steps, for the server's write queue. `busy` when another connection writes longer than busy_timeout.
  [[nodiscard]] Status begin_immediate() { return session_->begin("begin immediate"); }
  // Durable when it returns. On an error nothing was kept and the transaction is over.
  [[nodiscard]] Status commit() { return session_->commit(); }
  void rollback() { session_->rollback(); }
  [[nodiscard]] bool in_transaction() const { return session_->in_transaction(); }
  // Precondition: in_transaction(), begun by begin_immediate().
  [[nodiscard]] WriteTx write_tx() { return WriteTx(*session_); }

  // `corrupt` with the first finding of `pragma quick_check`. Reads the whole file.
  [[nodiscard]] Status integrity_check();

  // Several statements separated by `;`, in the transaction that is open, if one is. For migrations and pragmas.
  [[nodiscard]] Status run_script(std::string_view sql) { return session_->run_script(sql); }

 private:
  // Whatever way the body is left, no transaction stays open.
  struct Rollback {
    Session& session;
    ~Rollback() { session.rollback(); }
  };
  explicit Connection(std::unique_ptr<Session> session) : session_(std::move(session)) {}
  std::unique_ptr<Session> session_;
};

}  // namespace uke::storage
