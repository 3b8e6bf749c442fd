// What an .xlsx file says about itself: its sheets, where their parts are, which cell styles are dates, the shared strings. Internal to
// this room.
#pragma once

#include "server/tables/serial_dates.h"
#include "server/tables/zip_parts.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::tables {

struct Sheet {
  std::string name;
  std::string part;  // "xl/worksheets/sheet1.xml"
};

struct Workbook {
  std::vector<Sheet> sheets;  // those that can be seen first
  std::string strings_part;   // "" = none
  std::string styles_part;
  DayZero day_zero = DayZero::of_1900;
};

// `unsupported` for a zip that is no workbook, `corrupt` for one whose parts do not fit together.
[[nodiscard]] Result<Workbook> read_workbook(const ZipParts& parts);

// Per cell style, in order: whether it shows dates. Empty without a part of styles.
[[nodiscard]] Result<std::vector<bool>> read_date_styles(const ZipParts& parts, const Workbook& book);

// All shared strings in one block.
class SharedStrings {
 public:
  // `too_large` beyond 48 MB of text.
  [[nodiscard]] static Result<SharedStrings> read(const ZipParts& parts, const Workbook& book);
  // `corrupt` beyond the last one.
  [[nodiscard]] Result<std::string_view> at(std::size_t index) const;

 private:
  std::string text_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace uke::server::tables
