// One line of text as a picture: any Unicode, 𠮷 and ideographic variation sequences (葛󠄀) included. Pango and Cairo.
//
// Thread-safe: each thread has a font map of its own.
#pragma once

#include "shared/drawing/bitmap.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::drawing {

enum class Weight : std::uint8_t { regular, bold };

struct Color {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
};

// BIZ UDPGothic with whatever the system has for glyphs that it lacks.
inline constexpr std::string_view kFontFamily = "BIZ UDPGothic, BIZ UDGothic, Noto Sans CJK JP, IPAexGothic, sans-serif";

struct TextSpec {
  std::string text;  // UTF-8; bytes that are none are shown as �; line ends become spaces
  int size_px = 40;  // 1…1,000
  Weight weight = Weight::bold;
  Color color = {};
};

// Of the bitmap that draw_text makes: wide enough for ink that hangs over. `baseline` from its top.
struct TextMetrics {
  int width = 0;
  int height = 0;
  double baseline = 0;
};

[[nodiscard]] TextMetrics measure_text(const TextSpec& spec);

struct TextPicture {
  Bitmap bitmap;
  double baseline = 0;
  std::vector<std::string> missing;  // characters that no installed font can draw, each once
};

// `too_large` over 8,192 pixels wide; `invalid` for a size out of range.
[[nodiscard]] Result<TextPicture> draw_text(const TextSpec& spec);

// Characters of the text that no installed font can draw, each once.
[[nodiscard]] std::vector<std::string> missing_glyphs(std::string_view text, Weight weight);

}  // namespace uke::drawing
