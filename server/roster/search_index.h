// How members are found: what is stored of a member for searching, and what a query asks of it. Pure; thread-safe.
//
// A search for a piece of text has to look at every member. It stays quick because it looks at numbers first: `facets` answers all
// filters of few values with one comparison, and a row whose signature lacks a bit of the query's cannot hold its words, so that its
// text is not even read.
#pragma once

#include "server/roster/service.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace uke::server::roster {

// Which characters, and which pairs of neighbours within a word, a folded text has. Part of what is stored.
using Signature = std::array<std::int64_t, 4>;
[[nodiscard]] Signature signature_of(std::string_view folded);

struct SearchRow {
  std::int64_t facets = 0;
  Signature signature{};
  std::string sort_key;
  std::string region;
  std::string site;
  std::string search;
  auto operator<=>(const SearchRow&) const = default;
};
[[nodiscard]] SearchRow search_row(const MemberFields& fields, MemberState state);

// By what a member is sorted and found in the index: the kana, or a name that is written in kana; "" where there is neither.
[[nodiscard]] std::string_view reading_of(const MemberFields& fields);

inline constexpr std::size_t kWordsMax = 6;  // of a query; of more the longest count

struct Condition {
  std::int64_t facet_mask = 0;
  std::int64_t facet_value = 0;
  Signature signature{};
  std::string region;
  std::string site;
  std::array<std::string, kWordsMax> patterns;  // for `like`, the longest word first; "" = none
  bool is_coarse = false;                       // single characters, or pieces of addresses: many members have them
  bool finds_nothing = false;                   // text without a letter or digit
};
[[nodiscard]] Condition condition_of(const MemberQuery& query);

}  // namespace uke::server::roster
