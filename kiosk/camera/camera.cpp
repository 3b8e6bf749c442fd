#include "kiosk/camera/camera.h"

#include "kiosk/camera/frame.h"
#include "kiosk/camera/source.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <pthread.h>
#include <thread>

namespace uke::kiosk::camera {
namespace {

using Steady = std::chrono::steady_clock;

struct Unref {
  void operator()(GstElement* element) const {
    gst_element_set_state(element, GST_STATE_NULL);
    gst_object_unref(element);
  }
  void operator()(GstSample* sample) const { gst_sample_unref(sample); }
};
using Element = std::unique_ptr<GstElement, Unref>;
using Sample = std::unique_ptr<GstSample, Unref>;

// The sink keeps one picture and throws older ones away, so whoever is slow sees the newest.
Element make_pipeline(const std::string& source, const CameraOptions& options) {
  const std::string description =
      source + " ! videoconvert ! videoscale add-borders=true ! video/x-raw,format=I420,width=" + std::to_string(options.width & ~1) +
      ",height=" + std::to_string(options.height & ~1) + ",pixel-aspect-ratio=1/1 ! appsink name=sink max-buffers=1 drop=true sync=false";
  GError* error = nullptr;
  GstElement* pipeline = gst_parse_launch(description.c_str(), &error);
  if (error) {  // a pipeline may exist all the same, with a link missing
    g_error_free(error);
    if (pipeline) gst_object_unref(pipeline);
    return nullptr;
  }
  return Element(pipeline);
}

bool has_failed(GstElement* pipeline) {
  GstBus* bus = gst_element_get_bus(pipeline);
  GstMessage* message = gst_bus_pop_filtered(bus, static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_EOS));
  gst_object_unref(bus);
  if (!message) return false;
  gst_message_unref(message);
  return true;
}

}  // namespace

struct Camera::Impl {
  CameraOptions options;
  OnFrame on_frame;
  OnState on_state;
  std::atomic<bool> stopping = false;
  std::mutex mutex;
  std::condition_variable wake;
  app::CameraState state = app::CameraState::off;
  std::uint64_t sequence = 0;
  std::thread thread;

  void tell(app::CameraState next) {
    if (next == state) return;
    state = next;
    on_state(next);
  }

  void run() {
    gst_init(nullptr, nullptr);
    Millis retry = options.retry_first;
    tell(app::CameraState::starting);
    while (!stopping) {
      if (const std::uint64_t before = sequence; play(), sequence != before) retry = options.retry_first;
      if (stopping) break;
      tell(app::CameraState::lost);
      std::unique_lock lock(mutex);
      wake.wait_for(lock, retry, [this] { return stopping.load(); });
      retry = std::min(retry * 2, options.retry_max);
    }
  }

  // Opens the source and hands on frames until it fails, ends, falls silent, or the camera is stopped.
  void play() {
    const auto source = find_source(options);
    if (!source) return;
    const Element pipeline = make_pipeline(source->description, options);
    if (!pipeline) return;
    GstElement* sink = gst_bin_get_by_name(GST_BIN(pipeline.get()), "sink");
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    auto last = Steady::now();
    while (!stopping && Steady::now() - last < options.silence_max) {
      const Sample sample(gst_app_sink_try_pull_sample(GST_APP_SINK(sink), 100 * GST_MSECOND));
      if (sample && hand_on(sample.get())) {
        last = Steady::now();
        tell(app::CameraState::running);
      }
      if (!sample && (has_failed(pipeline.get()) || gst_app_sink_is_eos(GST_APP_SINK(sink)))) break;
    }
    gst_object_unref(sink);
  }

  bool hand_on(GstSample* sample) {
    GstVideoInfo info;
    GstCaps* caps = gst_sample_get_caps(sample);
    GstBuffer* buffer = gst_sample_get_buffer(sample);
    GstVideoFrame video;
    if (!caps || !buffer || !gst_video_info_from_caps(&info, caps)) return false;
    if (!gst_video_frame_map(&video, &info, buffer, GST_MAP_READ)) return false;
    const auto plane = [&](guint n) { return static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&video, n)); };
    const I420 picture{.y = plane(0),
                       .u = plane(1),
                       .v = plane(2),
                       .y_stride = GST_VIDEO_FRAME_PLANE_STRIDE(&video, 0),
                       .chroma_stride = GST_VIDEO_FRAME_PLANE_STRIDE(&video, 1),
                       .width = GST_VIDEO_FRAME_WIDTH(&video),
                       .height = GST_VIDEO_FRAME_HEIGHT(&video)};
    on_frame(copy_frame(picture, Steady::now(), sequence++));
    gst_video_frame_unmap(&video);
    return true;
  }
};

Camera::Camera(CameraOptions options, OnFrame on_frame, OnState on_state) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
  impl_->on_frame = std::move(on_frame);
  impl_->on_state = std::move(on_state);
  if (impl_->options.source == "none") return;
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
  pthread_setname_np(impl_->thread.native_handle(), "camera");
}

Camera::~Camera() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace uke::kiosk::camera
