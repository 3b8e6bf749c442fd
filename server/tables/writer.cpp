#include "server/tables/writer.h"

#include "server/tables/writers.h"

namespace uke::server::tables {

std::string_view content_type(FileType type) {
  switch (type) {
    case FileType::xlsx: return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case FileType::csv: break;
  }
  return "text/csv; charset=utf-8";
}

Result<std::unique_ptr<Writer>> Writer::create(const std::filesystem::path& file, FileType type, std::string_view sheet,
                                               std::vector<Column> columns) {
  return type == FileType::xlsx ? create_xlsx_writer(file, sheet, std::move(columns)) : create_csv_writer(file, std::move(columns));
}

bool is_number(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  bool digits = false;
  bool point = false;
  for (const char c : cell) {
    if (c == '.' && digits && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      digits = true;
    } else {
      return false;
    }
  }
  return digits && cell.size() <= 15;
}

}  // namespace uke::server::tables
