// Keyboards on the screen. They only name keys; what a key does is the core's.
#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// 五十音, あ row on the right (or on the left when flipped); in portrait one row of kana below the other. With erase, clear and ゛゜小.
void kana_keyboard(const Context& c, look::Rect area, bool flipped);
[[nodiscard]] look::Size kana_keyboard_size(const Context& c);  // the least it needs

// Digits 1–9, 0, erase and OK.
void digit_pad(const Context& c, look::Rect area);

// Letters, digits and the signs of a URL.
void url_keyboard(const Context& c, look::Rect area);

// What was typed, in a frame, with a cursor; a hint while it is empty.
void typed_field(const Context& c, look::Rect rect, std::string_view typed, std::string_view hint, bool active);

}  // namespace uke::kiosk::screens
