#include "server/roster/search_index.h"

#include "server/roster/rules_characters.h"
#include "shared/text/fold.h"

#include <algorithm>
#include <vector>

namespace uke::server::roster {
namespace {

constexpr int kBitsPerColumn = 63;  // bigint has a sign

// Part of what is stored, as are the order of the enumerators and Signature: a change needs a migration that writes all rows anew.
struct Facet {
  int shift;
  std::int64_t mask;
  [[nodiscard]] std::int64_t at(std::int64_t value) const { return (value & mask) << shift; }
};
constexpr Facet kState{0, 15};
constexpr Facet kRow{4, 15};
constexpr Facet kEmployment{8, 15};
constexpr Facet kOccupation{12, 15};
constexpr Facet kDecade{16, 15};
constexpr Facet kMail{20, 1};

template <class E>
std::int64_t number_of(E value) {
  return static_cast<std::int64_t>(value);
}

std::int64_t facets_of(const MemberFields& fields, MemberState state) {
  return kState.at(number_of(state)) | kRow.at(number_of(text::gojuon_row(reading_of(fields)))) |
         kEmployment.at(number_of(fields.employment)) | kOccupation.at(number_of(fields.occupation)) | kDecade.at(fields.age_decade / 10) |
         kMail.at(fields.email.empty() ? 0 : 1);
}

void set_bit(Signature& signature, std::uint64_t first, std::uint64_t second) {
  std::uint64_t hash = first * 0x9E3779B97F4A7C15u ^ (second + 0x7F4A7C15u) * 0xC2B2AE3D27D4EB4Fu;
  hash ^= hash >> 29;
  hash *= 0xBF58476D1CE4E5B9u;
  hash ^= hash >> 32;
  const auto bit = hash % (kBitsPerColumn * std::tuple_size_v<Signature>);
  signature[bit / kBitsPerColumn] |= std::int64_t{1} << bit % kBitsPerColumn;
}

std::vector<std::string> words_of(std::string_view typed) {
  const auto folded = text::fold_words(typed);
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < folded.size();) {
    const auto end = std::min(folded.find(' ', begin), folded.size());
    words.push_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  std::ranges::sort(words, std::ranges::greater{}, [](const std::string& word) { return std::pair(word.size(), std::string_view(word)); });
  if (words.size() > kWordsMax) words.resize(kWordsMax);
  return words;
}

void ask(Condition& condition, const Facet& facet, std::int64_t value) {
  condition.facet_mask |= facet.at(facet.mask);
  condition.facet_value |= facet.at(value);
}

void ask_for_text(Condition& condition, std::string_view typed) {
  if (typed.empty()) return;
  const auto words = words_of(typed);
  condition.finds_nothing = words.empty();
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  condition.is_coarse = !words.empty() && (count_characters(words.front()) == 1 || std::ranges::all_of(words.front(), is_ascii));
  for (std::size_t i = 0; i < words.size(); ++i) {
    condition.patterns[i] = '%' + words[i] + '%';
    const auto signature = signature_of(words[i]);
    for (std::size_t k = 0; k < signature.size(); ++k) condition.signature[k] |= signature[k];
  }
}

}  // namespace

Signature signature_of(std::string_view folded) {
  Signature signature{};
  char32_t before = U' ';
  for (const auto c : characters_of(folded)) {
    if (c != U' ') {
      set_bit(signature, c, 0);
      if (before != U' ') set_bit(signature, before, c);
    }
    before = c;
  }
  return signature;
}

std::string_view reading_of(const MemberFields& fields) {
  if (!fields.kana.empty()) return fields.kana;
  const auto& name = fields.family_name.empty() ? fields.given_name : fields.family_name;
  const bool is_kana = !name.empty() && std::ranges::all_of(characters_of(name), may_stand_in_kana);
  return is_kana ? std::string_view(name) : std::string_view{};
}

SearchRow search_row(const MemberFields& fields, MemberState state) {
  const auto reading = reading_of(fields);
  SearchRow row{.facets = facets_of(fields, state),
                .signature = {},
                .sort_key = reading.empty() ? "1" + text::kana_sort_key(whole_name(fields)) : "0" + text::kana_sort_key(reading),
                .region = fields.region,
                .site = fields.site,
                .search = search_text(fields)};
  row.signature = signature_of(row.search);
  return row;
}

Condition condition_of(const MemberQuery& query) {
  Condition condition;
  if (query.state) ask(condition, kState, number_of(*query.state));
  if (query.row) ask(condition, kRow, number_of(*query.row));
  if (query.employment) ask(condition, kEmployment, number_of(*query.employment));
  if (query.occupation) ask(condition, kOccupation, number_of(*query.occupation));
  if (query.age_decade) ask(condition, kDecade, *query.age_decade / 10);
  if (query.mail != MemberQuery::Mail::any) ask(condition, kMail, query.mail == MemberQuery::Mail::with ? 1 : 0);
  condition.region = query.region;
  condition.site = query.site;
  ask_for_text(condition, query.text);
  return condition;
}

}  // namespace uke::server::roster
