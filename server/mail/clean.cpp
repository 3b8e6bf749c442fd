#include "server/mail/clean.h"

#include "shared/base/utf8.h"

#include <algorithm>

namespace uke::server::mail {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

// U+0080…U+009F, and the two characters that Unicode made for ends of lines.
bool is_control(std::string_view character) {
  return character.size() == 2 && character[0] == '\xC2' && static_cast<unsigned char>(character[1]) < 0xA0;
}
bool is_line_end(std::string_view character) {
  return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9" || character == "\xC2\x85";
}

}  // namespace

std::string cleaned(std::string_view bytes, Lines lines) {
  const std::string_view line_end = lines == Lines::many ? "\n" : " ";
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const auto character = bytes.substr(at, std::min(length_of(lead), bytes.size() - at));
    if (!is_valid_utf8(character)) {
      out += kReplacement;
      ++at;
      continue;
    }
    at += character.size();
    if (character == "\r") {
      if (at < bytes.size() && bytes[at] == '\n') ++at;
      out += line_end;
    } else if (character == "\n" || is_line_end(character)) {
      out += line_end;
    } else if (lead < 0x20 || lead == 0x7F || is_control(character)) {
      out += ' ';
    } else {
      out += character;
    }
  }
  return out;
}

}  // namespace uke::server::mail
