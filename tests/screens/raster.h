// Draws what ImGui would hand to the GPU into a picture in memory, so that screens can be looked at and compared without a window.
#pragma once

#include "shared/drawing/bitmap.h"

#include <imgui.h>

namespace uke::test {

// A texture of the screens under test is a Bitmap with straight (not premultiplied) alpha; its ImTextureID is the address.
[[nodiscard]] ImTextureID texture_id(const drawing::Bitmap& bitmap);

// Renders over black. Straight alpha blending, bilinear sampling, clipping rectangles; nothing else of ImGui is used by the kiosk.
[[nodiscard]] drawing::Bitmap rasterize(const ImDrawData& data, int width, int height);

}  // namespace uke::test
