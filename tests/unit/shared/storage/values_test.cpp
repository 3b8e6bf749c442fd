#include "shared/base/ids.h"
#include "tests/unit/shared/storage/storage_fixture.h"

#include <limits>

namespace uke::storage::test {
namespace {

enum class Kind { admit, refuse };
BOOST_DESCRIBE_ENUM(Kind, admit, refuse)

struct Everything {
  EventId id;
  std::string name;
  Kind kind = Kind::admit;
  Yen fee;
  Time at;
  bool paid = false;
  double share = 0;
  std::int64_t number = 0;
  std::optional<std::string> note;
  std::optional<Time> left;
  bool operator==(const Everything&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (), (id, name, kind, fee, at, paid, share, number, note, left))

constexpr std::string_view kTable =
    "create table t (id text primary key, name text, kind text, fee bigint, at_ms bigint, paid integer, share double precision, number "
    "bigint, note text, left_ms bigint)";
constexpr std::string_view kInsert = "insert into t values (:id, :name, :kind, :fee, :at, :paid, :share, :number, :note, :left)";
constexpr std::string_view kSelect = "select id, name, kind, fee, at_ms, paid, share, number, note, left_ms from t order by number";

Everything sample(std::int64_t number, std::optional<std::string> note, std::optional<Time> left) {
  uke::test::SeededRandom random(static_cast<std::uint64_t>(number));
  return {EventId::fresh(uke::test::FakeClock(), random),
          "𠮷田 \"花子\"\n",
          Kind::refuse,
          Yen{-5000},
          from_ms(1803110400123),
          true,
          0.1,
          number,
          std::move(note),
          left};
}

std::int64_t insert(WriteTx& tx, const Everything& row) {
  return must(tx.exec(kInsert, row.id, row.name, row.kind, row.fee, row.at, row.paid, row.share, row.number, row.note, row.left));
}

TEST_CASE("rows_come_back_as_they_were_written") {
  Folder folder;
  auto db = open(folder / "a b=c 日本.db");
  script(db, kTable);
  const std::vector rows = {sample(1, "note", from_ms(5)), sample(2, std::nullopt, std::nullopt), sample(3, "", std::nullopt),
                            sample(std::numeric_limits<std::int64_t>::max(), std::nullopt, from_ms(-1))};
  must(db.write([&](WriteTx& tx) -> Status {
    for (const auto& row : rows) CHECK(insert(tx, row) == 1);
    return {};
  }));
  CHECK(must(db.read([](ReadTx& tx) { return tx.all<Everything>(kSelect); })) == rows);
  CHECK(std::filesystem::exists(folder / "a b=c 日本.db"));
}

TEST_CASE("one_gives_the_first_row_or_nothing") {
  Folder folder;
  auto db = open(folder / "x.db");
  script(db, "create table t (n bigint); insert into t values (7), (8);");
  const auto smallest_above = [&](int n) {
    return must(db.read([&](ReadTx& tx) { return tx.one<std::int64_t>("select n from t where n > :n order by n", n); }));
  };
  CHECK(smallest_above(0) == 7);
  CHECK(smallest_above(7) == 8);
  CHECK(smallest_above(8) == std::nullopt);
}

TEST_CASE("refuses_text_that_is_no_text") {
  Folder folder;
  auto db = open(folder / "x.db");
  script(db, "create table t (s text)");
  using namespace std::string_view_literals;
  const auto bad = GENERATE("a\0b"sv, "\xff"sv, "\xc0\x80"sv, "\xed\xa0\x80"sv, "abcdefgh\xe3\x81"sv);
  const auto status = db.write([&](WriteTx& tx) { return tx.exec("insert into t values (:s)", bad); });
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::invalid);
  CHECK(count(db, "t") == 0);
}

TEST_CASE("says_corrupt_where_a_column_does_not_fit") {
  Folder folder;
  auto db = open(folder / "x.db");
  const auto code_of = [&](auto type, std::string_view sql) {
    const auto row = db.read([&](ReadTx& tx) { return tx.one<typename decltype(type)::type>(sql); });
    REQUIRE(!row);
    return row.error().code;
  };
  CHECK(code_of(std::type_identity<std::int64_t>{}, "select null") == ErrorCode::corrupt);
  CHECK(code_of(std::type_identity<std::string>{}, "select null") == ErrorCode::corrupt);
  CHECK(code_of(std::type_identity<EventId>{}, "select 'not an id'") == ErrorCode::corrupt);
  CHECK(code_of(std::type_identity<Kind>{}, "select 'admitted'") == ErrorCode::corrupt);
  CHECK(code_of(std::type_identity<std::int8_t>{}, "select 128") == ErrorCode::corrupt);
  const auto row = must(db.read([](ReadTx& tx) { return tx.one<std::optional<std::string>>("select null"); }));
  REQUIRE(row.has_value());
  CHECK(!row->has_value());
}

TEST_CASE("says_internal_for_wrong_sql_and_keeps_values_out_of_the_error") {
  Folder folder;
  auto db = open(folder / "x.db");
  script(db, "create table t (name text unique)");
  must(db.write([](WriteTx& tx) { return tx.exec("insert into t values (:n)", "Hanako"); }));
  const auto fails = [&](auto body) {
    const auto result = db.write(body);
    REQUIRE(!result);
    INFO(describe(result.error()));
    CHECK(describe(result.error()).find("Hanako") == std::string::npos);
    return result.error().code;
  };
  CHECK(fails([](WriteTx& tx) { return tx.exec("insert into nowhere values (:n)", "Hanako"); }) == ErrorCode::internal);
  CHECK(fails([](WriteTx& tx) { return tx.exec("insert into t values (:n)"); }) == ErrorCode::internal);
  CHECK(fails([](WriteTx& tx) { return tx.one<std::int64_t>("select 1, 2 where 1 <> :n", "Hanako"); }) == ErrorCode::internal);
  CHECK(fails([](WriteTx& tx) { return tx.exec("insert into t values (:n)", "Hanako"); }) == ErrorCode::conflict);
}

}  // namespace
}  // namespace uke::storage::test
