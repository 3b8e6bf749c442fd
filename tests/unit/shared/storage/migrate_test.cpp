#include "tests/unit/shared/storage/storage_fixture.h"

namespace uke::storage::test {
namespace {

constexpr Migration kFirst{1, "events", "-- what there is\ncreate table events (id text primary key);\ninsert into events values ('a;b');"};
constexpr Migration kSecond{2, "names", "alter table events add column name text not null default '';"};
constexpr Migration kBroken{3, "broken", "create table half (n bigint); create table events (id text);"};

std::vector<std::int64_t> noted(Connection& db) {
  return must(db.read([](ReadTx& tx) { return tx.all<std::int64_t>("select number from schema_migrations order by number"); }));
}

TEST_CASE("applies_what_is_missing_once_and_in_order") {
  Folder folder;
  auto db = open(folder / "x.db");
  must(migrate(db, std::vector{kFirst}));
  must(migrate(db, std::vector{kFirst, kSecond}));
  must(migrate(db, std::vector{kFirst, kSecond}));
  CHECK(noted(db) == std::vector<std::int64_t>{1, 2});
  CHECK(must(db.read([](ReadTx& tx) { return tx.one<std::string>("select id || name from events"); })) == "a;b");
}

TEST_CASE("a_migration_that_fails_leaves_nothing_behind") {
  Folder folder;
  auto db = open(folder / "x.db");
  const auto status = migrate(db, std::vector{kFirst, kSecond, kBroken});
  REQUIRE(!status);
  CHECK(status.error().op == "storage.migrate 3 broken");
  CHECK(noted(db) == std::vector<std::int64_t>{1, 2});
  CHECK(!db.read([](ReadTx& tx) { return tx.one<std::int64_t>("select count(*) from half"); }));
}

TEST_CASE("refuses_a_database_newer_than_the_program_and_gaps") {
  Folder folder;
  auto db = open(folder / "x.db");
  must(migrate(db, std::vector{kFirst, kSecond}));
  const auto code = [&](std::vector<Migration> migrations) {
    const auto status = migrate(db, migrations);
    REQUIRE(!status);
    return status.error().code;
  };
  CHECK(code({kFirst}) == ErrorCode::unsupported);
  CHECK(code({}) == ErrorCode::unsupported);
  CHECK(code({kSecond, kFirst}) == ErrorCode::internal);
  CHECK(code({kFirst, kSecond, {2, "again", ""}}) == ErrorCode::internal);
  CHECK(code({kFirst, {3, "later", ""}}) == ErrorCode::corrupt);
  script(db, "delete from schema_migrations where number = 1");
  CHECK(code({kFirst, kSecond}) == ErrorCode::corrupt);
}

}  // namespace
}  // namespace uke::storage::test
