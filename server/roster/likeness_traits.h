// What of a description tells people apart, folded once, so that one person can be compared with many. Pure; thread-safe.
#pragma once

#include "server/roster/likeness.h"
#include "server/roster/rules.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::roster {

// Which writing a name is in. Names in different ones are no contradiction.
enum class Script : std::uint8_t { none, kana, latin, kanji };

// All texts folded (shared/text/fold.h); "" and 0 mean not known. What stands in brackets inside of a name is no part of it: it is taken
// for a former name, as in 山﨑(旧姓 鈴木)美智子.
struct Traits {
  std::string name;                  // family and given
  std::string family;                // "" where the name is not divided
  std::string given;                 // "" likewise
  std::string words;                 // of a name without kanji: its words in one order, so that Joe Smith is Smith Joe
  std::string reading;               // kana, or the name where that is in kana
  std::string given_reading;         // "" where the kana are not divided
  std::vector<std::string> former;   // whole names with the former family name, sorted
  std::vector<std::string> aliases;  // display name and aliases, sorted; family names alone are none
  std::string email;                 // lower case, ASCII width
  std::string site;
  std::string department;
  std::string region;
  std::int64_t joined_year = 0;
  std::int64_t left_year = 0;
  std::int64_t age_decade = 0;
  Script script = Script::none;  // of `name`
  bool is_whole = false;         // the name is more than a family name, as far as can be told

  auto operator<=>(const Traits&) const = default;
};

[[nodiscard]] Traits traits_of(const MemberFields& fields);
[[nodiscard]] Comparison compare(const Traits& one, const Traits& other);

// Two people whose comparison is not `none` have at least one of these in common; never empty texts.
[[nodiscard]] std::vector<std::string> block_keys(const Traits& traits);

// --- of the two sources of this part ---

inline constexpr std::size_t kFamilyReadingMax = 4;  // undivided kana as short as that may be a family name alone: たかはし

[[nodiscard]] Script script_of(std::string_view folded);
[[nodiscard]] std::size_t characters(std::string_view folded);

}  // namespace uke::server::roster
