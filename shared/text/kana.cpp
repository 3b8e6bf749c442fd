#include "shared/text/kana.h"

#include "shared/text/fold.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <vector>

namespace uke::text {

namespace {

struct Row {
  std::string_view label;
  std::u16string_view kana;
};

constexpr std::array<Row, 11> kRows = {{{"あ", u"あいうえお"},
                                        {"か", u"かきくけこ"},
                                        {"さ", u"さしすせそ"},
                                        {"た", u"たちつてと"},
                                        {"な", u"なにぬねの"},
                                        {"は", u"はひふへほ"},
                                        {"ま", u"まみむめも"},
                                        {"や", u"やゆよ"},
                                        {"ら", u"らりるれろ"},
                                        {"わ", u"わゐゑをん"},
                                        {"他", u""}}};

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

// One for each thread: cheaper than one for each call, and ICU promises nothing about sharing one.
const icu::Collator* collator() {
  thread_local const std::unique_ptr<icu::Collator> mine = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale::getJapanese(), status));
    if (U_FAILURE(status)) return std::unique_ptr<icu::Collator>();
    made->setStrength(icu::Collator::TERTIARY);
    return made;
  }();
  return mine.get();
}

}  // namespace

std::string kana_sort_key(std::string_view kana) {
  const auto* order = collator();
  if (!order) return {};
  const auto text = utf16(kana);
  std::vector<std::uint8_t> key(static_cast<std::size_t>(order->getSortKey(text, nullptr, 0)));
  order->getSortKey(text, key.data(), static_cast<std::int32_t>(key.size()));
  if (!key.empty()) key.pop_back();  // ICU ends it with NUL
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  hex.reserve(key.size() * 2);
  for (const auto byte : key) hex.append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  return hex;
}

GojuonRow gojuon_row(std::string_view kana) {
  const auto folded = utf16(fold(kana));
  if (folded.isEmpty()) return GojuonRow::other;
  for (std::size_t row = 0; row < kRows.size(); ++row) {
    if (kRows[row].kana.find(folded.charAt(0)) != std::u16string_view::npos) return static_cast<GojuonRow>(row);
  }
  return GojuonRow::other;
}

std::string_view label(GojuonRow row) { return kRows[static_cast<std::size_t>(row)].label; }

}  // namespace uke::text
