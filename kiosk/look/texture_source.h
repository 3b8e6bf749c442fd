// Port: pictures that the screens need and cannot make themselves. kiosk/runtime implements it with Pango and GL, tests in memory.
//
// Called on the GUI thread while a frame is drawn; ImGui looks at textures only when the frame is rendered. What cannot be made (too wide
// for a texture) answers null, and the rectangle stays empty.
#pragma once

#include "kiosk/look/geometry.h"

#include <imgui.h>

#include <compare>
#include <string>

namespace uke::kiosk::look {

enum class Weight : std::uint8_t { regular, bold };

// One line of text with glyphs that the atlas does not have: names, and whatever else comes from data. White with alpha: the screen
// colours it.
struct TextRequest {
  std::string text;  // UTF-8, any Unicode
  int size_px = 0;   // font size in pixels of the screen
  Weight weight = Weight::bold;
  auto operator<=>(const TextRequest&) const = default;
};

// The bitmap's size; `baseline` from its top. The advance of the text is the width.
struct TextExtent {
  float width = 0;
  float height = 0;
  float baseline = 0;
};

class TextureSource {
 public:
  virtual ~TextureSource() = default;
  // At once, without a texture (0.3 ms the first time, then from a cache).
  [[nodiscard]] virtual TextExtent measure(const TextRequest& request) = 0;
  // The texture of exactly `measure`'s size, or null if it cannot be made.
  [[nodiscard]] virtual ImTextureID text(const TextRequest& request) = 0;
  // The newest camera picture, or null without one; upright and not mirrored (the screen mirrors it).
  [[nodiscard]] virtual ImTextureID camera() = 0;
  [[nodiscard]] virtual Size camera_size() = 0;
};

}  // namespace uke::kiosk::look
