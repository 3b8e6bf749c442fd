#include "server/tables/writer.h"
#include "tests/support/catch.h"
#include "tests/support/process.h"

namespace uke::server::tables {
namespace {

std::string written(FileType type, const std::vector<std::vector<std::string>>& rows) {
  const test::TempFolder folder;
  const auto file = folder.path() / "table";
  auto writer = Writer::create(file, type, "会員", {{.heading = "氏名"}, {.heading = "入社年", .kind = Column::Kind::number}});
  REQUIRE(writer.has_value());
  for (const auto& row : rows) REQUIRE((*writer)->add(row).has_value());
  REQUIRE((*writer)->finish().has_value());
  return test::read_file(file);
}

std::string csv(const std::vector<std::vector<std::string>>& rows) {
  auto text = written(FileType::csv, rows);
  const std::string heading = "\xEF\xBB\xBF氏名,入社年\r\n";
  REQUIRE(text.starts_with(heading));
  return text.substr(heading.size());
}

}  // namespace

TEST_CASE("csv_has_a_bom_and_quotes_what_needs_it") {
  CHECK(csv({{"髙橋 一郎", "1984"}}) == "髙橋 一郎,1984\r\n");
  CHECK(csv({{"a,\"b\"\r\nc", ""}}) == "\"a,\"\"b\"\"\r\nc\",\r\n");
  CHECK(csv({{"one cell only"}}) == "one cell only,\r\n");
}

TEST_CASE("what_a_spreadsheet_would_run_is_text_in_csv") {
  for (const std::string cell : {"=1+1", "+81", "-5", "@SUM(A1)", "\tx", "\rx"}) CHECK(csv({{cell, ""}}) == "\"'" + cell + "\",\r\n");
  CHECK(csv({{"", "-5"}}) == ",-5\r\n");  // a column of numbers may be negative
  CHECK(csv({{"", "-5+cmd"}}) == ",\"'-5+cmd\"\r\n");
}

TEST_CASE("an_xlsx_file_is_a_zip_and_needs_no_place_but_its_folder") {
  const auto bytes = written(FileType::xlsx, {{"=HYPERLINK(\"http://example.jp\")", "1984"}, {std::string(40'000, 'x'), "-"}});
  CHECK(bytes.starts_with("PK"));
}

TEST_CASE("a_file_that_cannot_be_made_is_unavailable") {
  CHECK(Writer::create("/nowhere/x.csv", FileType::csv, "", {}).error().code == ErrorCode::unavailable);
  CHECK(Writer::create("/nowhere/x.xlsx", FileType::xlsx, "", {}).error().code == ErrorCode::unavailable);
}

TEST_CASE("a_sheet_name_that_excel_refuses_is_mended") {
  const test::TempFolder folder;
  auto writer = Writer::create(folder.path() / "x.xlsx", FileType::xlsx, "a/b:[c]*?" + std::string(50, 'x'), {{.heading = "h"}});
  REQUIRE(writer.has_value());
  CHECK((*writer)->finish().has_value());
}

}  // namespace uke::server::tables
