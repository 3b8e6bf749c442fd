#include "server/storage/readers.h"
#include "tests/unit/server/storage/queue_fixture.h"

#include <atomic>
#include <semaphore>
#include <thread>

using namespace uke;
using namespace uke::server::storage;
using namespace uke::test;

TEST_CASE("readers_see_what_is_committed_and_cannot_write") {
  Database database;
  auto readers = Readers::start(database.options(), {});
  REQUIRE(readers);
  auto writer = database.connect();
  REQUIRE(writer.write([](uke::storage::WriteTx& tx) -> Status {
    TRYV(tx.exec("insert into things (id, text) values (1, 'x')"));
    return {};
  }));
  std::binary_semaphore done{0};
  std::int64_t seen = 0;
  bool wrote = true;
  REQUIRE((*readers)->post([&](uke::storage::Connection& connection) {
    seen = connection.read([](ReadTx& tx) { return tx.one<std::int64_t>("select count(*) from things"); })->value();
    wrote = connection
                .write([](uke::storage::WriteTx& tx) -> Status {
                  TRYV(tx.exec("delete from things"));
                  return {};
                })
                .has_value();
    done.release();
  }));
  done.acquire();
  CHECK(seen == 1);
  CHECK_FALSE(wrote);
}

TEST_CASE("a_full_queue_of_readers_refuses") {
  Database database;
  auto readers = Readers::start(database.options(), {.threads = 1, .queue_max = 2});
  REQUIRE(readers);
  std::binary_semaphore running{0};
  std::binary_semaphore go_on{0};
  REQUIRE((*readers)->post([&](uke::storage::Connection&) {
    running.release();
    go_on.acquire();
  }));
  running.acquire();
  std::atomic<int> ran = 0;
  const auto job = [&](uke::storage::Connection&) { ++ran; };
  CHECK((*readers)->post(job));
  CHECK((*readers)->post(job));
  CHECK_FALSE((*readers)->post(job));
  CHECK((*readers)->depth() == 2);
  go_on.release();
  while (ran < 2) std::this_thread::sleep_for(Millis{1});
}
