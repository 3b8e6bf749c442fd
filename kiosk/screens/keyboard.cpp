#include "kiosk/screens/keyboard.h"

#include <algorithm>
#include <array>

namespace uke::kiosk::screens {

using look::ButtonLook;
using look::Rect;
using look::Size;
namespace button = app::button;
namespace size = look::size;

namespace {

constexpr int kRows = 10;
constexpr int kVowels = 5;
// あ row first; a blank has no key.
constexpr std::array<std::array<std::string_view, kVowels>, kRows> kKana{{{"あ", "い", "う", "え", "お"},
                                                                          {"か", "き", "く", "け", "こ"},
                                                                          {"さ", "し", "す", "せ", "そ"},
                                                                          {"た", "ち", "つ", "て", "と"},
                                                                          {"な", "に", "ぬ", "ね", "の"},
                                                                          {"は", "ひ", "ふ", "へ", "ほ"},
                                                                          {"ま", "み", "む", "め", "も"},
                                                                          {"や", "", "ゆ", "", "よ"},
                                                                          {"ら", "り", "る", "れ", "ろ"},
                                                                          {"わ", "を", "ん", "ー", ""}}};

struct EditKey {
  std::string_view id;
  std::string_view label_key;
};
constexpr std::array<EditKey, 4> kEdit{
    {{button::kKeyMark, "key.mark"}, {button::kKeyErase, "key.erase"}, {button::kKeyClear, "key.clear"}, {button::kFlipKeys, "key.flip"}}};

void key(const Context& c, Rect rect, std::string_view text, float text_px = size::kButton) {
  c.ui.button(rect, button::kKey, text, ButtonLook::key, text, text_px);
}

void edit_key(const Context& c, Rect rect, const EditKey& edit) {
  c.ui.button(rect, edit.id, c.text(edit.label_key), ButtonLook::key, {}, size::kSmall);
}

// Columns of vowels from top to bottom, ten of them, and one of editing keys at the outer side.
void kana_landscape(const Context& c, Rect area, bool flipped) {
  const float gap = c.px(size::kKeyGap);
  for (int i = 0; i < kRows; ++i) {
    const int place = flipped ? i : kRows - 1 - i;
    const Rect column = area.column(flipped ? place : place + 1, kRows + 1, gap);
    for (int v = 0; v < kVowels; ++v) {
      const auto kana = kKana[static_cast<std::size_t>(i)][static_cast<std::size_t>(v)];
      if (!kana.empty()) key(c, column.row(v, kVowels, gap), kana);
    }
  }
  const Rect edit = area.column(flipped ? kRows : 0, kRows + 1, gap);
  for (int e = 0; e < static_cast<int>(kEdit.size()); ++e) {
    edit_key(c, edit.row(e, kVowels, gap), kEdit[static_cast<std::size_t>(e)]);
  }
}

void kana_portrait(const Context& c, Rect area) {
  const float gap = c.px(size::kKeyGap);
  for (int i = 0; i < kRows; ++i) {
    const Rect row = area.row(i, kRows + 1, gap);
    for (int v = 0; v < kVowels; ++v) {
      const auto kana = kKana[static_cast<std::size_t>(i)][static_cast<std::size_t>(v)];
      if (!kana.empty()) key(c, row.column(v, kVowels, gap), kana);
    }
  }
  const Rect edit = area.row(kRows, kRows + 1, gap);
  const int shown = static_cast<int>(kEdit.size()) - 1;  // nothing to flip here
  for (int e = 0; e < shown; ++e) edit_key(c, edit.column(e, shown, gap), kEdit[static_cast<std::size_t>(e)]);
}

}  // namespace

Size kana_keyboard_size(const Context& c) {
  const float columns = c.ui.portrait() ? kVowels : kRows + 1;
  const float rows = c.ui.portrait() ? kRows + 1 : kVowels;
  const float gap = size::kKeyGap;
  return {c.px(columns * size::kKeyWidth + (columns - 1) * gap), c.px(rows * size::kKeyHeight + (rows - 1) * gap)};
}

void kana_keyboard(const Context& c, Rect area, bool flipped) {
  if (c.ui.portrait()) {
    kana_portrait(c, area);
  } else {
    kana_landscape(c, area, flipped);
  }
}

void digit_pad(const Context& c, Rect area) {
  const float gap = c.px(size::kKeyGap);
  for (int i = 0; i < 9; ++i) {
    const std::string digit(1, static_cast<char>('1' + i));
    key(c, area.row(i / 3, 4, gap).column(i % 3, 3, gap), digit, 56);
  }
  const Rect last = area.row(3, 4, gap);
  edit_key(c, last.column(0, 3, gap), kEdit[1]);
  key(c, last.column(1, 3, gap), "0", 56);
  c.ui.button(last.column(2, 3, gap), button::kConfirm, c.text("button.ok"), ButtonLook::primary);
}

void url_keyboard(const Context& c, Rect area) {
  static constexpr std::string_view kKeys = "1234567890qwertyuiopasdfghjkl-zxcvbnm.:/";
  const int columns = c.ui.portrait() ? 8 : 10;
  const int rows = static_cast<int>(kKeys.size()) / columns + 1;
  const float gap = c.px(size::kKeyGap);
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const int at = static_cast<int>(i);
    key(c, area.row(at / columns, rows, gap).column(at % columns, columns, gap), kKeys.substr(i, 1));
  }
  const Rect edit = area.row(rows - 1, rows, gap);
  edit_key(c, edit.column(0, 2, gap), kEdit[1]);
  edit_key(c, edit.column(1, 2, gap), kEdit[2]);
}

void typed_field(const Context& c, Rect rect, std::string_view typed, std::string_view hint, bool active) {
  const auto& theme = look::theme();
  c.ui.card(rect, theme.surface, active ? theme.accent : theme.border);
  Rect inside = rect.inset(c.px(28), c.px(8));
  if (typed.empty()) {
    c.ui.text(inside, hint, {.px = size::kText, .color = theme.ink_second, .valign = look::VAlign::middle});
    return;
  }
  const look::TextStyle style{.px = size::kButton, .weight = look::Weight::bold, .valign = look::VAlign::middle};
  const Rect covered = c.ui.text({inside.x, inside.y, inside.w - c.px(12), inside.h}, typed, style);
  if (active) c.ui.line({covered.right() + c.px(6), inside.center_y() - c.px(28), c.px(4), c.px(56)}, theme.accent);
}

}  // namespace uke::kiosk::screens
