// Tables that we hand out: .xlsx and CSV. Text that a spreadsheet would take for a formula is never one.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::tables {

enum class FileType : std::uint8_t { xlsx, csv };
BOOST_DESCRIBE_ENUM(FileType, xlsx, csv)
[[nodiscard]] std::string_view content_type(FileType type);

struct Column {
  std::string heading;
  double width = 12;  // in characters
  enum class Kind : std::uint8_t { text, number } kind = Kind::text;
};

// Rows go to the file as they come (constant memory). CSV: UTF-8 with BOM, CRLF, RFC 4180; a cell that begins with = + - @ tab or CR
// gets an apostrophe before it.
class Writer {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Writer>> create(const std::filesystem::path& file, FileType type, std::string_view sheet,
                                                              std::vector<Column> columns);
  virtual ~Writer() = default;
  [[nodiscard]] virtual Status add(const std::vector<std::string>& cells) = 0;
  // Without it the file is not whole.
  [[nodiscard]] virtual Status finish() = 0;
};

}  // namespace uke::server::tables
