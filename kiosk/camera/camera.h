// The camera: any GStreamer source, newest frame wins, a lost camera is tried again for ever and never blocks anybody.
//
// Sources, as text:
//   auto                 the first video device; one that is plugged in later is found too
//   none                 no camera: scanner and name search only
//   /dev/video0          a V4L2 device
//   pictures:FOLDER      the folder's PNG and JPEG files in order of name, shown again and again
//   pipeline:DESCRIPTION anything that gst-launch understands up to and without its sink, e.g. "rtspsrc location=… ! decodebin"
#pragma once

#include "kiosk/app/facts.h"
#include "kiosk/app/gray_frame.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace uke::kiosk::camera {

// What one picture is used for: `gray` for the decoder, `preview` (RGBA, half the size in each direction) for the screen.
struct CameraFrame {
  app::GrayFrame gray;
  std::shared_ptr<const std::vector<std::uint8_t>> preview;
  int preview_width = 0;
  int preview_height = 0;
};

struct CameraOptions {
  std::string source = "auto";
  int width = 1280;
  int height = 720;
  int pictures_per_second = 15;  // of a folder of pictures
  Millis silence_max{3000};      // no frame for so long: the camera counts as lost and is opened again
  Millis retry_first{500};       // doubles up to retry_max
  Millis retry_max{5000};
};

// Owns a thread. Both functions are called on it; they must not block. The destructor stops and joins.
class Camera {
 public:
  using OnFrame = std::function<void(const CameraFrame&)>;
  using OnState = std::function<void(app::CameraState)>;

  Camera(CameraOptions options, OnFrame on_frame, OnState on_state);
  ~Camera();
  Camera(const Camera&) = delete;
  Camera& operator=(const Camera&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke::kiosk::camera
