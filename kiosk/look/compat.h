// What differs between Dear ImGui 1.86 (Debian 12) and 1.90 (Debian 13), in one place.
#pragma once

#include <imgui.h>

namespace uke::kiosk::look {

// Mouse input by hand, for tests and for touch: 1.87 replaced writing to ImGuiIO by events.
inline void feed_mouse(ImGuiIO& io, float x, float y, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddMousePosEvent(x, y);
  io.AddMouseButtonEvent(0, down);
#else
  io.MousePos = ImVec2(x, y);
  io.MouseDown[0] = down;
#endif
}

}  // namespace uke::kiosk::look
