// Members: what is known about a person, in which states they are, and what makes two of them look like one. Pure; thread-safe.
#pragma once

#include "server/web/faults.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/text/kana.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::roster {

enum class MemberState : std::uint8_t { provisional, invited, applied, approved, declined, left, removed, deceased };
BOOST_DESCRIBE_ENUM(MemberState, provisional, invited, applied, approved, declined, left, removed, deceased)

enum class Employment : std::uint8_t { unknown, regular, contract, dispatched, fixed_term, part_time, other };
BOOST_DESCRIBE_ENUM(Employment, unknown, regular, contract, dispatched, fixed_term, part_time, other)

enum class Occupation : std::uint8_t { unknown, retired, other_company, successor, self_employed, other };
BOOST_DESCRIBE_ENUM(Occupation, unknown, retired, other_company, successor, self_employed, other)

// How a member came onto the roster.
enum class Origin : std::uint8_t { organizer, import, application, answer };
BOOST_DESCRIBE_ENUM(Origin, organizer, import, application, answer)

inline constexpr std::int64_t kTextMax = 100;  // characters of every short field
inline constexpr std::int64_t kNoteMax = 2000;
inline constexpr std::size_t kAliasesMax = 20;
inline constexpr std::int64_t kYearFirst = 1930;
inline constexpr std::int64_t kYearLast = 2021;
inline constexpr std::int64_t kDecadeLast = 100;

// What people may write about a member. Names are stored as typed; 0 and "" mean not known.
struct MemberFields {
  std::string family_name;  // the whole name where it cannot be divided
  std::string given_name;
  std::string kana;         // さとう はなこ
  std::string former_name;  // 旧姓: for searching, shown only with show_former_name
  bool show_former_name = false;
  std::string display_name;  // in the social network's group
  std::string email;
  std::string site;        // 事業所
  std::string department;  // 部署
  std::int64_t joined_year = 0;
  std::int64_t left_year = 0;
  Employment employment = Employment::unknown;
  Occupation occupation = Occupation::unknown;
  std::string region;           // 都道府県 or 海外
  std::int64_t age_decade = 0;  // 50 = 50–59
  std::string introduced_by;    // ご紹介者 as typed
  std::string note;             // organizers only
  std::vector<std::string> aliases;
  auto operator<=>(const MemberFields&) const = default;
};
BOOST_DESCRIBE_STRUCT(MemberFields, (),
                      (family_name, given_name, kana, former_name, show_former_name, display_name, email, site, department, joined_year,
                       left_year, employment, occupation, region, age_decade, introduced_by, note, aliases))

// Everything that is not acceptable; empty = acceptable. At least one of family_name, given_name, kana must be there.
[[nodiscard]] web::Faults check(const MemberFields& fields);
// Without white space at the ends, line breaks inside of single-line fields as spaces, full-width digits and @ in years and e-mail as
// ASCII, half-width kana in `kana` as full-width. Names stay as typed otherwise.
[[nodiscard]] MemberFields tidied(MemberFields fields);

// "髙橋 一郎"; with a former name that they want to be shown: 鈴木(旧姓 田中)花子 is the caller's business.
[[nodiscard]] std::string whole_name(const MemberFields& fields);

// What searching compares. Each folded (shared/text/fold.h); `email` in lower case with ASCII characters.
struct NameKeys {
  std::string name;  // family and given
  std::string kana;
  std::string former;  // former family name and given name; "" without one
  std::string email;
  auto operator<=>(const NameKeys&) const = default;
};
[[nodiscard]] NameKeys keys_of(const MemberFields& fields);
// All that a search looks into, folded, one space between: name (undivided: each word that somebody types is found in it), kana, former
// and display names, aliases, e-mail, site, department.
[[nodiscard]] std::string search_text(const MemberFields& fields);

// May go from one state to another by an organizer's hand. Undoing `left`, `removed` and `deceased` is no such step (Member::was).
[[nodiscard]] bool may_become(MemberState from, MemberState to);
// Gets mail and invitations.
[[nodiscard]] bool may_be_written_to(MemberState state);

}  // namespace uke::server::roster
