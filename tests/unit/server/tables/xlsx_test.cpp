#include "server/tables/reader.h"
#include "server/tables/serial_dates.h"
#include "tests/support/process.h"
#include "tests/unit/server/tables/workbook_maker.h"

#include <fstream>

namespace uke::server::tables {
namespace {

using Cells = std::vector<std::string>;

Result<std::vector<Row>> read(const test::WorkbookMaker& maker) {
  const test::TempFolder folder;
  const auto file = folder.path() / "book.xlsx";
  maker.write(file);
  std::vector<Row> rows;
  TRYV(each_row(file, {}, [&](Row&& row) -> Status {
    rows.push_back(std::move(row));
    return {};
  }));
  return rows;
}

std::vector<Row> rows_of(const test::WorkbookMaker& maker) {
  auto rows = read(maker);
  INFO((rows ? std::string() : describe(rows.error())));
  REQUIRE(rows.has_value());
  return std::move(*rows);
}

Cells first_row(const std::string& cells) {
  const auto rows = rows_of(test::WorkbookMaker("<row r=\"1\">" + cells + "</row>"));
  return rows.empty() ? Cells{} : rows[0].cells;
}

ErrorCode error_of(const test::WorkbookMaker& maker) {
  const auto rows = read(maker);
  REQUIRE_FALSE(rows.has_value());
  return rows.error().code;
}

const std::string kRow = "<row r=\"1\"><c r=\"A1\"><v>1984</v></c></row>";

}  // namespace

TEST_CASE("cells_of_every_kind_are_text") {
  CHECK(first_row("<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1984</v></c>") == Cells{"髙橋", "1984"});
  CHECK(first_row("<c r=\"A1\" t=\"inlineStr\"><is><t>𠮷野</t><rPh sb=\"0\" eb=\"2\"><t>ヨシノ</t></rPh></is></c>") == Cells{"𠮷野"});
  CHECK(first_row("<c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c>") == Cells{"TRUE", "FALSE"});
  CHECK(first_row("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>") == Cells{"#N/A"});
  CHECK(first_row("<c r=\"A1\"><v>1.984E3</v></c><c r=\"B1\"><v>0.30000000000000004</v></c>") == Cells{"1984", "0.3"});
}

TEST_CASE("a_formula_cell_gives_its_stored_result_and_nothing_of_the_formula") {
  CHECK(first_row("<c r=\"A1\" t=\"str\"><f>HYPERLINK(\"http://x.example\",\"y\")</f><v>y</v></c>") == Cells{"y"});
  CHECK(first_row("<c r=\"A1\"><f>cmd|'/c calc'!A0</f><v>3</v></c>") == Cells{"3"});
  CHECK(first_row("<c r=\"A1\"><f>1+1</f></c>").empty());  // never calculated
}

TEST_CASE("shared_strings_join_their_runs_and_leave_out_furigana") {
  CHECK(first_row("<c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>2</v></c>") == Cells{"山﨑 ", "a\rb_c & <"});
}

TEST_CASE("numbers_with_a_date_format_are_dates") {
  CHECK(first_row("<c r=\"A1\" s=\"1\"><v>46438</v></c><c r=\"B1\" s=\"2\"><v>46438</v></c>") == Cells{"2027-02-20", "2027-02-20"});
  CHECK(first_row("<c r=\"A1\" s=\"3\"><v>1984</v></c><c r=\"B1\"><v>46438</v></c>") == Cells{"1984", "46438"});
  CHECK(first_row("<c r=\"A1\" s=\"4\"><v>46438.75</v></c>") == Cells{"2027-02-20 18:00"});
  auto old_mac = test::WorkbookMaker("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>44976</v></c></row>");
  old_mac.replace("xl/workbook.xml", "<workbookPr/>", "<workbookPr date1904=\"1\"/>");
  CHECK(rows_of(old_mac)[0].cells == Cells{"2027-02-20"});
  CHECK(date_of_serial(1, DayZero::of_1900) == "1900-01-01");
  CHECK(date_of_serial(59, DayZero::of_1900) == "1900-02-28");
  CHECK(date_of_serial(61, DayZero::of_1900) == "1900-03-01");
  CHECK(date_of_serial(0.75, DayZero::of_1900) == "18:00");
  CHECK(date_of_serial(-1, DayZero::of_1900).empty());
  CHECK(date_of_serial(1e300, DayZero::of_1900).empty());
  CHECK(is_date_format("[$-411]ggge\"年\"m\"月\"d\"日\""));
  CHECK(is_date_format("[h]:mm"));
  CHECK_FALSE(is_date_format("General"));
  CHECK_FALSE(is_date_format("#,##0.00E+00"));
  CHECK_FALSE(is_date_format("\"days\" 0"));
}

TEST_CASE("rows_and_cells_stand_where_they_say") {
  const auto rows =
      rows_of(test::WorkbookMaker("<row r=\"3\"><c r=\"C3\"><v>7</v></c></row><row><c><v>8</v></c><c><v>9</v></c></row>"
                                  "<row r=\"9\"/><row r=\"10\"><c r=\"A10\" s=\"1\"/></row>"));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].line == 3);
  CHECK(rows[0].cells == Cells{"", "", "7"});
  CHECK(rows[1].line == 4);
  CHECK(rows[1].cells == Cells{"8", "9"});
}

TEST_CASE("element_names_may_have_a_prefix_and_the_xml_comments_and_cdata") {
  auto maker = test::WorkbookMaker(
      "<!-- <row> --><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t><![CDATA[</row>]]>a</x:t></x:is></x:c></x:row>");
  CHECK(rows_of(maker)[0].cells == Cells{"</row>a"});
}

TEST_CASE("sheets_are_listed_hidden_ones_last") {
  auto maker = test::WorkbookMaker(kRow);
  maker.replace("xl/workbook.xml", "<sheet name=\"名簿\"", "<sheet name=\"秘\" state=\"hidden\" r:id=\"s1\"/><sheet name=\"名簿\"");
  const test::TempFolder folder;
  maker.write(folder.path() / "b");
  const auto found = guess(folder.path() / "b");
  REQUIRE(found.has_value());
  CHECK(found->format == Format::xlsx);
  CHECK(found->sheets == Cells{"名簿", "秘"});
  CHECK(each_row(folder.path() / "b", {.encoding = {}, .separator = {}, .sheet = 2}, [](Row&&) -> Status { return {}; }).error().code ==
        ErrorCode::invalid);
}

TEST_CASE("a_workbook_that_lacks_a_part_is_corrupt") {
  for (const std::string part :
       {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"}) {
    auto maker = test::WorkbookMaker(kRow);
    maker.drop(part);
    INFO(part);
    CHECK(error_of(maker) == ErrorCode::corrupt);
  }
  CHECK(error_of(test::WorkbookMaker("<row><c t=\"s\"><v>99</v></c></row>")) == ErrorCode::corrupt);
  CHECK(error_of(test::WorkbookMaker("<row><c r=\"??\"><v>1</v></c></row>")) == ErrorCode::corrupt);
}

TEST_CASE("another_kind_of_archive_is_unsupported") {
  auto maker = test::WorkbookMaker(kRow);
  maker.drop("_rels/.rels");
  CHECK(error_of(maker) == ErrorCode::unsupported);
  auto document = test::WorkbookMaker(kRow);
  document.set("xl/workbook.xml", "<document/>");
  CHECK(error_of(document) == ErrorCode::unsupported);
}

TEST_CASE("a_dtd_is_refused_wherever_it_stands") {
  const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]>";
  for (const std::string part : {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"}) {
    auto maker = test::WorkbookMaker(kRow);
    for (auto& entry : maker.entries) {
      if (entry.name == part) entry.bytes = bomb + entry.bytes.substr(entry.bytes.starts_with("<?xml") ? entry.bytes.find("?>") + 2 : 0);
    }
    INFO(part);
    CHECK(error_of(maker) == ErrorCode::corrupt);
  }
}

TEST_CASE("an_entry_that_leads_out_or_comes_twice_is_corrupt") {
  for (const std::string name : {"../evil", "/etc/passwd", "xl/../../x", "xl\\x"}) {
    auto maker = test::WorkbookMaker(kRow);
    maker.set(name, "x");
    CHECK(error_of(maker) == ErrorCode::corrupt);
  }
  auto twice = test::WorkbookMaker(kRow);
  twice.set("XL/Worksheets/Sheet1.xml", "<worksheet/>");
  CHECK(error_of(twice) == ErrorCode::corrupt);
  auto outside = test::WorkbookMaker(kRow);
  outside.replace("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../sheet1.xml");
  CHECK(error_of(outside) == ErrorCode::corrupt);
}

TEST_CASE("what_unpacks_to_too_much_is_refused_before_it_is_held") {
  CHECK(error_of(test::WorkbookMaker(std::string(40'000'000, ' '))) == ErrorCode::too_large);
  auto strings = test::WorkbookMaker(kRow);
  strings.set("xl/sharedStrings.xml", "<sst><si><t>" + std::string(20'000'000, 'x') + "</t></si></sst>");
  CHECK(error_of(strings) == ErrorCode::too_large);
  auto styles = test::WorkbookMaker(kRow);
  styles.set("xl/styles.xml", "<styleSheet>" + std::string(5'000'000, ' ') + "</styleSheet>");
  CHECK(error_of(styles) == ErrorCode::too_large);
}

TEST_CASE("a_sheet_that_is_cut_off_or_badly_nested_is_corrupt") {
  auto cut = test::WorkbookMaker(kRow);
  cut.replace("xl/worksheets/sheet1.xml", "</sheetData></worksheet>", "");
  CHECK(error_of(cut) == ErrorCode::corrupt);
  auto wrong = test::WorkbookMaker("</row></row></row></row>");
  CHECK(error_of(wrong) == ErrorCode::corrupt);
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  CHECK(error_of(test::WorkbookMaker(deep)) == ErrorCode::corrupt);
}

TEST_CASE("a_file_cut_off_anywhere_is_an_error_and_never_a_shorter_list") {
  const test::TempFolder folder;
  const auto file = folder.path() / "book.xlsx";
  std::string rows;
  for (int i = 1; i <= 200; ++i)
    rows += "<row r=\"" + std::to_string(i) + "\"><c><v>" + std::to_string(i * 7919 % 10007) + "</v></c></row>";
  test::WorkbookMaker(rows).write(file);
  const auto bytes = test::read_file(file);
  for (std::size_t length = 1; length < bytes.size(); length += 37) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes.substr(0, length);
    std::size_t count = 0;
    const auto status = each_row(file, {}, [&](Row&&) -> Status {
      ++count;
      return {};
    });
    INFO(length);
    CHECK((!status.has_value() || length < 5));  // "PK" alone might be anybody's text
  }
}

TEST_CASE("a_flipped_byte_is_found_or_harmless") {
  const test::TempFolder folder;
  const auto file = folder.path() / "book.xlsx";
  test::WorkbookMaker(kRow).write(file);
  const auto bytes = test::read_file(file);
  for (std::size_t at = 4; at < bytes.size(); at += 5) {
    auto spoilt = bytes;
    spoilt[at] = static_cast<char>(spoilt[at] ^ 0x21);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << spoilt;
    std::size_t rows = 0;
    const auto status = each_row(file, {}, [&](Row&&) -> Status {
      ++rows;
      return {};
    });
    CHECK(rows <= 1);
    CHECK((status.has_value() || !status.error().detail.empty()));
  }
}

TEST_CASE("half_surrogates_in_xml_become_replacement_characters") {
  const auto rows = rows_of(test::WorkbookMaker("<row r=\"1\"><c t=\"inlineStr\"><is><t>a&#xD800;b</t></is></c></row>"));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].broken);
}

}  // namespace uke::server::tables
