// What a verdict says: the sentences of design 01 with this person's, edition's and sum's words in them.
#pragma once

#include "kiosk/screens/context.h"

#include <string>
#include <vector>

namespace uke::kiosk::screens {

struct VerdictWords {
  std::string kana;                // small, above the name
  std::string name;                // very large; with さん
  std::string headline;            // what happened
  std::string detail;              // what to do
  std::string small;               // when and where, department: for reception and for telling namesakes apart
  std::vector<std::string> notes;  // table, goods, photographs
};

[[nodiscard]] VerdictWords words_of(const Context& c, const app::VerdictScreen& verdict);

// "{name}さん、おかえりなさい" taken apart: the words that belong to the name, and the rest as a line of its own.
struct Greeting {
  std::string name;
  std::string rest;
};
[[nodiscard]] Greeting take_apart(std::string_view greeting, std::string_view name);

}  // namespace uke::kiosk::screens
