// From the planes of an I420 picture to what decoder and screen want. Pure.
#pragma once

#include "kiosk/camera/camera.h"

#include <cstdint>

namespace uke::kiosk::camera {

// Planes of one I420 picture: full-size luma, chroma at half size in both directions. Width and height are even.
struct I420 {
  const std::uint8_t* y = nullptr;
  const std::uint8_t* u = nullptr;
  const std::uint8_t* v = nullptr;
  int y_stride = 0;
  int chroma_stride = 0;
  int width = 0;
  int height = 0;
};

// Copies: the picture may be gone afterwards. The preview has one RGBA pixel per chroma sample (BT.601, full range as webcams send it).
[[nodiscard]] CameraFrame copy_frame(const I420& picture, std::chrono::steady_clock::time_point captured, std::uint64_t sequence);

}  // namespace uke::kiosk::camera
