// Colours and sizes: the Digital Agency's design tokens by their names, and the roles that screens use. Values only.
#pragma once

#include <cstdint>

namespace uke::kiosk::look {

struct Color {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
  bool operator==(const Color&) const = default;
};

[[nodiscard]] constexpr Color rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex), 255};
}

// @digital-go-jp/design-tokens 1.1.9
namespace token {
inline constexpr Color kWhite = rgb(0xffffff);
inline constexpr Color kGray50 = rgb(0xf2f2f2);
inline constexpr Color kGray100 = rgb(0xe6e6e6);
inline constexpr Color kGray200 = rgb(0xcccccc);
inline constexpr Color kGray300 = rgb(0xb3b3b3);
inline constexpr Color kGray600 = rgb(0x666666);
inline constexpr Color kGray700 = rgb(0x4d4d4d);
inline constexpr Color kGray900 = rgb(0x1a1a1a);
inline constexpr Color kBlue50 = rgb(0xe8f1fe);
inline constexpr Color kBlue200 = rgb(0xc5d7fb);
inline constexpr Color kBlue900 = rgb(0x0017c1);
inline constexpr Color kBlue1200 = rgb(0x000060);
inline constexpr Color kLightBlue50 = rgb(0xf0f9ff);
inline constexpr Color kLightBlue200 = rgb(0xc0e4ff);
inline constexpr Color kLightBlue800 = rgb(0x0066be);
inline constexpr Color kGreen50 = rgb(0xe6f5ec);
inline constexpr Color kGreen100 = rgb(0xc2e5d1);
inline constexpr Color kGreen800 = rgb(0x197a4b);
inline constexpr Color kOrange50 = rgb(0xffeee2);
inline constexpr Color kOrange100 = rgb(0xffdfca);
inline constexpr Color kOrange800 = rgb(0xc74700);
inline constexpr Color kRed50 = rgb(0xfdeeee);
inline constexpr Color kRed100 = rgb(0xffdada);
inline constexpr Color kRed900 = rgb(0xce0000);
}  // namespace token

// Roles.
struct Theme {
  Color page = token::kGray50;
  Color surface = token::kWhite;
  Color ink = token::kGray900;
  Color ink_second = token::kGray700;
  Color border = token::kGray300;
  Color accent = token::kBlue900;
  Color accent_pressed = token::kBlue1200;
  Color accent_tint = token::kBlue50;
  Color on_accent = token::kWhite;
};
[[nodiscard]] inline const Theme& theme() {
  static constexpr Theme kTheme;
  return kTheme;
}

// At a height of 1080 pixels.
namespace size {
inline constexpr float kName = 120;
inline constexpr float kQuestion = 72;
inline constexpr float kButton = 48;
inline constexpr float kText = 40;
inline constexpr float kSmall = 30;  // nothing below
inline constexpr float kGrid = 8;
inline constexpr float kMargin = 64;
inline constexpr float kGap = 24;
inline constexpr float kRadius = 20;
inline constexpr float kPrimaryHeight = 136;
inline constexpr float kButtonHeight = 120;
inline constexpr float kKeyWidth = 100;
inline constexpr float kKeyHeight = 92;
inline constexpr float kKeyGap = 12;
inline constexpr float kShape = 240;
}  // namespace size

}  // namespace uke::kiosk::look
