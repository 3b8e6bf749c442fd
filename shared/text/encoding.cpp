#include "shared/text/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace uke::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kByteOrderMark = 0xFEFF;
// What ICU makes of a single broken byte of CP932 (its table has a substitute of one byte), and of DEL, which no table of people holds.
constexpr UChar kIcuSubstitute = 0x1A;

const char* icu_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return "UTF-8";
    case Encoding::cp932: return "ibm-943_P15A-2003";
    case Encoding::utf16le: return "UTF-16LE";
    case Encoding::utf16be: return "UTF-16BE";
  }
  return "UTF-8";
}

void append_utf8(std::string& out, char32_t c) {
  std::array<std::uint8_t, 4> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(c));
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

// What people's tables are made of; a wrong byte order gives characters from everywhere else.
bool is_usual(unsigned unit) {
  const auto within = [unit](unsigned low, unsigned high) { return unit >= low && unit <= high; };
  return unit == '\t' || unit == '\n' || unit == '\r' || within(0x20, 0x7E) || within(0xA0, 0xFF) || within(0x2010, 0x2030) ||
         within(0x2460, 0x24FF) || within(0x3000, 0x30FF) || within(0x3220, 0x33FF) || within(0x4E00, 0x9FFF) || within(0xD800, 0xDFFF) ||
         within(0xF900, 0xFAFF) || within(0xFF00, 0xFFEF) || unit == kByteOrderMark;
}

// A table in UTF-16 has separators and line breaks, each with a zero byte; all else in it is usual, too.
bool looks_like_utf16(std::string_view bytes, Encoding order) {
  std::size_t usual = 0;
  std::size_t narrow = 0;
  const std::size_t units = bytes.size() / 2;
  for (std::size_t i = 0; i < units; ++i) {
    const auto first = static_cast<unsigned char>(bytes[2 * i]);
    const auto second = static_cast<unsigned char>(bytes[2 * i + 1]);
    const unsigned unit = order == Encoding::utf16le ? second * 256U + first : first * 256U + second;
    if (is_usual(unit)) ++usual;
    if (unit > 0 && unit < 0x100) ++narrow;
  }
  return units > 0 && usual * 20 >= units * 19 && narrow * 20 >= units;
}

struct Utf8Count {
  std::size_t characters = 0;  // of more than one byte
  std::size_t broken = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  const auto* const text = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto length = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t at = 0; at < length;) {
    const auto begin = at;
    UChar32 c = 0;
    U8_NEXT(text, at, length, c);
    if (c >= 0x80) ++count.characters;
    if (c < 0 && length - begin > 3) ++count.broken;  // at the very end it may be cut off
  }
  return count;
}

std::size_t count_broken_cp932(std::string_view bytes) {
  std::string out;
  Decoder decoder(Encoding::cp932);
  decoder.feed(bytes, out);
  std::size_t broken = 0;
  for (auto at = out.find("\xEF\xBF\xBD"); at != std::string::npos; at = out.find("\xEF\xBF\xBD", at + 3)) ++broken;
  return broken;
}

}  // namespace

Encoding detect_encoding(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) return Encoding::utf8;
  if (head.starts_with("\xFF\xFE")) return Encoding::utf16le;
  if (head.starts_with("\xFE\xFF")) return Encoding::utf16be;
  if (head.contains('\0')) {
    for (const auto order : {Encoding::utf16le, Encoding::utf16be}) {
      if (looks_like_utf16(head, order)) return order;
    }
  }
  const auto utf8 = count_utf8(head);
  if (utf8.broken == 0) return Encoding::utf8;
  if (utf8.characters > 4 * utf8.broken) return Encoding::utf8;  // CP932 hardly ever has three bytes that look like UTF-8
  return count_broken_cp932(head) <= utf8.broken ? Encoding::cp932 : Encoding::utf8;
}

struct Decoder::Parts {
  UConverter* converter = nullptr;
  UChar lead = 0;  // half of a character that came at the end of a piece
  bool broken = false;
  bool single_byte_substitute = false;

  void convert(std::string_view bytes, UBool flush, std::string& out);
  void take(const UChar* units, std::size_t count, std::string& out);
  void put(char32_t c, std::string& out) {
    if (c == kByteOrderMark) return;
    if (c == kReplacement) broken = true;
    append_utf8(out, c);
  }
};

void Decoder::Parts::take(const UChar* units, std::size_t count, std::string& out) {
  for (std::size_t i = 0; i < count; ++i) {
    const UChar unit = units[i];
    if (lead != 0) {
      if (U16_IS_TRAIL(unit)) {
        put(static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, unit)), out);
        lead = 0;
        continue;
      }
      put(kReplacement, out);
      lead = 0;
    }
    if (unit == kIcuSubstitute && single_byte_substitute) {
      put(kReplacement, out);
    } else if (unit < 0x80) {
      out += static_cast<char>(unit);
    } else if (U16_IS_LEAD(unit)) {
      lead = unit;
    } else {
      put(U16_IS_TRAIL(unit) ? kReplacement : unit, out);
    }
  }
}

void Decoder::Parts::convert(std::string_view bytes, UBool flush, std::string& out) {
  if (converter == nullptr) return;
  std::array<UChar, 4096> units;
  const char* source = bytes.data();
  const char* const limit = source + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    UChar* target = units.data();
    ucnv_toUnicode(converter, &target, target + units.size(), &source, limit, nullptr, flush, &error);
    take(units.data(), static_cast<std::size_t>(target - units.data()), out);
  }
}

Decoder::Decoder(Encoding encoding) : parts_(std::make_unique<Parts>()) {
  UErrorCode error = U_ZERO_ERROR;
  parts_->single_byte_substitute = encoding == Encoding::cp932;
  parts_->converter = ucnv_open(icu_name(encoding), &error);  // all four are in ICU's own data
}

Decoder::~Decoder() {
  if (parts_ && parts_->converter != nullptr) ucnv_close(parts_->converter);
}

Decoder::Decoder(Decoder&&) noexcept = default;

Decoder& Decoder::operator=(Decoder&& other) noexcept {
  std::swap(parts_, other.parts_);
  return *this;
}

void Decoder::feed(std::string_view bytes, std::string& out) { parts_->convert(bytes, false, out); }

void Decoder::end(std::string& out) {
  parts_->convert({}, true, out);
  if (parts_->lead != 0) parts_->put(kReplacement, out);
  parts_->lead = 0;
}

bool Decoder::broken() const { return parts_->broken; }

}  // namespace uke::text
