// What makes two spellings of a name the same for a search: width and case (NFKC), hiragana and katakana, voicing marks and accents,
// small kana, the long vowel mark, iteration marks (佐々木 = 佐佐木), variant kanji (髙 = 高, 邉 = 辺), variation selectors. For searching
// only, never for showing or storing a name. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace uke::text {

// Letters and digits only: "佐々木 ジョー" and "佐佐木・しよ" both become "佐佐木しよ". Idempotent. Bytes that are not UTF-8 are left out.
[[nodiscard]] std::string fold(std::string_view text);

// The same with one space between words: "ジョン・スミス" becomes "しよん すみす". fold(fold_words(x)) == fold(x).
[[nodiscard]] std::string fold_words(std::string_view text);

}  // namespace uke::text
