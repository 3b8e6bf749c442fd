// A write queue over a new database. The writer is a thread of its own, or tasks that the test runs by hand.
#pragma once

#include "server/storage/migrations.h"
#include "server/storage/write_queue.h"
#include "shared/base/thread_executor.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <atomic>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace uke::test {

// Collects tasks until the test runs them.
class HandExecutor final : public Executor {
 public:
  void post(std::function<void()> task) override { tasks_.push_back(std::move(task)); }
  void post_after(Millis, std::function<void()> task) override { tasks_.push_back(std::move(task)); }
  void run_all() {
    while (!tasks_.empty()) {
      const auto task = std::move(tasks_.front());
      tasks_.pop_front();
      task();
    }
  }

 private:
  std::deque<std::function<void()>> tasks_;
};

class Database {
 public:
  Database() {
    std::string name = (std::filesystem::temp_directory_path() / "uketsuke-queue-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    auto connection = connect();
    REQUIRE(uke::storage::migrate(connection, server::storage::migrations()));
    REQUIRE(connection.write([](uke::storage::WriteTx& tx) -> Status {
      TRYV(tx.exec("create table things (id bigint not null primary key, text text not null)"));
      return {};
    }));
  }
  ~Database() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] uke::storage::OpenOptions options() { return {.file = folder_ / "test.db", .clock = &clock, .random = &random}; }
  [[nodiscard]] uke::storage::Connection connect() {
    auto connection = uke::storage::Connection::open(options());
    REQUIRE(connection.has_value());
    return std::move(*connection);
  }
  // How many rows of `things`, as another connection sees them.
  [[nodiscard]] std::int64_t things() {
    auto connection = connect();
    const auto count = connection.read([](uke::storage::ReadTx& tx) { return tx.one<std::int64_t>("select count(*) from things"); });
    REQUIRE(count.has_value());
    return count->value();
  }

  FakeClock clock;
  SeededRandom random{7};

 private:
  std::filesystem::path folder_;
};

// A write made of functions; keeps its outcome.
class TestWrite final : public server::storage::Write {
 public:
  using Body = std::function<Status(server::storage::WriteTx&)>;
  TestWrite(Body body, std::vector<Status>& outcomes) : body_(std::move(body)), outcomes_(outcomes) {}
  Status run(server::storage::WriteTx& tx) override { return body_(tx); }
  void finish(const Status& status) override { outcomes_.push_back(status); }

 private:
  Body body_;
  std::vector<Status>& outcomes_;
};

inline TestWrite::Body insert(std::int64_t id, std::string text = "x") {
  return [id, text](server::storage::WriteTx& tx) -> Status {
    TRYV(tx.exec("insert into things (id, text) values (:id, :text)", id, text));
    return {};
  };
}

}  // namespace uke::test
