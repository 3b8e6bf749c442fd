#include "server/tables/reader.h"
#include "server/tables/writer.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"
#include "tests/support/process.h"

#include <fstream>

namespace uke::server::tables {
namespace {

using Cells = std::vector<std::string>;

struct Table {
  Guess guess;
  std::vector<Row> rows;
};

Result<Table> read(const std::string& bytes, const ReadOptions& options = {}) {
  const test::TempFolder folder;
  const auto file = folder.path() / "table";
  std::ofstream(file, std::ios::binary) << bytes;
  Table table;
  TRY(table.guess, guess(file));
  TRYV(each_row(file, options, [&](Row&& row) -> Status {
    table.rows.push_back(std::move(row));
    return {};
  }));
  return table;
}

std::vector<Cells> cells(const std::string& bytes, const ReadOptions& options = {}) {
  const auto table = read(bytes, options);
  INFO((table ? std::string() : describe(table.error())));
  REQUIRE(table.has_value());
  std::vector<Cells> all;
  for (const auto& row : table->rows) all.push_back(row.cells);
  return all;
}

ErrorCode error_of(const std::string& bytes) {
  const auto table = read(bytes);
  REQUIRE_FALSE(table.has_value());
  return table.error().code;
}

const std::filesystem::path kLists = std::filesystem::path(UKE_TEST_DATA) / "roster";

}  // namespace

TEST_CASE("lines_end_as_any_program_ends_them_and_quotes_hold_anything") {
  const std::vector<Cells> expected = {{"a", "b"}, {"c", "d,\n\"e\""}, {"f", "g"}};
  CHECK(cells("a,b\nc,\"d,\n\"\"e\"\"\"\nf,g\n") == expected);
  CHECK(cells("a,b\r\nc,\"d,\r\n\"\"e\"\"\"\r\nf,g") == expected);
  CHECK(cells("a,b\rc,\"d,\r\"\"e\"\"\"\rf,g\r") == expected);
  CHECK(cells("a,b\n5\" screen,\"x\"y\n") == std::vector<Cells>{{"a", "b"}, {"5\" screen", "xy"}});
}

TEST_CASE("each_row_knows_its_line_in_the_file") {
  const auto table = read("h,i\r\n\r\n\"two\r\nlines\",b\r\n , \r\nlast,c\r\n");
  REQUIRE(table.has_value());
  REQUIRE(table->rows.size() == 3);  // rows that hold nothing are left out
  CHECK(table->rows[0].line == 1);
  CHECK(table->rows[1].line == 3);
  CHECK(table->rows[2].line == 6);
}

TEST_CASE("rows_may_be_ragged") {
  CHECK(cells("a,b,c\nd\ne,f,g,h,,\n") == std::vector<Cells>{{"a", "b", "c"}, {"d"}, {"e", "f", "g", "h"}});
}

TEST_CASE("the_separator_is_the_one_that_divides_evenly") {
  CHECK(read("氏名\tかな\n山田, 花子\tやまだ\n佐藤\tさとう\n")->guess.separator == '\t');
  CHECK(read("name;mail\nYamada, Hanako;h@example.jp\nSato;s@example.jp\n")->guess.separator == ';');
  CHECK(read("name,mail\na;b,c\nd,e\n")->guess.separator == ',');
  CHECK(read("one column\nonly\n")->guess.separator == ',');
  CHECK(cells("a;b\n", {.encoding = {}, .separator = ','}) == std::vector<Cells>{{"a;b"}});
}

TEST_CASE("lists_as_they_come_from_other_programs_are_read") {
  const auto count = [](const char* name, Encoding encoding, char separator, std::size_t columns) {
    std::size_t rows = 0;
    const auto found = guess(kLists / name);
    REQUIRE(found.has_value());
    CHECK(found->encoding == encoding);
    CHECK(found->separator == separator);
    const auto read = each_row(kLists / name, {}, [&](Row&& row) -> Status {
      CHECK(row.cells.size() <= columns);
      CHECK_FALSE(row.broken);
      ++rows;
      return {};
    });
    CHECK(read.has_value());
    return rows;
  };
  CHECK(count("roster-utf8-bom.csv", Encoding::utf8, ',', 12) == 11);
  CHECK(count("roster-cp932.csv", Encoding::cp932, ',', 12) == 9);
  CHECK(count("other-group.csv", Encoding::utf8, '\t', 5) == 5);
}

TEST_CASE("a_wrong_encoding_chosen_by_hand_gives_rows_that_say_so") {
  const auto file = test::read_file(kLists / "roster-cp932.csv");
  const auto table = read(file, {.encoding = Encoding::utf8, .separator = {}});
  REQUIRE(table.has_value());
  CHECK(table->rows[0].broken);
}

TEST_CASE("nul_becomes_a_replacement_character") {
  const auto table = read(std::string("name,mail\nan\0n,a@example.jp\n", 28));
  REQUIRE(table.has_value());
  CHECK(table->rows[1].cells[0] == "an\xEF\xBF\xBDn");
  CHECK(table->rows[1].broken);
}

TEST_CASE("a_byte_order_mark_in_the_middle_is_no_text") {
  CHECK(cells("\xEF\xBB\xBFname,mail\n\xEF\xBB\xBF山田,y\n") == std::vector<Cells>{{"name", "mail"}, {"山田", "y"}});
}

TEST_CASE("what_is_no_table_is_unsupported") {
  using namespace std::string_literals;
  CHECK(error_of("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s) == ErrorCode::unsupported);
  CHECK(error_of("\xFF\xD8\xFF\xE0\0\x10JFIF"s) == ErrorCode::unsupported);
  CHECK(error_of("%PDF-1.7\n"s) == ErrorCode::unsupported);
  CHECK(error_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s) == ErrorCode::unsupported);  // an old .xls, or one with a password
  CHECK(error_of("<html><table><tr><td>"s) == ErrorCode::unsupported);
  CHECK(error_of(std::string(300, '\x01')) == ErrorCode::unsupported);
  CHECK(error_of("\0\0\0\x18"
                 "ftypheic\0\0"s) == ErrorCode::unsupported);
}

TEST_CASE("an_empty_file_is_invalid_and_one_that_ends_within_quotes_corrupt") {
  CHECK(error_of("") == ErrorCode::invalid);
  const auto cut = read("a,b\nc,\"d\ne,f\n");
  REQUIRE_FALSE(cut.has_value());
  CHECK(cut.error().code == ErrorCode::corrupt);
  CHECK(cut.error().detail.contains("line 2"));
  CHECK(cells("\n\n").empty());
}

TEST_CASE("limits_hold") {
  CHECK(cells("a,b\n" + std::string(1'000'000, ',') + "\nc,d\n").size() == 2);  // empty cells are no cells
  CHECK(error_of("a,b\n" + std::string(300, ',') + "x\n") == ErrorCode::too_large);
  CHECK(error_of("a,b\n" + std::string(kCellBytesMax + 1, 'x') + "\n") == ErrorCode::too_large);
  std::string rows;
  for (std::size_t i = 0; i <= kRowsMax; ++i) rows += "x,y\n";
  CHECK(error_of(rows) == ErrorCode::too_large);
  const test::TempFolder folder;
  const auto file = folder.path() / "big.csv";
  std::ofstream(file) << "a,b\n";
  std::filesystem::resize_file(file, 100U * 1024 * 1024);
  CHECK(guess(file).error().code == ErrorCode::too_large);
  CHECK(guess(folder.path() / "none").error().code == ErrorCode::not_found);
}

TEST_CASE("an_error_of_the_visitor_ends_the_reading") {
  int seen = 0;
  const auto status = each_row(kLists / "roster-utf8-bom.csv", {}, [&](Row&&) -> Status {
    ++seen;
    return fail(ErrorCode::busy, "test", "");
  });
  CHECK(status.error().code == ErrorCode::busy);
  CHECK(seen == 1);
}

TEST_CASE("what_the_writer_writes_the_reader_reads") {
  test::Chance chance(11);
  const std::vector<std::string> pieces = {"髙", "橋", ",", "\"", "\n", " ", "a", "\t", ";", "𠮷", "'", "1"};
  for (const auto type : {FileType::csv, FileType::xlsx}) {
    const test::TempFolder folder;
    const auto file = folder.path() / "table";
    auto writer = Writer::create(file, type, "表", {{.heading = "一"}, {.heading = "二"}, {.heading = "三"}});
    REQUIRE(writer.has_value());
    std::vector<Cells> expected = {{"一", "二", "三"}};
    for (int i = 0; i < 200; ++i) {
      Cells row;
      for (int c = 0; c < 3; ++c) {
        std::string cell = "x";  // first, so that nothing looks like a formula
        for (int n = chance.below(6); n > 0; --n) cell += pieces[static_cast<std::size_t>(chance.below(static_cast<int>(pieces.size())))];
        row.push_back(cell);
      }
      REQUIRE((*writer)->add(row).has_value());
      expected.push_back(row);
    }
    REQUIRE((*writer)->finish().has_value());
    std::vector<Cells> found;
    const auto status = each_row(file, {}, [&](Row&& row) -> Status {
      found.push_back(row.cells);
      return {};
    });
    INFO((status ? std::string() : describe(status.error())));
    REQUIRE(status.has_value());
    CHECK(found == expected);
  }
}

}  // namespace uke::server::tables
