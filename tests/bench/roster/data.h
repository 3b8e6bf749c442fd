// The database that the benchmark's server runs on: a roster of made-up members and one organizer who is signed in.
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace uke::bench {

struct Person {
  std::string family;
  std::string given;
  std::string kana;
  std::string email;
  std::string department;
};
// The same people each time; `number` from 0.
[[nodiscard]] Person person(std::size_t number);
// The same, but no two of them have a name in common: rows that an import takes for new people.
[[nodiscard]] Person stranger(std::size_t number);
// What organizers type: kana, kanji in another variant, beginnings, addresses, departments, and what nobody is called.
[[nodiscard]] std::vector<std::string> searches(std::size_t count, std::size_t members);

struct Organizer {
  std::string cookie;  // "name=value"
  std::string csrf;
};
// Makes the database uketsuke.db in `folder`.
[[nodiscard]] Result<Organizer> make_roster(const std::filesystem::path& folder, std::size_t members);

}  // namespace uke::bench
