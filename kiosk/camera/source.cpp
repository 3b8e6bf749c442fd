#include "kiosk/camera/source.h"

#include <gst/gst.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

namespace uke::kiosk::camera {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPictures = "pictures:";
constexpr std::string_view kPipeline = "pipeline:";

// Webcams reach 720p at 30 frames a second only as MJPEG; decodebin takes whichever of the two the device has.
std::string device_description(const std::string& device, const CameraOptions& options) {
  const std::string size = "width=" + std::to_string(options.width) + ",height=" + std::to_string(options.height);
  return "v4l2src device=\"" + device + "\" ! image/jpeg," + size + ";video/x-raw," + size + ";image/jpeg;video/x-raw ! decodebin";
}

std::string first_device() {
  GstDeviceMonitor* monitor = gst_device_monitor_new();
  gst_device_monitor_add_filter(monitor, "Video/Source", nullptr);
  std::string path;
  GList* devices = gst_device_monitor_get_devices(monitor);
  for (GList* at = devices; at && path.empty(); at = at->next) {
    GstStructure* properties = gst_device_get_properties(GST_DEVICE(at->data));
    if (!properties) continue;
    for (const char* name : {"device.path", "api.v4l2.path"}) {
      if (const char* value = gst_structure_get_string(properties, name)) path = value;
    }
    gst_structure_free(properties);
  }
  g_list_free_full(devices, gst_object_unref);
  gst_object_unref(monitor);
  return path;
}

std::vector<fs::path> pictures_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".png" || extension == ".jpg" || extension == ".jpeg") files.push_back(fs::absolute(entry.path()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

// multifilesrc wants numbered names of one format, so it is given a folder of numbered links; decodebin tells PNG from JPEG by content.
Result<Source> picture_source(const fs::path& folder, const CameraOptions& options) {
  const auto files = pictures_in(folder);
  if (files.empty()) return fail(ErrorCode::unavailable, "camera.pictures", "no PNG or JPEG file in the folder");
  const std::string extension = files.front().extension().string();
  char scratch[] = "/tmp/uketsuke-pictures-XXXXXX";
  if (!mkdtemp(scratch)) return fail(ErrorCode::unavailable, "camera.pictures", "cannot make a folder for links");
  Source source;
  source.scratch = scratch;
  std::size_t number = 0;
  for (const auto& file : files) {
    if (file.extension() != extension) continue;
    std::string name = std::to_string(number++);
    name.insert(0, 6 - std::min<std::size_t>(6, name.size()), '0');
    std::error_code error;
    fs::create_symlink(file, source.scratch / name, error);
    if (error) return fail(ErrorCode::unavailable, "camera.pictures", error.message());
  }
  const bool png = extension == ".png";
  source.description = "multifilesrc location=\"" + (source.scratch / "%06d").string() + "\" loop=true caps=image/" +
                       (png ? "png" : "jpeg") + ",framerate=" + std::to_string(options.pictures_per_second) + "/1 ! " +
                       (png ? "pngdec" : "jpegdec") + " ! videoconvert ! videorate ! identity sync=true";
  return source;
}

}  // namespace

Source::Source(Source&& other) noexcept : description(std::move(other.description)), scratch(std::exchange(other.scratch, {})) {}

Source::~Source() {
  std::error_code ignored;  // left-over links in the temporary folder harm nobody
  if (!scratch.empty()) fs::remove_all(scratch, ignored);
}

Result<Source> find_source(const CameraOptions& options) {
  Source source;
  if (options.source == "auto") {
    const std::string device = first_device();
    if (device.empty()) return fail(ErrorCode::unavailable, "camera.auto", "no video device");
    source.description = device_description(device, options);
  } else if (options.source.starts_with(kPictures)) {
    return picture_source(options.source.substr(kPictures.size()), options);
  } else if (options.source.starts_with(kPipeline)) {
    source.description = options.source.substr(kPipeline.size());
  } else if (options.source.starts_with("/dev/")) {
    if (!fs::exists(options.source)) return fail(ErrorCode::unavailable, "camera.device", "no such device");
    source.description = device_description(options.source, options);
  } else {
    return fail(ErrorCode::invalid, "camera.source", "not auto, none, /dev/…, pictures:… or pipeline:…");
  }
  return source;
}

}  // namespace uke::kiosk::camera
