#include "server/tables/writers.h"

#include <cstdlib>
#include <fstream>
#include <xlsxwriter.h>

namespace uke::server::tables {
namespace {

constexpr std::size_t kSheetNameCharacters = 31;  // what Excel allows
constexpr std::size_t kCellCharacters = 32'767;   // likewise
constexpr std::uint32_t kRowsOfASheet = 1'048'576;

// The beginning of `text` with at most `limit` code points.
std::string_view clipped(std::string_view text, std::size_t limit) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && ++characters > limit) return text.substr(0, i);
  }
  return text;
}

// Excel refuses a file whose sheet has one of these characters in its name.
std::string sheet_name(std::string_view wanted) {
  std::string name(clipped(wanted, kSheetNameCharacters));
  for (auto& c : name) {
    if (std::string_view("[]:*?/\\'").contains(c)) c = ' ';
  }
  return name.empty() ? "Sheet1" : name;
}

Status checked(lxw_error error) {
  if (error == LXW_NO_ERROR) return {};
  return fail(ErrorCode::unavailable, "tables.xlsx_writer", lxw_strerror(error));
}

class XlsxWriter final : public Writer {
 public:
  explicit XlsxWriter(std::vector<Column> columns) : columns_(std::move(columns)) {}
  ~XlsxWriter() override {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  Status begin(const std::filesystem::path& file, std::string_view sheet) {
    // The library makes the file only at the end; whether that will be possible is worth knowing now.
    if (!std::ofstream(file, std::ios::binary)) return fail(ErrorCode::unavailable, "tables.xlsx_writer", "the file cannot be made");
    const auto folder = file.parent_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    std::string tmpdir = folder.empty() ? "." : folder;
    options.tmpdir = tmpdir.data();
    book_ = workbook_new_opt(file.c_str(), &options);
    if (book_ == nullptr) return fail(ErrorCode::unavailable, "tables.xlsx_writer", "the file cannot be made");
    sheet_ = workbook_add_worksheet(book_, sheet_name(sheet).c_str());
    if (sheet_ == nullptr) return fail(ErrorCode::unavailable, "tables.xlsx_writer", "the sheet cannot be made");
    auto* const bold = workbook_add_format(book_);
    format_set_bold(bold);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      TRYV(checked(worksheet_set_column(sheet_, column, column, columns_[i].width, nullptr)));
      TRYV(checked(worksheet_write_string(sheet_, 0, column, columns_[i].heading.c_str(), bold)));
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    return {};
  }

  Status add(const std::vector<std::string>& cells) override {
    if (book_ == nullptr) return fail(ErrorCode::internal, "tables.xlsx_writer", "the file is finished already");
    if (++row_ >= kRowsOfASheet) return fail(ErrorCode::too_large, "tables.xlsx_writer", "a sheet has no more rows");
    for (std::size_t i = 0; i < columns_.size() && i < cells.size(); ++i) TRYV(put(static_cast<lxw_col_t>(i), cells[i]));
    return {};
  }

  Status finish() override {
    if (book_ == nullptr) return {};
    if (row_ > 0 && !columns_.empty()) worksheet_autofilter(sheet_, 0, 0, row_, static_cast<lxw_col_t>(columns_.size() - 1));
    return checked(workbook_close(std::exchange(book_, nullptr)));  // frees the book, too
  }

 private:
  Status put(lxw_col_t column, const std::string& cell) {
    if (cell.empty()) return {};
    if (columns_[column].kind == Column::Kind::number && is_number(cell)) {
      return checked(worksheet_write_number(sheet_, row_, column, std::strtod(cell.c_str(), nullptr), nullptr));
    }
    // Always a string, whatever it begins with: only worksheet_write_formula makes formulas.
    return checked(worksheet_write_string(sheet_, row_, column, std::string(clipped(cell, kCellCharacters)).c_str(), nullptr));
  }

  const std::vector<Column> columns_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

Result<std::unique_ptr<Writer>> create_xlsx_writer(const std::filesystem::path& file, std::string_view sheet, std::vector<Column> columns) {
  auto writer = std::make_unique<XlsxWriter>(std::move(columns));
  TRYV(writer->begin(file, sheet));
  return std::unique_ptr<Writer>(std::move(writer));
}

}  // namespace uke::server::tables
