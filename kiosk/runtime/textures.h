// The pictures that screens need beside the font atlas: names drawn by Pango, and the camera. GUI thread only; needs a current GL context.
#pragma once

#include "kiosk/camera/camera.h"
#include "kiosk/look/texture_source.h"

#include <map>

namespace uke::kiosk::runtime {

class Textures final : public look::TextureSource {
 public:
  Textures() = default;
  ~Textures() override;
  Textures(const Textures&) = delete;
  Textures& operator=(const Textures&) = delete;

  [[nodiscard]] look::TextExtent measure(const look::TextRequest& request) override;
  [[nodiscard]] ImTextureID text(const look::TextRequest& request) override;
  [[nodiscard]] ImTextureID camera() override;
  [[nodiscard]] look::Size camera_size() override;

  // After the frame was rendered: forgets lines that were not used for long.
  void end_frame();
  void upload_camera(const camera::CameraFrame& frame);
  void forget_camera();

 private:
  struct Line {
    look::TextExtent extent;
    unsigned texture = 0;
    std::uint64_t used = 0;
  };
  Line& line(const look::TextRequest& request);

  std::map<look::TextRequest, Line> lines_;
  std::uint64_t uses_ = 0;
  unsigned camera_texture_ = 0;
  look::Size camera_size_;
};

}  // namespace uke::kiosk::runtime
