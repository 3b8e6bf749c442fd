#include "server/roster/rules_characters.h"

namespace uke::server::roster {
namespace {

constexpr char32_t kIdeographicSpace = 0x3000;
constexpr char32_t kVoicedHalf = 0xFF9E;
constexpr char32_t kSemiVoicedHalf = 0xFF9F;

std::uint8_t byte_at(std::string_view text, std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0; }

void append(std::string& text, char32_t c) {
  const auto byte = [&](char32_t value) { text += static_cast<char>(static_cast<std::uint8_t>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6);
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3F));
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

// U+FF65 … U+FF9F as the full-width katakana that they are.
constexpr std::u32string_view kWideKana =
    U"・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
static_assert(kWideKana.size() == 0xFF9F - 0xFF65 + 1);

// With the voicing mark that followed; 0 where there is no such kana.
char32_t voiced(char32_t kana, char32_t mark) {
  constexpr std::u32string_view kBoth = U"ハヒフヘホ";
  constexpr std::u32string_view kVoiced = U"カキクケコサシスセソタチツテト";
  if (kBoth.find(kana) != kBoth.npos) return kana + (mark == kVoicedHalf ? 1 : 2);
  if (mark != kVoicedHalf) return 0;
  if (kVoiced.find(kana) != kVoiced.npos) return kana + 1;
  return kana == U'ウ' ? U'ヴ' : 0;
}

}  // namespace

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  characters.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = byte_at(text, i);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length; ++k) c = c << 6 | (byte_at(text, i + k) & 0x3Fu);
    characters += c;
    i += length;
  }
  return characters;
}

std::string text_of(std::u32string_view characters) {
  std::string text;
  text.reserve(characters.size() * 3);
  for (const auto c : characters) append(text, c);
  return text;
}

std::int64_t count_characters(std::string_view text) {
  std::int64_t count = 0;
  for (const char c : text) count += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

bool is_control(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  return c == 0x2028 || c == 0x2029 || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

bool may_stand_in_kana(char32_t c) {
  if (c >= 0x3041 && c <= 0x309F) return c != 0x3097 && c != 0x3098;  // hiragana with their marks
  if (c >= 0x30A1 && c <= 0x30FF) return true;                        // katakana, ・ and ー among them
  if (c >= 0x31F0 && c <= 0x31FF) return true;                        // small ones for Ainu names
  return c == U' ' || c == kIdeographicSpace;
}

std::string narrow_ascii(std::string_view text) {
  auto characters = characters_of(text);
  for (auto& c : characters) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c == kIdeographicSpace) c = U' ';
  }
  return text_of(characters);
}

std::string wide_kana(std::string_view text) {
  std::u32string wide;
  for (const auto c : characters_of(text)) {
    if ((c == kVoicedHalf || c == kSemiVoicedHalf) && !wide.empty()) {
      if (const auto marked = voiced(wide.back(), c)) {
        wide.back() = marked;
        continue;
      }
    }
    wide += c >= 0xFF65 && c <= kSemiVoicedHalf ? kWideKana[c - 0xFF65] : c;
  }
  return text_of(wide);
}

}  // namespace uke::server::roster
