// Any bytes as a table that somebody uploads, as a worksheet inside of a workbook and as text of every encoding: rows within the limits,
// in order and valid UTF-8, or an error.
#include "server/tables/reader.h"
#include "server/tables/xml_cutter.h"
#include "shared/base/utf8.h"
#include "shared/text/encoding.h"
#include "tests/fuzz/claim.h"

#include <string>
#include <sys/mman.h>
#include <unistd.h>

using namespace uke;
using namespace uke::server;

namespace {

Status keep_to_the_limits(const tables::Row& row) {
  CLAIM(row.cells.size() <= tables::kColumnsMax);
  for (const auto& cell : row.cells) {
    CLAIM(is_valid_utf8(cell));
    CLAIM(!cell.contains('\0'));
  }
  return {};
}

void as_file(const std::uint8_t* data, std::size_t size) {
  static const int file = ::memfd_create("table", 0);
  CLAIM(::ftruncate(file, 0) == 0);
  CLAIM(::pwrite(file, data, size, 0) == static_cast<ssize_t>(size));
  static_cast<void>(tables::each_row("/proc/self/fd/" + std::to_string(file), {}, keep_to_the_limits));
}

void as_sheet(std::string_view xml) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
    tables::XmlCutter cutter("row", [](std::string& fragment) -> Status {
      CLAIM(fragment.starts_with('<') && fragment.ends_with('>'));
      return {};
    });
    Status status;
    for (std::size_t at = 0; at < xml.size() && status; at += step) status = cutter.feed(xml.substr(at, step));
    if (status) status = cutter.end();
  }
}

void as_text(std::string_view bytes) {
  CLAIM(text::detect_encoding(bytes) <= text::Encoding::utf16be);
  for (const auto encoding : {text::Encoding::utf8, text::Encoding::cp932, text::Encoding::utf16le, text::Encoding::utf16be}) {
    text::Decoder decoder(encoding);
    std::string out;
    decoder.feed(bytes.substr(0, bytes.size() / 2), out);
    decoder.feed(bytes.substr(bytes.size() / 2), out);
    decoder.end(out);
    CLAIM(is_valid_utf8(out));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  as_file(data, size);
  as_sheet(bytes);
  as_text(bytes);
  return 0;
}
