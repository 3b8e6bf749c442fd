// A migrated database of the server in a folder that vanishes with it, for the tests of its feature rooms. Time and chance are fakes.
#pragma once

#include "server/accounts/rules.h"
#include "server/storage/migrations.h"
#include "server/storage/write_tx.h"
#include "shared/storage/connection.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace uke::test {

// Fails the test with the error where there is one.
template <class T>
T must(Result<T> result) {
  INFO((result ? std::string() : describe(result.error())));
  REQUIRE(result.has_value());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class RoomDatabase {
 public:
  RoomDatabase() {
    std::string name = (std::filesystem::temp_directory_path() / "uketsuke-room-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    connection_.emplace(must(storage::Connection::open({.file = folder_ / "test.db", .clock = &clock, .random = &random})));
    must(storage::migrate(*connection_, server::storage::migrations()));
  }
  ~RoomDatabase() {
    connection_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  RoomDatabase(const RoomDatabase&) = delete;
  RoomDatabase& operator=(const RoomDatabase&) = delete;

  FakeClock clock;
  SeededRandom random{2027};

  // In a transaction of its own; what the body returns.
  template <class Body>
  auto write(Body body) {
    return connection_->write([&](storage::WriteTx& tx) {
      server::storage::WriteTx feeding(tx);
      return body(feeding);
    });
  }
  template <class Body>
  auto read(Body body) {
    return connection_->read(body);
  }
  std::int64_t count(std::string_view sql) {
    return must(read([&](storage::ReadTx& tx) { return tx.one<std::int64_t>(sql); })).value_or(-1);
  }

 private:
  std::filesystem::path folder_;
  std::optional<storage::Connection> connection_;
};

inline server::web::Actor an_admin() { return {server::web::kAdmin, "admin-1", "幹事", "", "active"}; }
inline server::web::Actor a_reception() { return {server::web::kReception, "reception-1", "受付係", "", "active"}; }
inline server::web::Actor a_kiosk_of(EditionId edition, std::string id = "kiosk-1", std::string state = "active") {
  return {server::web::kKiosk, std::move(id), "受付1", edition.to_string(), std::move(state)};
}

}  // namespace uke::test
