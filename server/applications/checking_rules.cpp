#include "server/applications/checking_rules.h"

#include "server/roster/rules_characters.h"
#include "shared/text/fold.h"
#include "shared/text/text.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace uke::server::applications {
namespace {

constexpr std::size_t kTurnedCharactersMax = 16;

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'\uFF10' && c <= U'\uFF19'); }
bool is_bullet(char32_t c) {
  static constexpr std::u32string_view kBullets = U"・･•‣▪●○◎◆◇■□★☆-–—*＊+>";
  return kBullets.find(c) != kBullets.npos || (c >= U'①' && c <= U'⑳');
}
bool is_space(char32_t c) { return c == U' ' || c == U'\t' || c == U'\u3000' || c == U'\u00A0'; }
bool ends_a_number(char32_t c) {
  return is_space(c) || c == U'.' || c == U'．' || c == U')' || c == U'）' || c == U':' || c == U'：' || c == U'、';
}

std::u32string_view without_spaces(std::u32string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// "12. 山田" → "山田"; "3年目の山田" stays.
std::u32string_view without_number(std::u32string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits == text.size() || !ends_a_number(text[digits])) return text;
  while (digits < text.size() && ends_a_number(text[digits])) ++digits;
  return text.substr(digits);
}

std::u32string_view without_bullets(std::u32string_view text) {
  while (!text.empty() && (is_bullet(text.front()) || is_space(text.front()))) text.remove_prefix(1);
  return text;
}

std::u32string_view without_title(std::u32string_view text) {
  static constexpr std::array<std::u32string_view, 4> kTitles = {U"さん", U"サン", U"さま", U"様"};
  for (const auto title : kTitles) {
    if (text.size() > title.size() && text.ends_with(title)) return without_spaces(text.substr(0, text.size() - title.size()));
  }
  return text;
}

bool has_letter(std::u32string_view text) {
  const auto folded = text::fold(roster::text_of(text));
  return std::ranges::any_of(folded, [](char c) { return c < '0' || c > '9'; });
}

// The first column that holds a letter: a table's first one may be a number or empty.
std::u32string_view name_column(std::u32string_view line) {
  while (true) {
    const auto tab = line.find(U'\t');
    const auto column = line.substr(0, tab);
    if (tab == line.npos || has_letter(column)) return column;
    line.remove_prefix(tab + 1);
  }
}

std::string name_in(std::string_view line) {
  const auto characters = roster::characters_of(line);
  auto name = without_spaces(name_column(characters));
  name = without_bullets(without_number(without_bullets(name)));
  return roster::text_of(without_title(without_spaces(name)));
}

// "山田花子(旧姓 田中)" → "山田花子".
std::string without_brackets(std::string_view name) {
  const auto characters = roster::characters_of(name);
  std::u32string kept;
  int depth = 0;
  for (const char32_t c : characters) {
    if (c == U'(' || c == U'（' || c == U'[' || c == U'【' || c == U'「') ++depth;
    if (depth == 0) kept += c;
    if (depth > 0 && (c == U')' || c == U'）' || c == U']' || c == U'】' || c == U'」')) --depth;
  }
  return roster::text_of(without_spaces(kept));
}

// The folded words the other way round, where there are two.
std::string turned_round(std::string_view name) {
  const auto words = text::fold_words(name);
  const auto space = words.find(' ');
  if (space == words.npos || words.find(' ', space + 1) != words.npos) return {};
  return words.substr(space + 1) + words.substr(0, space);
}

std::string other_form(std::string_view name, const std::string& folded) {
  const auto bare = without_brackets(name);
  auto other = bare.size() < name.size() ? text::fold(bare) : turned_round(name);
  return other == folded ? std::string() : other;
}

void add_name(std::vector<std::string>& keys, std::string_view name) {
  if (name.empty()) return;
  auto folded = text::fold(name);
  if (auto other = other_form(name, folded); !other.empty()) keys.push_back(std::move(other));
  if (!folded.empty()) keys.push_back(std::move(folded));
}

// Both orders. What is only a family name is shared by too many.
void add_pair(std::vector<std::string>& keys, const std::string& family, const std::string& given) {
  if (family.empty() || given.empty()) return;
  keys.push_back(family + given);
  keys.push_back(given + family);
}

}  // namespace

Pasted parse_names(std::string_view text) {
  Pasted pasted;
  std::unordered_set<std::string> seen;
  std::size_t lines = 0;
  while (!text.empty()) {
    const auto end = text.find_first_of("\r\n");
    const auto line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (text::trim(line).empty()) continue;
    if (++lines > kCheckingLinesMax) {
      pasted.too_many = true;
      break;
    }
    auto name = name_in(line);
    auto folded = text::fold(name);
    if (!has_letter(roster::characters_of(name)) || roster::count_characters(name) > roster::kTextMax) {
      ++pasted.unusable;
    } else if (!seen.insert(folded).second) {
      ++pasted.repeated;
    } else {
      auto other = other_form(name, folded);
      pasted.names.push_back({.name = std::move(name), .folded = std::move(folded), .other_folded = std::move(other)});
    }
  }
  return pasted;
}

std::vector<std::string> lookup_keys(const CheckingName& name) {
  std::vector<std::string> keys{name.folded};
  if (!name.other_folded.empty()) keys.push_back(name.other_folded);
  if (auto turned = turned_round(without_brackets(name.name)); !turned.empty()) keys.push_back(std::move(turned));
  return keys;
}

std::vector<std::string> turned_at_each_place(std::string_view folded) {
  const auto characters = roster::characters_of(folded);
  const bool is_latin = std::ranges::any_of(characters, [](char32_t c) { return c < 0x80; });
  std::vector<std::string> turned;
  if (is_latin || characters.size() > kTurnedCharactersMax) return turned;
  for (std::size_t i = 1; i < characters.size(); ++i) turned.push_back(roster::text_of(characters.substr(i) + characters.substr(0, i)));
  return turned;
}

std::vector<std::string> recognition_keys(const roster::MemberFields& fields) {
  std::vector<std::string> keys;
  const auto family = text::fold(fields.family_name);
  const auto given = text::fold(fields.given_name);
  if (family.empty() || given.empty()) {
    add_name(keys, fields.family_name.empty() ? fields.given_name : fields.family_name);
  } else {
    add_pair(keys, family, given);
  }
  if (!fields.former_name.empty()) add_pair(keys, text::fold(fields.former_name), given);
  add_name(keys, fields.kana);
  add_name(keys, fields.display_name);
  for (const auto& alias : fields.aliases) add_name(keys, alias);
  std::ranges::sort(keys);
  const auto repeated = std::ranges::unique(keys);
  keys.erase(repeated.begin(), repeated.end());
  return keys;
}

}  // namespace uke::server::applications
