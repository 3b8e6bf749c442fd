#include "server/tables/writers.h"

#include <cerrno>
#include <cstdio>

namespace uke::server::tables {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// Spreadsheets run what begins like a formula, also from a CSV file (CSV injection).
bool looks_like_a_formula(std::string_view cell) { return !cell.empty() && std::string_view("=+-@\t\r").contains(cell.front()); }

class CsvWriter final : public Writer {
 public:
  CsvWriter(std::FILE* file, std::vector<Column> columns) : file_(file), columns_(std::move(columns)) {}

  Status begin() {
    std::string line(kBom);
    for (std::size_t i = 0; i < columns_.size(); ++i) append(line, columns_[i].heading, Column::Kind::text, i);
    return put(line + "\r\n");
  }

  Status add(const std::vector<std::string>& cells) override {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      append(line, i < cells.size() ? std::string_view(cells[i]) : std::string_view(), columns_[i].kind, i);
    }
    return put(line + "\r\n");
  }

  Status finish() override {
    if (!file_) return {};
    if (std::fclose(file_.release()) != 0) return failed();
    return {};
  }

 private:
  static void append(std::string& line, std::string_view cell, Column::Kind kind, std::size_t column) {
    if (column > 0) line += ',';
    const bool guarded = looks_like_a_formula(cell) && !(kind == Column::Kind::number && is_number(cell));
    if (!guarded && cell.find_first_of(",\"\r\n") == std::string_view::npos) {
      line += cell;
      return;
    }
    line += '"';
    if (guarded) line += '\'';
    for (const char c : cell) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }

  static Status failed() {
    return fail(errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::unavailable, "tables.csv_writer", "the file cannot be written");
  }

  Status put(const std::string& bytes) {
    if (!file_) return fail(ErrorCode::internal, "tables.csv_writer", "the file is finished already");
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return failed();
    return {};
  }

  std::unique_ptr<std::FILE, Close> file_;
  const std::vector<Column> columns_;
};

}  // namespace

Result<std::unique_ptr<Writer>> create_csv_writer(const std::filesystem::path& file, std::vector<Column> columns) {
  std::FILE* const stream = std::fopen(file.c_str(), "wbe");
  if (stream == nullptr) return fail(ErrorCode::unavailable, "tables.csv_writer", "the file cannot be made");
  auto writer = std::make_unique<CsvWriter>(stream, std::move(columns));
  TRYV(writer->begin());
  return std::unique_ptr<Writer>(std::move(writer));
}

}  // namespace uke::server::tables
