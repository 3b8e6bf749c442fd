// The two kinds of Writer. Internal to this room: others use writer.h.
#pragma once

#include "server/tables/writer.h"

namespace uke::server::tables {

[[nodiscard]] Result<std::unique_ptr<Writer>> create_xlsx_writer(const std::filesystem::path& file, std::string_view sheet,
                                                                 std::vector<Column> columns);
[[nodiscard]] Result<std::unique_ptr<Writer>> create_csv_writer(const std::filesystem::path& file, std::vector<Column> columns);

// Digits with at most one point and a minus before them, of a size that a spreadsheet keeps exactly.
[[nodiscard]] bool is_number(std::string_view cell);

}  // namespace uke::server::tables
