#include "kiosk/app/kana.h"

#include "kiosk/app/buttons.h"

#include <array>

namespace uke::kiosk::app {

namespace {

// Each row is a ring.
constexpr std::array<std::string_view, 29> kRings{"あぁ", "いぃ", "うぅゔ", "えぇ", "おぉ",   "かが",   "きぎ",   "くぐ",   "けげ",  "こご",
                                                  "さざ", "しじ", "すず",   "せぜ", "そぞ",   "ただ",   "ちぢ",   "つづっ", "てで",  "とど",
                                                  "やゃ", "ゆゅ", "よょ",   "わゎ", "はばぱ", "ひびぴ", "ふぶぷ", "へべぺ", "ほぼぽ"};
constexpr std::size_t kKanaBytes = 3;

std::size_t last_start(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0) {
    --at;
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) break;
  }
  return at;
}

}  // namespace

void erase_last(std::string& text) { text.resize(last_start(text)); }

void turn_last(std::string& text) {
  const auto at = last_start(text);
  const auto last = std::string_view(text).substr(at);
  if (last.size() != kKanaBytes) return;
  for (const auto ring : kRings) {
    for (std::size_t i = 0; i < ring.size(); i += kKanaBytes) {
      if (ring.substr(i, kKanaBytes) != last) continue;
      text.replace(at, kKanaBytes, ring.substr((i + kKanaBytes) % ring.size(), kKanaBytes));
      return;
    }
  }
}

bool type_key(std::string& text, std::string_view button, std::string_view argument, std::size_t bytes_max) {
  if (button == button::kKey) {
    if (text.size() + argument.size() <= bytes_max) text += argument;
  } else if (button == button::kKeyErase) {
    erase_last(text);
  } else if (button == button::kKeyClear) {
    text.clear();
  } else if (button == button::kKeyMark) {
    turn_last(text);
  } else {
    return false;
  }
  return true;
}

}  // namespace uke::kiosk::app
