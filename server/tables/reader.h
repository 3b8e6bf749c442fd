// Tables that people bring: .csv, .tsv, .txt and .xlsx, read row by row in bounded memory. What a column means is not known here.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/result.h"
#include "shared/text/encoding.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::tables {

// Limits on everything: a table that breaks one is refused as `too_large`, with the limit's name in Error::detail
// (file, unpacked, rows, columns, cell …).
inline constexpr std::uint64_t kFileBytesMax = 64 * 1024 * 1024;
inline constexpr std::uint64_t kUnpackedBytesMax = 256 * 1024 * 1024;  // of one part of an .xlsx
inline constexpr std::uint64_t kUnpackRatioMax = 200;                  // unpacked : packed, beyond the first megabyte
inline constexpr std::size_t kRowsMax = 200'000;
inline constexpr std::size_t kColumnsMax = 200;
inline constexpr std::size_t kCellBytesMax = 32 * 1024;

using text::Encoding;
enum class Format : std::uint8_t { separated, xlsx };
BOOST_DESCRIBE_ENUM(Format, separated, xlsx)

struct Guess {
  Format format = Format::separated;
  Encoding encoding = Encoding::utf8;  // of separated text
  char separator = ',';                // , ; or a tab
  std::vector<std::string> sheets;     // of .xlsx
};

// How to read: the guess, or what a person corrected.
struct ReadOptions {
  std::optional<Encoding> encoding;
  std::optional<char> separator;
  std::size_t sheet = 0;
};

struct Row {
  std::size_t line = 0;            // 1-based line of the text, or row number of the sheet: what the person sees in their program
  std::vector<std::string> cells;  // UTF-8, as typed; a cell that held a formula has its stored result; dates as 2027-02-20
  bool broken = false;             // bytes that the encoding does not have became U+FFFD, NULs too
};

// By content, not by name. Errors: `too_large`, `unsupported` (an old .xls, a picture, a PDF, an encrypted workbook), `corrupt`, `invalid`
// (empty).
[[nodiscard]] Result<Guess> guess(const std::filesystem::path& file);
// All rows that hold anything, in order; the first error of `visit` ends it. Errors as guess(); `corrupt` where the file ends in the
// middle.
[[nodiscard]] Status each_row(const std::filesystem::path& file, const ReadOptions& options, const std::function<Status(Row&&)>& visit);

}  // namespace uke::server::tables
