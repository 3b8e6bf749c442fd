#include "shared/text/fold.h"

#include "shared/text/variants.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <optional>

namespace uke::text {

namespace {

constexpr char32_t kLongVowelMark = 0x30FC;

bool is_hiragana(char32_t c) { return c >= 0x3041 && c <= 0x309F; }

char32_t to_hiragana(char32_t c) {
  const bool katakana = (c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD;
  return katakana ? c - 0x60 : c;
}

// ぁ is あ, ㇰ (of Ainu names) is く; any other character is its own.
char32_t to_big(char32_t c) {
  static constexpr std::u32string_view kSmall = U"ぁぃぅぇぉっゃゅょゎゕゖㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ";
  static constexpr std::u32string_view kBig = U"あいうえおつやゆよわかけくしすとぬはひふへほむらりるれろ";
  static_assert(kSmall.size() == kBig.size());
  const auto place = kSmall.find(c);
  return place == kSmall.npos ? c : kBig[place];
}

// Dashes and tildes that people type where the long vowel mark belongs.
bool is_dash(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_DASH_PUNCTUATION || c == 0x2212 || c == U'~' || c == 0x223C; }

bool is_repeat(char32_t c) { return c == 0x3005 || c == 0x303B || c == 0x309D; }

// Takes the normalised characters one by one and keeps what counts.
class Folder {
 public:
  void take(char32_t c) {
    c = to_hiragana(c);
    if (c == kLongVowelMark) return;
    if (is_repeat(c)) {
      if (last_) emit(*last_);
      return;
    }
    const auto kind = U_MASK(u_charType(static_cast<UChar32>(c)));
    if (kind & (U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK)) {
      emit(to_big(variant_of(c)));
    } else if ((kind & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) == 0 && !(is_dash(c) && last_ && is_hiragana(*last_))) {
      pending_space_ = last_.has_value();
    }
  }
  [[nodiscard]] const icu::UnicodeString& folded() const { return folded_; }

 private:
  void emit(char32_t c) {
    if (pending_space_) folded_.append(u' ');
    pending_space_ = false;
    folded_.append(static_cast<UChar32>(c));
    last_ = c;
  }

  icu::UnicodeString folded_;
  std::optional<char32_t> last_;
  bool pending_space_ = false;
};

// Case and width folded, then taken apart, so that marks stand alone.
icu::UnicodeString taken_apart(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* decompose = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) return {};
  const auto input = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  return decompose->normalize(casefold->normalize(input, status), status);
}

}  // namespace

std::string fold_words(std::string_view text) {
  const auto source = taken_apart(text);
  Folder folder;
  for (std::int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) folder.take(static_cast<char32_t>(source.char32At(i)));
  std::string folded;
  folder.folded().toUTF8String(folded);
  return folded;
}

std::string fold(std::string_view text) {
  auto folded = fold_words(text);
  std::erase(folded, ' ');
  return folded;
}

}  // namespace uke::text
