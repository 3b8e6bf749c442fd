// From the text that names a camera to a GStreamer pipeline description.
#pragma once

#include "kiosk/camera/camera.h"
#include "shared/base/result.h"

#include <filesystem>
#include <string>

namespace uke::kiosk::camera {

// A pipeline description up to its sink, and what must outlive it.
struct Source {
  std::string description;
  std::filesystem::path scratch;  // a folder of links made for `pictures:`; removed with the source
  Source() = default;
  Source(Source&& other) noexcept;
  Source& operator=(Source&&) = delete;
  ~Source();
};

// `unavailable` when there is no such device or no picture in the folder (worth trying again), `invalid` for text of no known form.
[[nodiscard]] Result<Source> find_source(const CameraOptions& options);

}  // namespace uke::kiosk::camera
