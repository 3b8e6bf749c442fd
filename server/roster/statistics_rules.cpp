#include "server/roster/statistics_rules.h"

#include "shared/text/fold.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace uke::server::roster {
namespace {

bool is_typed(Attribute attribute) {
  return attribute == Attribute::region || attribute == Attribute::site || attribute == Attribute::department;
}

template <DescribedEnum E>
std::int64_t place_in(std::string_view name) {
  const auto value = enum_value<E>(name);
  return value ? static_cast<std::int64_t>(*value) : 1000;
}

std::int64_t place_of(Attribute attribute, const std::string& value) {
  switch (attribute) {
    case Attribute::state: return place_in<MemberState>(value);
    case Attribute::occupation: return place_in<Occupation>(value);
    case Attribute::employment: return place_in<Employment>(value);
    default: break;
  }
  std::int64_t number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

bool is_unknown(Attribute attribute, std::string_view value) {
  if (value.empty()) return true;
  if (attribute == Attribute::age_decade || attribute == Attribute::joined_year) return value == "0";
  const bool is_word = attribute == Attribute::occupation || attribute == Attribute::employment;
  return is_word && value == "unknown";
}

// One value under its most frequent spelling.
struct Spelled {
  Tally tally;
  std::int64_t best = 0;
};

}  // namespace

std::int64_t Breakdown::known() const {
  std::int64_t sum = others;
  for (const auto& tally : values) sum += tally.count;
  return sum;
}

Breakdown breakdown_of(Attribute attribute, const std::vector<Tally>& raw) {
  Breakdown result{.attribute = attribute, .values = {}, .others = 0, .other_values = 0, .unknown = 0};
  std::map<std::string, Spelled> together;
  for (const auto& tally : raw) {
    const auto folded = is_typed(attribute) ? text::fold(tally.value) : tally.value;
    if (is_unknown(attribute, folded)) {
      result.unknown += tally.count;
      continue;
    }
    auto& known = together[folded];
    known.tally.count += tally.count;
    if (tally.count > known.best || (tally.count == known.best && tally.value < known.tally.value)) {
      known.best = tally.count;
      known.tally.value = tally.value;
    }
  }
  for (auto& [folded, known] : together) result.values.push_back(std::move(known.tally));
  if (!is_typed(attribute)) {
    std::ranges::sort(result.values, {}, [&](const Tally& tally) { return place_of(attribute, tally.value); });
    return result;
  }
  std::ranges::sort(result.values,
                    [](const Tally& a, const Tally& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; });
  for (auto i = kTopValues; i < result.values.size(); ++i) {
    result.others += result.values[i].count;
    ++result.other_values;
  }
  result.values.resize(std::min(kTopValues, result.values.size()));
  return result;
}

Finding finding_of(const Breakdown& breakdown) {
  Finding finding;
  finding.known = breakdown.known();
  finding.of_known_only = breakdown.unknown > 0;
  if (finding.known == 0) return finding;
  auto sorted = breakdown.values;
  std::ranges::sort(sorted, [](const Tally& a, const Tally& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; });
  const auto& top = sorted.front();
  finding.value = top.value;
  finding.share = (top.count * 200 + finding.known) / (2 * finding.known);
  using enum FindingKind;
  if (finding.known < kFindingNeeds) {
    finding.kind = few;
  } else if (top.count == finding.known) {
    finding.kind = all;
  } else if (sorted.size() > 1 && sorted[1].count == top.count) {
    finding.kind = tie;
    finding.second = sorted[1].value;
  } else if (top.count * 40 >= finding.known * 19 && top.count * 40 <= finding.known * 21) {  // 47.5 % … 52.5 %
    finding.kind = half;
  } else {
    finding.kind = top.count * 2 > finding.known ? most : largest;
  }
  return finding;
}

}  // namespace uke::server::roster
