// Whether two descriptions may be one person, and why. Used for duplicates, applications and imports. Pure; thread-safe.
#pragma once

#include "server/roster/rules.h"

#include <cstdint>
#include <vector>

namespace uke::server::roster {

enum class Reason : std::uint8_t { name, kana, former_name, email, department_and_years, alias };
BOOST_DESCRIBE_ENUM(Reason, name, kana, former_name, email, department_and_years, alias)

// none: different people, or nothing to go by. doubtful: a person should look. same: nobody would doubt it.
// Families share an address: an e-mail alone is never more than doubtful, and with another given name it is none.
enum class Likeness : std::uint8_t { none, doubtful, same };
BOOST_DESCRIBE_ENUM(Likeness, none, doubtful, same)

struct Comparison {
  Likeness likeness = Likeness::none;
  std::vector<Reason> reasons;
};
[[nodiscard]] Comparison compare(const MemberFields& one, const MemberFields& other);

}  // namespace uke::server::roster
