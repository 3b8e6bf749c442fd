// Text files of other people's programs as UTF-8. Thread-safe as far as no Decoder is shared.
#pragma once

#include "shared/base/describe.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace uke::text {

// cp932 is what Windows means by Shift_JIS: with ①, 髙 and ～ (ICU's ibm-943_P15A-2003, the table of windows-31j).
enum class Encoding : std::uint8_t { utf8, cp932, utf16le, utf16be };
BOOST_DESCRIBE_ENUM(Encoding, utf8, cp932, utf16le, utf16be)

// The encoding in which the beginning of a file makes most sense: by its byte order mark, by the zero bytes of UTF-16, else by which of
// UTF-8 and CP932 it breaks less. A character cut off at the end counts for nothing. ASCII alone, or nothing, is utf8.
[[nodiscard]] Encoding detect_encoding(std::string_view head);

// A stream of bytes to UTF-8. What the encoding does not have becomes U+FFFD; byte order marks are left out, wherever they stand (files
// are also joined by appending one to another).
class Decoder {
 public:
  explicit Decoder(Encoding encoding);
  ~Decoder();
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;

  // Appends to `out`. A character that is cut off waits for the next bytes.
  void feed(std::string_view bytes, std::string& out);
  // The end of the file: what still waits is broken.
  void end(std::string& out);
  // Whether anything became U+FFFD so far.
  [[nodiscard]] bool broken() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace uke::text
