// Typing on the kana keyboard: pure helpers on UTF-8 text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace uke::kiosk::app {

// Removes the last character (not byte).
void erase_last(std::string& text);

// Turns the last kana to its next form: か → が → か, は → ば → ぱ → は, つ → づ → っ → つ, や → ゃ → や. Others stay.
void turn_last(std::string& text);

// Does what a press of a key means: kKey, kKeyErase, kKeyClear, kKeyMark (buttons.h). False for any other button.
bool type_key(std::string& text, std::string_view button, std::string_view argument, std::size_t bytes_max);

}  // namespace uke::kiosk::app
