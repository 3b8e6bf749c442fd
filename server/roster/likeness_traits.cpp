#include "server/roster/likeness_traits.h"

#include "shared/text/fold.h"

#include <algorithm>
#include <array>
#include <utility>

namespace uke::server::roster {
namespace {

constexpr std::size_t kFamilyOnlyMax = 2;  // kanji: an undivided name as short as that may be a family name alone
constexpr std::size_t kSuffixMax = 3;      // kanji of a given name at the end of an undivided one

// Opening and closing brackets in the widths in which people type them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kBrackets = {
    {{"(", ")"}, {"（", "）"}, {"[", "]"}, {"［", "］"}, {"〔", "〕"}, {"【", "】"}, {"「", "」"}, {"<", ">"}, {"＜", "＞"}}};

struct Bracketed {
  std::string outside;
  std::vector<std::string> inside;
};

// Any bracket that closes ends what any bracket opened: people mix widths.
Bracketed without_brackets(std::string_view text) {
  Bracketed result;
  while (!text.empty()) {
    std::size_t open = text.npos;
    std::size_t open_bytes = 0;
    for (const auto& [begin, end] : kBrackets) {
      if (const auto at = text.find(begin); at < open) open = at, open_bytes = begin.size();
    }
    std::size_t close = text.npos;
    std::size_t close_bytes = 0;
    for (const auto& [begin, end] : kBrackets) {
      if (open == text.npos) break;
      if (const auto at = text.find(end, open + open_bytes); at < close) close = at, close_bytes = end.size();
    }
    if (close == text.npos) break;
    result.outside += text.substr(0, open);
    result.outside += ' ';
    result.inside.emplace_back(text.substr(open + open_bytes, close - open - open_bytes));
    text.remove_prefix(close + close_bytes);
  }
  result.outside += text;
  return result;
}

std::vector<std::string> words_of(std::string_view folded_words) {
  std::vector<std::string> words;
  while (!folded_words.empty()) {
    const auto space = std::min(folded_words.find(' '), folded_words.size());
    if (space > 0) words.emplace_back(folded_words.substr(0, space));
    folded_words.remove_prefix(std::min(space + 1, folded_words.size()));
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

// The last `count` characters of a folded text.
std::string_view last_characters(std::string_view folded, std::size_t count) {
  auto begin = folded.size();
  while (count > 0 && begin > 0) {
    do --begin;
    while (begin > 0 && (static_cast<unsigned char>(folded[begin]) & 0xC0U) == 0x80U);
    --count;
  }
  return folded.substr(begin);
}

void keep(std::vector<std::string>& list, std::string text) {
  if (!text.empty()) list.push_back(std::move(text));
}

void tidy(std::vector<std::string>& list) {
  std::ranges::sort(list);
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// 旧姓 鈴木, 旧・鈴木, née Suzuki: without the word that says what it is.
std::string former_family(std::string_view typed) {
  auto folded = text::fold(typed);
  for (const std::string_view word : {"旧姓", "旧", "nee"}) {
    if (folded.starts_with(word)) return folded.substr(word.size());
  }
  return folded;
}

// Whole names under a former family name. Where the given name is not known it is one of the ends of the undivided name.
void add_former(Traits& traits, const std::string& former) {
  if (former.empty() || former == traits.family) return;
  if (!traits.given.empty()) {
    const bool is_whole = former.size() > traits.given.size() && former.ends_with(traits.given);
    keep(traits.former, is_whole ? former : former + traits.given);
    return;
  }
  if (traits.script != Script::kanji) return keep(traits.former, former);
  for (std::size_t count = 1; count <= kSuffixMax && count < characters(traits.name); ++count) {
    keep(traits.former, former + std::string(last_characters(traits.name, count)));
  }
}

void read_name(Traits& traits, const MemberFields& fields, std::vector<std::string>& bracketed) {
  auto family = without_brackets(fields.family_name);
  auto given = without_brackets(fields.given_name);
  bracketed = std::move(family.inside);
  bracketed.insert(bracketed.end(), given.inside.begin(), given.inside.end());

  auto words = words_of(text::fold_words(family.outside));
  auto given_words = words_of(text::fold_words(given.outside));
  traits.given = joined(given_words, "");
  if (traits.given.empty() && words.size() == 2) {
    traits.family = words[0];
    traits.given = words[1];
  } else if (!traits.given.empty()) {
    traits.family = joined(words, "");
  }
  words.insert(words.end(), given_words.begin(), given_words.end());
  traits.name = joined(words, "");
  traits.script = script_of(traits.name);
  if (traits.script != Script::kanji && words.size() > 1) {
    std::ranges::sort(words);
    traits.words = joined(words, " ");
  }
  const bool may_be_family_only = traits.given.empty() && traits.script == Script::kanji && characters(traits.name) <= kFamilyOnlyMax;
  traits.is_whole = !traits.name.empty() && !may_be_family_only && (traits.script == Script::kanji || words.size() > 1);
}

void read_kana(Traits& traits, const MemberFields& fields) {
  const auto words = words_of(text::fold_words(without_brackets(fields.kana).outside));
  traits.reading = joined(words, "");
  if (words.size() == 2) traits.given_reading = words[1];
  if (traits.script == Script::kana) {
    if (traits.reading.empty()) traits.reading = traits.name;
    if (traits.given_reading.empty()) traits.given_reading = traits.given;
    traits.is_whole = traits.is_whole || characters(traits.name) > kFamilyReadingMax;
  }
}

void read_aliases(Traits& traits, const MemberFields& fields) {
  const auto add = [&](const std::string& typed) {
    auto alias = text::fold(without_brackets(typed).outside);
    const bool is_family = alias == traits.family || (!alias.empty() && traits.reading.starts_with(alias));
    const bool says_enough = characters(alias) >= 3 && !is_family && alias != traits.name && alias != traits.given;
    if (says_enough) traits.aliases.push_back(std::move(alias));
  };
  add(fields.display_name);
  for (const auto& alias : fields.aliases) add(alias);
  tidy(traits.aliases);
}

// Addresses are compared as most people type them; only ASCII letters have two cases there.
std::string folded_email(std::string_view typed) {
  std::string email;
  for (const char c : typed) {
    if (c == ' ' || c == '\t') continue;
    email += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return email;
}

}  // namespace

Script script_of(std::string_view folded) {
  if (folded.empty()) return Script::none;
  bool all_kana = true;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    if ((byte & 0xC0U) == 0x80U) continue;
    // U+3041 … U+309F are E3 81 81 … E3 82 9F.
    const bool kana = byte == 0xE3U && i + 2 < folded.size() &&
                      (static_cast<unsigned char>(folded[i + 1]) == 0x81U ||
                       (static_cast<unsigned char>(folded[i + 1]) == 0x82U && static_cast<unsigned char>(folded[i + 2]) <= 0x9FU));
    all_kana = all_kana && kana;
    if (!kana && byte >= 0xE0U) return Script::kanji;
  }
  return all_kana ? Script::kana : Script::latin;
}

std::size_t characters(std::string_view folded) {
  return static_cast<std::size_t>(std::ranges::count_if(folded, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Traits traits_of(const MemberFields& fields) {
  Traits traits;
  std::vector<std::string> bracketed;
  read_name(traits, fields, bracketed);
  read_kana(traits, fields);
  add_former(traits, former_family(fields.former_name));
  for (const auto& inside : bracketed) {
    if (script_of(text::fold(inside)) != Script::kana) add_former(traits, former_family(inside));
  }
  std::erase(traits.former, traits.name);
  tidy(traits.former);
  read_aliases(traits, fields);
  traits.email = folded_email(fields.email);
  traits.site = text::fold(fields.site);
  traits.department = text::fold(fields.department);
  traits.region = text::fold(fields.region);
  traits.joined_year = fields.joined_year;
  traits.left_year = fields.left_year;
  traits.age_decade = fields.age_decade;
  return traits;
}

std::vector<std::string> block_keys(const Traits& traits) {
  std::vector<std::string> keys;
  const auto add = [&](std::string_view kind, const std::string& text) {
    if (!text.empty()) keys.push_back(std::string(kind) + text);
  };
  add("n ", traits.name);
  add("w ", traits.words);
  add("n ", traits.reading);  // beside the names: a name in kana is somebody's reading
  for (const auto& former : traits.former) add("n ", former);
  for (const auto& alias : traits.aliases) add("n ", alias);
  add("e ", traits.email);
  if (!traits.department.empty() && traits.joined_year != 0 && !traits.given.empty()) {
    add("d ", traits.department + " " + std::to_string(traits.joined_year) + " " + traits.given);
  }
  tidy(keys);
  return keys;
}

}  // namespace uke::server::roster
