#include "server/roster/likeness.h"

#include "server/roster/likeness_traits.h"

#include <algorithm>
#include <cstdlib>

namespace uke::server::roster {
namespace {

bool equal(const std::string& one, const std::string& other) { return !one.empty() && one == other; }
bool known_and_equal(std::int64_t one, std::int64_t other) { return one != 0 && one == other; }
// A year from memory may be one off.
bool contradict(std::int64_t one, std::int64_t other, std::int64_t tolerance) {
  return one != 0 && other != 0 && std::abs(one - other) > tolerance;
}
bool contains(const std::vector<std::string>& list, const std::string& text) {
  return !text.empty() && std::ranges::binary_search(list, text);
}
bool overlap(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return std::ranges::any_of(one, [&](const auto& text) { return contains(other, text); });
}

enum class Agreement : std::uint8_t { unknown, same, different };

// Of the given names: written alike or read alike. A name in Latin letters says nothing about one in kanji.
Agreement given_names(const Traits& a, const Traits& b) {
  const auto both_readings = !a.given_reading.empty() && !b.given_reading.empty();
  if (equal(a.given, b.given) || equal(a.given_reading, b.given_reading)) return Agreement::same;
  if (!a.given.empty() && !b.given.empty() && script_of(a.given) == script_of(b.given)) return Agreement::different;
  if (both_readings) return Agreement::different;
  if (!a.given.empty() && !b.given.empty()) return Agreement::unknown;
  // One of them, or both, undivided: a family name alone begins the other's name.
  const bool may_be_part = a.name.empty() || b.name.empty() || a.name.starts_with(b.name) || b.name.starts_with(a.name);
  return may_be_part || a.script != b.script ? Agreement::unknown : Agreement::different;
}

// Readings that cannot be of one name. One that only begins or ends the other is half of it.
bool readings_contradict(const std::string& one, const std::string& other) {
  if (one.empty() || other.empty() || one == other) return false;
  return !one.starts_with(other) && !one.ends_with(other) && !other.starts_with(one) && !other.ends_with(one);
}

// 一郎 and 一朗: the family name is the same and one character of the given name is not.
bool one_character_apart(const Traits& a, const Traits& b) {
  if (!equal(a.family, b.family) || a.given.size() != b.given.size() || characters(a.given) < 2) return false;
  std::size_t differing = 0;
  for (std::size_t i = 0; i < a.given.size();) {
    std::size_t next = i + 1;
    while (next < a.given.size() && (static_cast<unsigned char>(a.given[next]) & 0xC0U) == 0x80U) ++next;
    if (a.given.compare(i, next - i, b.given, i, next - i) != 0) ++differing;
    i = next;
  }
  return differing == 1;
}

// What agrees and what does not.
struct Evidence {
  bool name = false;
  bool reading = false;
  bool former = false;
  bool alias = false;
  bool email = false;
  bool department_and_years = false;
  bool years = false;  // entered in the same year, and nothing known speaks against the same department
  Agreement given = Agreement::unknown;
  int contradictions = 0;

  [[nodiscard]] bool supported() const { return email || department_and_years; }
};

bool aliases_agree(const Traits& a, const Traits& b, Agreement given) {
  const auto names = [](const Traits& whose, const Traits& of) {
    return contains(whose.aliases, of.name) || contains(whose.aliases, of.reading);
  };
  // Nicknames and circles are shared by many: two people must not differ otherwise.
  return names(a, b) || names(b, a) || (given != Agreement::different && overlap(a.aliases, b.aliases));
}

Evidence gather(const Traits& a, const Traits& b) {
  Evidence e;
  e.given = given_names(a, b);
  e.name = (a.is_whole && b.is_whole && equal(a.name, b.name)) || equal(a.words, b.words);
  // たかはし alone is a family name.
  const bool whole_reading = characters(a.reading) > kFamilyReadingMax || !a.given_reading.empty() || !b.given_reading.empty();
  e.reading = whole_reading && equal(a.reading, b.reading);
  e.former = contains(a.former, b.name) || contains(b.former, a.name) || contains(a.former, b.reading) || contains(b.former, a.reading) ||
             overlap(a.former, b.former) || overlap(a.former, b.aliases) || overlap(b.former, a.aliases);
  e.alias = aliases_agree(a, b, e.given);
  e.email = equal(a.email, b.email);
  const bool other_department = !a.department.empty() && !b.department.empty() && a.department != b.department;
  const bool other_end = contradict(a.left_year, b.left_year, 1);
  const bool same_start = known_and_equal(a.joined_year, b.joined_year);
  e.department_and_years = equal(a.department, b.department) && same_start && !other_end;
  e.years = same_start && !other_department && !other_end;
  e.contradictions += contradict(a.joined_year, b.joined_year, 1) ? 1 : 0;
  e.contradictions += other_end ? 1 : 0;
  e.contradictions += contradict(a.age_decade, b.age_decade, 10) ? 1 : 0;
  // Who took another family name reads differently, too: there only the given name counts.
  const bool renamed = e.former || e.alias;
  e.contradictions += (renamed ? readings_contradict(a.given_reading, b.given_reading) : readings_contradict(a.reading, b.reading)) ? 1 : 0;
  return e;
}

// The name is the same, now or formerly or as an alias.
Likeness by_name(const Evidence& e) {
  const bool sure = e.supported() || ((e.name || e.former) && (e.reading || e.former) && e.years);
  if (sure && e.contradictions == 0) return Likeness::same;
  return e.contradictions >= 2 && !e.supported() ? Likeness::none : Likeness::doubtful;
}

// Only the reading is the same. Many people share one: 髙橋一郎 and 高橋一朗.
Likeness by_reading(const Traits& a, const Traits& b, const Evidence& e) {
  const bool both_written = a.script == Script::kanji && b.script == Script::kanji;
  if (both_written) {
    const bool likely = e.supported() || (one_character_apart(a, b) && e.contradictions == 0);
    return likely ? Likeness::doubtful : Likeness::none;
  }
  if (e.supported() && e.contradictions == 0) return Likeness::same;
  return e.supported() || e.contradictions == 0 ? Likeness::doubtful : Likeness::none;
}

Likeness likeness_of(const Traits& a, const Traits& b, const Evidence& e) {
  const bool named = !a.name.empty() || !a.reading.empty();
  if (named && a == b) return Likeness::same;
  if (e.name || e.former || e.alias) return by_name(e);
  if (e.reading) return by_reading(a, b, e);
  if (e.email) return e.given == Agreement::different ? Likeness::none : Likeness::doubtful;
  // Married meanwhile, and nobody wrote the former name down.
  const bool renamed = equal(a.given, b.given) && characters(a.given) >= 2;
  return e.department_and_years && renamed && e.contradictions == 0 ? Likeness::doubtful : Likeness::none;
}

}  // namespace

Comparison compare(const Traits& one, const Traits& other) {
  const auto e = gather(one, other);
  Comparison comparison{.likeness = likeness_of(one, other, e), .reasons = {}};
  if (comparison.likeness == Likeness::none) return comparison;
  const auto note = [&](bool holds, Reason reason) {
    if (holds) comparison.reasons.push_back(reason);
  };
  note(e.name || equal(one.name, other.name), Reason::name);
  note(e.reading || equal(one.reading, other.reading), Reason::kana);
  note(e.former, Reason::former_name);
  note(e.email, Reason::email);
  note(e.department_and_years, Reason::department_and_years);
  note(e.alias, Reason::alias);
  return comparison;
}

Comparison compare(const MemberFields& one, const MemberFields& other) { return compare(traits_of(one), traits_of(other)); }

}  // namespace uke::server::roster
