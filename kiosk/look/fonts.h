// The glyphs that ImGui draws itself: those of the product's own sentences, at three sizes. Everything else (names, places) comes from
// TextureSource. Not thread-safe; lives as long as the atlas.
#pragma once

#include "shared/base/result.h"

#include <imgui.h>

#include <string>
#include <string_view>

namespace uke::kiosk::look {

struct FontFiles {
  std::string regular = "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf";
  std::string bold = "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Bold.ttf";
};

// Three fonts of one atlas; sizes between them are drawn scaled down from the next larger one.
struct Fonts {
  ImFont* question = nullptr;  // bold, 72 px at a height of 1080
  ImFont* button = nullptr;    // bold, 48
  ImFont* text = nullptr;      // regular, 40
};

// Every character of the sentences handed in, of the kana keyboard and of ASCII. `sentences`: all texts of assets/i18n, joined.
// `scale` is look::scale_of(screen). Builds the pixels; the caller uploads them (or lets its backend). `not_found` for a missing font file,
// `too_large` if the atlas grew over 8192 pixels.
[[nodiscard]] Result<Fonts> load_fonts(ImFontAtlas& atlas, std::string_view sentences, float scale, const FontFiles& files = {});

// Whether the font can draw all of the text; '|' (a phrase boundary) and line ends count as drawable.
[[nodiscard]] bool has_glyphs(const ImFont& font, std::string_view text);

}  // namespace uke::kiosk::look
