// The rows of a worksheet, and what all readers do with a row before they hand it on. Internal to this room.
#pragma once

#include "server/tables/reader.h"
#include "server/tables/workbook.h"

#include <functional>

namespace uke::server::tables {

// Rows of any table on their way out: drops empty ones, keeps the limits, replaces what is no text.
class RowSink {
 public:
  explicit RowSink(const std::function<Status(Row&&)>& visit) : visit_(visit) {}
  // `too_large` for too many rows.
  [[nodiscard]] Status take(Row&& row);

 private:
  const std::function<Status(Row&&)>& visit_;
  std::size_t rows_ = 0;
};

// Puts a cell at its place. `too_large` for a cell over kCellBytesMax, or one that holds anything beyond kColumnsMax (programs write
// thousands of empty ones after a whole row was coloured: those are left out).
[[nodiscard]] Status put_cell(Row& row, std::size_t column, std::string&& cell);

[[nodiscard]] Status each_sheet_row(const ZipParts& parts, const Workbook& book, std::size_t sheet,
                                    const std::function<Status(Row&&)>& visit);

}  // namespace uke::server::tables
