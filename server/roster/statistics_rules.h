// How many members there are of each kind, and what of that is worth saying in one sentence. Pure; thread-safe.
#pragma once

#include "server/roster/rules.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::roster {

enum class Attribute : std::uint8_t { state, age_decade, occupation, region, site, department, employment, joined_year };
BOOST_DESCRIBE_ENUM(Attribute, state, age_decade, occupation, region, site, department, employment, joined_year)
inline constexpr std::array<Attribute, 8> kAttributes = {Attribute::state,      Attribute::age_decade, Attribute::occupation,
                                                         Attribute::region,     Attribute::site,       Attribute::department,
                                                         Attribute::employment, Attribute::joined_year};

inline constexpr std::size_t kTopValues = 20;      // of what people type: the rest are counted together
inline constexpr std::int64_t kFewPeople = 3;      // fewer might be recognised by others: marked in what leaves the house
inline constexpr std::int64_t kYearsTogether = 5;  // 1985 stands for 1985–1989

struct Tally {
  std::string value;  // of an enum its name, of a number its digits; "" = not known
  std::int64_t count = 0;
  auto operator<=>(const Tally&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tally, (), (value, count))

// Everybody is counted once: values + others + unknown = members.
struct Breakdown {
  Attribute attribute = Attribute::state;
  std::vector<Tally> values;
  std::int64_t others = 0;  // people with a value that is not among `values`
  std::int64_t other_values = 0;
  std::int64_t unknown = 0;
  auto operator<=>(const Breakdown&) const = default;

  [[nodiscard]] std::int64_t known() const;
  [[nodiscard]] std::int64_t members() const { return known() + unknown; }
};

// `raw` may name one value several times, spelled in several ways (width, spaces): counted together under the most frequent spelling.
// Numbers and words of an enum keep their order, what people type is sorted by number of people.
[[nodiscard]] Breakdown breakdown_of(Attribute attribute, const std::vector<Tally>& raw);

// The sentence above a plot. `share` is in percent of those of whom it is known, rounded.
enum class FindingKind : std::uint8_t { nothing, few, all, half, most, largest, tie };
BOOST_DESCRIBE_ENUM(FindingKind, nothing, few, all, half, most, largest, tie)
struct Finding {
  using Kind = FindingKind;
  Kind kind = Kind::nothing;
  std::string value;   // the most frequent one
  std::string second;  // of a tie: the other
  std::int64_t share = 0;
  std::int64_t known = 0;
  bool of_known_only = false;  // of some members it is not known
};
inline constexpr std::int64_t kFindingNeeds = 5;  // people of whom it is known
[[nodiscard]] Finding finding_of(const Breakdown& breakdown);

}  // namespace uke::server::roster
