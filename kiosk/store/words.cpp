#include "kiosk/store/words.h"

#include "shared/text/fold.h"

#include <algorithm>

namespace uke::kiosk::store {
namespace {

template <class Visit>
void each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::vector<Word> words_of(const desk::Attendee& attendee) {
  std::vector<Word> words;
  const auto add = [&](std::int64_t place, std::string word) {
    // A word that begins a longer one is found with it; the whole names are added first.
    const auto covers = [&](const Word& other) { return other.word.starts_with(word); };
    if (!word.empty() && std::ranges::none_of(words, covers)) words.push_back({place, std::move(word)});
  };
  add(0, text::fold(attendee.kana));
  add(0, text::fold(attendee.family_name + attendee.given_name));
  const auto rest = [&](std::string_view word) { add(1, std::string(word)); };
  each_word(text::fold_words(attendee.kana), rest);
  each_word(text::fold_words(attendee.search.empty() ? attendee.shown_name : attendee.search), rest);
  return words;
}

std::string fold_query(std::string_view query) { return text::fold(query); }

}  // namespace uke::kiosk::store
