#include "server/roster/rules.h"

#include "server/roster/rules_characters.h"
#include "shared/base/utf8.h"

#include <algorithm>
#include <array>

namespace uke::server::roster {
namespace {

using web::What;

class Checker {
 public:
  void add(std::string_view field, What what, std::int64_t limit = 0) { faults_.push_back({std::string(field), what, limit}); }

  // True where the text is acceptable so far, so that one field has one fault.
  bool text(std::string_view field, std::string_view value, std::int64_t limit, bool (*is_wrong)(char32_t)) {
    if (!is_valid_text(value, is_wrong)) {
      add(field, What::not_text);
      return false;
    }
    if (count_characters(value) <= limit) return true;
    add(field, What::too_long, limit);
    return false;
  }
  bool line(std::string_view field, std::string_view value) { return text(field, value, kTextMax, is_control); }

  void year(std::string_view field, std::int64_t value) {
    if (value != 0 && (value < kYearFirst || value > kYearLast)) add(field, What::out_of_range);
  }

  [[nodiscard]] web::Faults take() { return std::move(faults_); }

 private:
  static bool is_valid_text(std::string_view value, bool (*is_wrong)(char32_t)) {
    return is_valid_utf8(value) && std::ranges::none_of(characters_of(value), is_wrong);
  }
  web::Faults faults_;
};

bool wrong_in_note(char32_t c) { return is_control(c) && c != U'\n' && c != U'\t'; }

// One @ with something on both sides and a point in the domain. More is not asked: carriers gave out addresses such as ab..c.@docomo.ne.jp.
bool is_email(std::string_view value) {
  const auto at = value.find('@');
  if (at == 0 || at == value.npos || value.find('@', at + 1) != value.npos) return false;
  const auto domain = value.substr(at + 1);
  const auto point = domain.find('.');
  if (point == 0 || point == domain.npos || domain.back() == '.') return false;
  return std::ranges::all_of(value, [](char c) { return c > ' ' && c < 0x7F; });
}

void check_names(Checker& faults, const MemberFields& fields) {
  const bool named = !fields.family_name.empty() || !fields.given_name.empty() || !fields.kana.empty();
  if (!named) faults.add("family_name", What::required);
  faults.line("family_name", fields.family_name);
  faults.line("given_name", fields.given_name);
  if (faults.line("kana", fields.kana) && !std::ranges::all_of(characters_of(fields.kana), may_stand_in_kana)) {
    faults.add("kana", What::not_kana);
  }
  faults.line("former_name", fields.former_name);
  faults.line("display_name", fields.display_name);
  if (fields.aliases.size() > kAliasesMax) faults.add("aliases", What::out_of_range, static_cast<std::int64_t>(kAliasesMax));
  for (const auto& alias : fields.aliases) {
    if (!faults.line("aliases", alias)) break;
  }
}

// The states that an organizer may give to a member of each state. `deceased` leads nowhere: only its undo leads back.
struct Steps {
  MemberState from;
  std::vector<MemberState> to;
};
const std::array<Steps, 8>& steps() {
  using enum MemberState;
  static const std::array<Steps, 8> kSteps = {{{provisional, {invited, approved, declined, left, removed, deceased}},
                                               {invited, {applied, approved, declined, left, removed, deceased}},
                                               {applied, {approved, declined, removed, deceased}},
                                               {approved, {left, removed, deceased}},
                                               {declined, {invited, applied, approved, removed, deceased}},
                                               {left, {invited, approved, removed, deceased}},
                                               {removed, {invited, approved, deceased}},
                                               {deceased, {}}}};
  return kSteps;
}

}  // namespace

web::Faults check(const MemberFields& fields) {
  Checker faults;
  check_names(faults, fields);
  if (faults.line("email", fields.email) && !fields.email.empty() && !is_email(fields.email)) faults.add("email", What::not_email);
  faults.line("site", fields.site);
  faults.line("department", fields.department);
  faults.year("joined_year", fields.joined_year);
  faults.year("left_year", fields.left_year);
  if (fields.joined_year != 0 && fields.left_year != 0 && fields.left_year < fields.joined_year) {
    faults.add("left_year", What::out_of_range);
  }
  faults.line("region", fields.region);
  if (fields.age_decade < 0 || fields.age_decade > kDecadeLast || fields.age_decade % 10 != 0) {
    faults.add("age_decade", What::unknown_choice);
  }
  faults.line("introduced_by", fields.introduced_by);
  faults.text("note", fields.note, kNoteMax, wrong_in_note);
  return faults.take();
}

std::string whole_name(const MemberFields& fields) {
  if (fields.family_name.empty() && fields.given_name.empty()) return fields.kana;
  if (fields.family_name.empty() || fields.given_name.empty()) return fields.family_name + fields.given_name;
  return fields.family_name + ' ' + fields.given_name;
}

bool may_become(MemberState from, MemberState to) {
  const auto found = std::ranges::find(steps(), from, &Steps::from);
  return found != steps().end() && std::ranges::find(found->to, to) != found->to.end();
}

bool may_be_written_to(MemberState state) {
  using enum MemberState;
  return state == provisional || state == invited || state == applied || state == approved;
}

}  // namespace uke::server::roster
