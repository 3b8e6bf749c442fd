// The checking list (照合用): display names out of the social network's group, and nothing else known. They are no members; they only help
// organizers to recognise people. Pure; thread-safe.
#pragma once

#include "server/roster/rules.h"
#include "shared/base/time.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::applications {

inline constexpr std::size_t kCheckingLinesMax = 5000;
inline constexpr std::size_t kCheckingBytesMax = 2 * 1024 * 1024;
inline constexpr Millis kCheckingLasts{90LL * 24 * 3600'000};

struct CheckingName {
  std::string name;          // as pasted, without bullets and the like
  std::string folded;        // never empty
  std::string other_folded;  // without what stands in brackets, or its two words the other way round; "" = the same
  auto operator<=>(const CheckingName&) const = default;
};

struct Pasted {
  std::vector<CheckingName> names;  // each once, in the order of the text
  std::size_t repeated = 0;         // lines that were there before
  std::size_t unusable = 0;         // lines without a letter, or longer than a name can be
  bool too_many = false;            // more than kCheckingLinesMax lines with something on them: the rest was not read
};
// One name a line. Numbers and bullets before it, さん・様 behind it, further columns, and blank lines do no harm.
[[nodiscard]] Pasted parse_names(std::string_view text);

// The other way round for looking up one name on the whole roster: what a member's folded name, kana, former name or alias may be.
[[nodiscard]] std::vector<std::string> lookup_keys(const CheckingName& name);
// A folded name cut in two at each place, the parts exchanged: family and given name in the other order, where no space divides them.
// Nothing for names in Latin letters and for long ones.
[[nodiscard]] std::vector<std::string> turned_at_each_place(std::string_view folded);

// What the display name of that person may be, folded: either order of family and given name, kana, former name, aliases. Names in Latin
// letters are compared as they are.
[[nodiscard]] std::vector<std::string> recognition_keys(const roster::MemberFields& fields);

}  // namespace uke::server::applications
