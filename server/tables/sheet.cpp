#include "server/tables/sheet.h"

#include "server/tables/rich_text.h"
#include "server/tables/xml_cutter.h"
#include "shared/text/encoding.h"
#include "shared/text/text.h"

#include <algorithm>
#include <charconv>

namespace uke::server::tables {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::unexpected<Error> corrupt(std::string_view detail) { return fail(ErrorCode::corrupt, "tables.sheet", detail); }

// NUL and what is no UTF-8 as U+FFFD. (XML can smuggle half surrogates in as &#xD800;.)
void clean(std::string& cell) {
  if (!is_valid_utf8(cell)) {
    std::string whole;
    text::Decoder decoder(text::Encoding::utf8);
    decoder.feed(cell, whole);
    decoder.end(whole);
    cell = std::move(whole);
  }
  for (auto at = cell.find('\0'); at != std::string::npos; at = cell.find('\0', at)) cell.replace(at, 1, kReplacement);
}

template <class T>
bool parse_whole(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

// "AB12" → 27. False for what is no reference.
bool column_of(std::string_view reference, std::size_t& column) {
  std::size_t value = 0;
  std::size_t letters = 0;
  while (letters < reference.size() && letters < 4 && reference[letters] >= 'A' && reference[letters] <= 'Z') {
    value = value * 26 + static_cast<std::size_t>(reference[letters] - 'A' + 1);
    ++letters;
  }
  if (letters == 0 || letters == 4) return false;
  column = value - 1;
  return true;
}

class SheetRows {
 public:
  SheetRows(SharedStrings strings, std::vector<bool> dates, DayZero zero, const std::function<Status(Row&&)>& visit)
      : strings_(std::move(strings)), dates_(std::move(dates)), zero_(zero), sink_(visit) {}

  Status take(std::string& fragment) {
    constexpr unsigned kFlags = pugi::parse_default | pugi::parse_ws_pcdata;
    if (!document_.load_buffer_inplace(fragment.data(), fragment.size(), kFlags)) return corrupt("a row cannot be read");
    const auto node = document_.document_element();
    std::size_t number = 0;
    if (!parse_whole(std::string_view(node.attribute("r").value()), number)) number = line_ + 1;
    line_ = number;
    Row row{.line = number, .cells = {}, .broken = false};
    std::size_t column = 0;
    for (const auto& cell : node.children()) {
      if (local(cell) != "c") continue;
      if (const auto reference = cell.attribute("r"); reference && !column_of(reference.value(), column)) {
        return corrupt("a cell has no place");
      }
      TRY(auto text, text_of_cell(cell));
      TRYV(put_cell(row, column, std::move(text)));
      ++column;
    }
    return sink_.take(std::move(row));
  }

 private:
  Result<std::string> text_of_cell(const pugi::xml_node& cell) const {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return rich_text_of(child_of(cell, "is"));
    auto value = text_of(child_of(cell, "v"));
    if (type == "s") {
      std::size_t index = 0;
      if (!parse_whole(std::string_view(value), index)) return corrupt("a cell names no shared string");
      TRY(const auto text, strings_.at(index));
      return std::string(text);
    }
    if (type == "b") return value == "1" ? std::string("TRUE") : std::string("FALSE");
    if (!type.empty() && type != "n") return value;  // the text of a formula, an error, an ISO date
    double serial = 0;
    const auto style = cell.attribute("s").as_uint();
    if (style < dates_.size() && dates_[style] && parse_whole(std::string_view(value), serial)) {
      if (auto date = date_of_serial(serial, zero_); !date.empty()) return date;
    }
    return plain_number(value);
  }

  const SharedStrings strings_;
  const std::vector<bool> dates_;
  const DayZero zero_;
  RowSink sink_;
  pugi::xml_document document_;
  std::size_t line_ = 0;
};

}  // namespace

Status RowSink::take(Row&& row) {
  while (!row.cells.empty() && row.cells.back().empty()) row.cells.pop_back();
  bool holds_anything = false;
  for (auto& cell : row.cells) {
    clean(cell);
    row.broken = row.broken || cell.contains(kReplacement);
    holds_anything = holds_anything || !text::trim(cell).empty();
  }
  if (!holds_anything) return {};
  if (++rows_ > kRowsMax) return fail(ErrorCode::too_large, "tables.rows", "rows");
  return visit_(std::move(row));
}

Status put_cell(Row& row, std::size_t column, std::string&& cell) {
  if (cell.empty()) {
    if (column < kColumnsMax && row.cells.size() <= column) row.cells.resize(column + 1);
    return {};
  }
  if (cell.size() > kCellBytesMax) return fail(ErrorCode::too_large, "tables.rows", "cell");
  if (column >= kColumnsMax) return fail(ErrorCode::too_large, "tables.rows", "columns");
  if (row.cells.size() <= column) row.cells.resize(column + 1);
  row.cells[column] = std::move(cell);
  return {};
}

Status each_sheet_row(const ZipParts& parts, const Workbook& book, std::size_t sheet, const std::function<Status(Row&&)>& visit) {
  if (sheet >= book.sheets.size()) return fail(ErrorCode::invalid, "tables.sheet", "the workbook has no such sheet");
  TRY(auto strings, SharedStrings::read(parts, book));
  TRY(auto dates, read_date_styles(parts, book));
  SheetRows rows(std::move(strings), std::move(dates), book.day_zero, visit);
  XmlCutter cutter("row", [&](std::string& fragment) { return rows.take(fragment); });
  TRYV(parts.each_piece(book.sheets[sheet].part, [&](std::string_view piece) { return cutter.feed(piece); }));
  return cutter.end();
}

}  // namespace uke::server::tables
