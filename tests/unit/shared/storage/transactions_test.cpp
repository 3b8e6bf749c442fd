#include "tests/unit/shared/storage/storage_fixture.h"

#include <atomic>
#include <fstream>
#include <thread>

namespace uke::storage::test {
namespace {

constexpr std::string_view kTable = "create table t (n bigint primary key, body text not null default '')";

auto insert(WriteTx& tx, std::int64_t n) { return tx.exec("insert into t (n) values (:n)", n); }

ErrorCode code_of(const auto& result) {
  REQUIRE(!result);
  return result.error().code;
}

TEST_CASE("a_violated_constraint_leaves_the_transaction_going") {
  Folder folder;
  auto db = open(folder / "x.db");
  script(db, kTable);
  must(db.write([](WriteTx& tx) -> Status {
    CHECK(must(insert(tx, 1)) == 1);
    CHECK(code_of(insert(tx, 1)) == ErrorCode::conflict);
    CHECK(must(tx.exec("insert into t (n) values (:n) on conflict do nothing", 1)) == 0);
    CHECK(must(insert(tx, 2)) == 1);
    CHECK(must(tx.exec("update t set body = :b where n > :n", "x", 0)) == 2);
    CHECK(must(tx.exec("delete from t where n = :n", 9)) == 0);
    return {};
  }));
  CHECK(count(db, "t") == 2);
}

TEST_CASE("foreign_keys_are_enforced") {
  Folder folder;
  auto db = open(folder / "x.db");
  script(db, "create table p (id text primary key); create table c (p text not null references p (id) deferrable initially deferred)");
  CHECK(code_of(db.write([](WriteTx& tx) { return tx.exec("insert into c values ('nobody')"); })) == ErrorCode::conflict);
  CHECK(!db.in_transaction());
  CHECK(count(db, "c") == 0);
}

TEST_CASE("an_error_of_the_body_undoes_the_transaction_and_only_the_savepoint_it_is_in") {
  Folder folder;
  auto db = open(folder / "x.db");
  script(db, kTable);
  const auto no = [] { return fail(ErrorCode::forbidden, "test", "no"); };
  CHECK(code_of(db.write([&](WriteTx& tx) -> Status {
          TRYV(insert(tx, 1));
          return no();
        })) == ErrorCode::forbidden);
  CHECK(count(db, "t") == 0);

  must(db.write([&](WriteTx& tx) -> Status {
    TRYV(insert(tx, 1));
    CHECK(code_of(tx.savepoint([&]() -> Status {
            TRYV(insert(tx, 2));
            TRYV(tx.savepoint([&] { return insert(tx, 3); }));
            return no();
          })) == ErrorCode::forbidden);
    CHECK(must(tx.savepoint([&] { return insert(tx, 4); })) == 1);
    return {};
  }));
  CHECK(must(db.read([](ReadTx& tx) { return tx.all<std::int64_t>("select n from t order by n"); })) == std::vector<std::int64_t>{1, 4});
}

TEST_CASE("a_full_disk_undoes_the_whole_transaction_and_nothing_slips_in_behind_it") {
  Folder folder;
  auto db = open(folder / "x.db");
  script(db, kTable);
  must(db.write([](WriteTx& tx) { return insert(tx, 1); }));
  script(db, "pragma max_page_count = 20");
  REQUIRE(db.begin_immediate());
  auto tx = db.write_tx();
  must(insert(tx, 2));
  const auto filled = tx.savepoint([&]() -> Status {
    for (std::int64_t n = 100; n < 200; ++n) TRYV(tx.exec("insert into t values (:n, :body)", n, std::string(3000, 'x')));
    return {};
  });
  CHECK(code_of(filled) == ErrorCode::disk_full);
  // A body that went on regardless would now write outside any transaction.
  CHECK(code_of(insert(tx, 3)) == ErrorCode::disk_full);
  CHECK(code_of(tx.savepoint([&] { return insert(tx, 4); })) == ErrorCode::disk_full);
  CHECK(code_of(db.commit()) == ErrorCode::disk_full);
  CHECK(!db.in_transaction());
  CHECK(count(db, "t") == 1);
  script(db, "pragma max_page_count = 1000000");
  must(db.write([](WriteTx& again) { return insert(again, 5); }));
  CHECK(count(db, "t") == 2);
}

TEST_CASE("a_reader_sees_one_snapshot_and_lets_go_of_it") {
  Folder folder;
  auto writer = open(folder / "x.db");
  script(writer, kTable);
  must(writer.write([](WriteTx& tx) { return insert(tx, 1); }));
  auto reader = open(folder / "x.db", OpenOptions::Access::read_only);
  must(reader.read([&](ReadTx& tx) -> Status {
    // Stops in the middle of the rows: the statement must not stay open.
    CHECK(must(tx.one<std::int64_t>("select n from t union all select 9")) == 1);
    must(writer.write([](WriteTx& other) { return insert(other, 2); }));
    CHECK(must(tx.one<std::int64_t>("select count(*) from t")) == 1);
    CHECK(code_of(tx.each<std::int64_t>("select n from t", [](std::int64_t) -> Status { return fail(ErrorCode::timeout, "t", "stop"); })) ==
          ErrorCode::timeout);
    return {};
  }));
  CHECK(count(reader, "t") == 2);
  // If its snapshot were still pinned, the log could not be emptied.
  must(writer.run_script("pragma wal_checkpoint(truncate)"));
  CHECK(std::filesystem::file_size(folder / "x.db-wal") == 0);
}

TEST_CASE("a_reader_beside_a_writer_sees_whole_transactions") {
  Folder folder;
  auto writer = open(folder / "x.db");
  script(writer, kTable);
  std::atomic<bool> writing = true;
  std::thread thread([&] {
    for (std::int64_t n = 0; n < 100; n += 2) {
      (void)writer.write([&](WriteTx& tx) -> Status {
        TRYV(insert(tx, n));
        TRYV(insert(tx, n + 1));
        return {};
      });
    }
    writing = false;
  });
  auto reader = open(folder / "x.db", OpenOptions::Access::read_only);
  std::int64_t odd = 0;
  while (writing) odd += count(reader, "t") % 2;
  thread.join();
  CHECK(odd == 0);
  CHECK(count(reader, "t") == 100);
}

TEST_CASE("two_writers_do_not_wait_for_ever") {
  Folder folder;
  auto one = open(folder / "x.db");
  auto two = open(folder / "x.db");
  script(one, kTable);
  REQUIRE(one.begin_immediate());
  CHECK(code_of(two.begin_immediate()) == ErrorCode::busy);
  CHECK(code_of(two.write([](WriteTx& tx) { return insert(tx, 2); })) == ErrorCode::busy);
  CHECK(count(two, "t") == 0);
  auto tx = one.write_tx();
  must(insert(tx, 1));
  REQUIRE(one.commit());
  must(two.write([](WriteTx& other) { return insert(other, 2); }));
  CHECK(count(one, "t") == 2);
}

TEST_CASE("the_same_question_may_be_asked_inside_its_own_answer") {
  Folder folder;
  auto db = open(folder / "x.db");
  script(db, kTable);
  script(db, "insert into t (n) values (1), (2), (3)");
  constexpr std::string_view kAbove = "select n from t where n > :n order by n";
  std::vector<std::int64_t> seen;
  must(db.read([&](ReadTx& tx) {
    return tx.each<std::int64_t>(
        kAbove,
        [&](std::int64_t outer) {
          return tx.each<std::int64_t>(
              kAbove, [&](std::int64_t inner) -> Status { return seen.push_back(outer * 10 + inner), Status{}; }, outer);
        },
        0);
  }));
  CHECK(seen == std::vector<std::int64_t>{12, 13, 23});
}

TEST_CASE("a_read_only_connection_cannot_write") {
  Folder folder;
  {
    auto db = open(folder / "x.db");
  }
  auto reader = open(folder / "x.db", OpenOptions::Access::read_only);
  CHECK(!reader.write([](WriteTx& tx) { return tx.exec("create table t (n bigint)"); }));
  OpenOptions options;
  options.file = folder / "none.db";
  options.access = OpenOptions::Access::read_only;
  CHECK(code_of(Connection::open(options)) == ErrorCode::not_found);
  CHECK(!std::filesystem::exists(options.file));
}

TEST_CASE("a_moved_connection_goes_on") {
  Folder folder;
  auto first = open(folder / "x.db");
  script(first, kTable);
  auto second = std::move(first);
  must(second.write([](WriteTx& tx) { return insert(tx, 1); }));
  CHECK(count(second, "t") == 1);
}

TEST_CASE("a_damaged_file_is_corrupt") {
  Folder folder;
  const auto file = folder / "x.db";
  SECTION("no database at all") {
    std::ofstream(file) << std::string(5000, 'x');
    OpenOptions options;
    options.file = file;
    CHECK(code_of(Connection::open(options)) == ErrorCode::corrupt);
  }
  SECTION("overwritten in the middle") {
    {
      auto db = open(file);
      script(db, kTable);
      must(db.write([](WriteTx& tx) -> Status {
        for (std::int64_t n = 0; n < 200; ++n) TRYV(tx.exec("insert into t values (:n, :body)", n, std::string(1000, 'x')));
        return {};
      }));
      CHECK(db.integrity_check());
    }
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(8192);
    stream << std::string(20'000, '\xee');
    stream.close();
    auto db = open(file);
    CHECK(code_of(db.integrity_check()) == ErrorCode::corrupt);
    CHECK(code_of(db.read([](ReadTx& tx) { return tx.all<std::string>("select body from t"); })) == ErrorCode::corrupt);
  }
  SECTION("a folder where the file should be") {
    OpenOptions options;
    options.file = folder / "";
    CHECK(code_of(Connection::open(options)) == ErrorCode::unavailable);
  }
}

}  // namespace
}  // namespace uke::storage::test
