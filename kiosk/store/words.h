// What a name search finds people by. Pure.
#pragma once

#include "shared/desk/roster.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::kiosk::store {

// place 0: the whole name, family name first, in kana and as written: what people type first. place 1: everything else.
struct Word {
  std::int64_t place = 0;
  std::string word;
  auto operator<=>(const Word&) const = default;
};

[[nodiscard]] std::vector<Word> words_of(const desk::Attendee& attendee);

// The query as the words are. "" for one that can find nothing.
[[nodiscard]] std::string fold_query(std::string_view query);

}  // namespace uke::kiosk::store
