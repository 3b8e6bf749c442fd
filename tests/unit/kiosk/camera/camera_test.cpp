#include "kiosk/camera/camera.h"
#include "kiosk/camera/frame.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <unistd.h>

using namespace uke;
using namespace uke::kiosk;

namespace {

// Collects what a camera delivers and waits for it with a limit.
struct Watcher {
  std::mutex mutex;
  std::condition_variable wake;
  std::vector<camera::CameraFrame> frames;
  std::vector<app::CameraState> states;

  std::unique_ptr<camera::Camera> watch(camera::CameraOptions options) {
    return std::make_unique<camera::Camera>(
        std::move(options),
        [this](const camera::CameraFrame& frame) {
          const std::lock_guard lock(mutex);
          frames.push_back(frame);
          wake.notify_all();
        },
        [this](app::CameraState state) {
          const std::lock_guard lock(mutex);
          states.push_back(state);
          wake.notify_all();
        });
  }
  template <class Done>
  bool wait(Done done) {
    std::unique_lock lock(mutex);
    return wake.wait_for(lock, std::chrono::seconds(20), done);
  }
  long seen(app::CameraState state) const { return std::count(states.begin(), states.end(), state); }
};

camera::CameraOptions quick(std::string source) {
  camera::CameraOptions options;
  options.source = std::move(source);
  options.width = 320;
  options.height = 240;
  options.retry_first = Millis{20};
  options.retry_max = Millis{40};
  options.silence_max = Millis{1500};
  return options;
}

}  // namespace

TEST_CASE("delivers frames of the size that was asked for, whatever the source has") {
  Watcher watcher;
  const auto camera = watcher.watch(quick("pipeline:videotestsrc is-live=true pattern=white ! video/x-raw,width=640,height=480"));
  REQUIRE(watcher.wait([&] { return watcher.frames.size() >= 3; }));
  const std::lock_guard lock(watcher.mutex);
  const auto& frame = watcher.frames.back();
  CHECK(frame.gray.valid());
  CHECK(frame.gray.width == 320);
  CHECK(frame.gray.height == 240);
  CHECK(frame.gray.row(120)[160] > 200);
  CHECK(frame.preview_width == 160);
  CHECK(frame.preview->size() == 160U * 120U * 4U);
  CHECK(watcher.frames[1].gray.sequence == watcher.frames[0].gray.sequence + 1);
}

TEST_CASE("a camera that ends is lost and opened again") {
  Watcher watcher;
  const auto camera = watcher.watch(quick("pipeline:videotestsrc num-buffers=3"));
  CHECK(watcher.wait([&] { return watcher.seen(app::CameraState::lost) >= 2 && watcher.seen(app::CameraState::running) >= 2; }));
}

TEST_CASE("a camera that falls silent is lost") {
  Watcher watcher;
  auto options = quick("pipeline:videotestsrc is-live=true ! identity sleep-time=10000000");
  options.silence_max = Millis{150};
  const auto camera = watcher.watch(options);
  CHECK(watcher.wait([&] { return watcher.seen(app::CameraState::lost) >= 1; }));
}

TEST_CASE("a missing device, nonsense and a broken pipeline are lost cameras and no crash") {
  const std::string source =
      GENERATE(std::string("/dev/video-none"), std::string("pictures:/nowhere"), std::string("pipeline:no_such_element ! fakesink"),
               std::string("pipeline:filesrc location=/dev/zero num-buffers=2 ! decodebin"), std::string("what is this"));
  INFO(source);
  Watcher watcher;
  const auto camera = watcher.watch(quick(source));
  CHECK(watcher.wait([&] { return watcher.seen(app::CameraState::lost) >= 1; }));
  CHECK(watcher.frames.empty());
}

TEST_CASE("a folder of pictures is shown in order, again and again") {
  const auto folder = std::filesystem::temp_directory_path() / ("uketsuke-camera-test-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::filesystem::copy_file(UKE_TEST_DATA "/pictures/black.png", folder / "1.png", std::filesystem::copy_options::overwrite_existing);
  std::filesystem::copy_file(UKE_TEST_DATA "/pictures/white.png", folder / "2.png", std::filesystem::copy_options::overwrite_existing);
  Watcher watcher;
  {
    const auto camera = watcher.watch(quick("pictures:" + folder.string()));
    const auto brightness = [](const camera::CameraFrame& frame) { return frame.gray.row(100)[100]; };
    CHECK(watcher.wait([&] {
      return std::count_if(watcher.frames.begin(), watcher.frames.end(), [&](auto& f) { return brightness(f) > 200; }) >= 2 &&
             std::count_if(watcher.frames.begin(), watcher.frames.end(), [&](auto& f) { return brightness(f) < 50; }) >= 2;
    }));
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("none means no thread, no state and no frames") {
  Watcher watcher;
  {
    const auto camera = watcher.watch(quick("none"));
  }
  CHECK(watcher.states.empty());
}

TEST_CASE("the preview has the picture's colours") {
  const std::uint8_t y[4] = {76, 76, 76, 76};  // pure red in BT.601: Y 76, U 85, V 255
  const std::uint8_t u = 85;
  const std::uint8_t v = 255;
  const auto frame = camera::copy_frame({.y = y, .u = &u, .v = &v, .y_stride = 2, .chroma_stride = 1, .width = 2, .height = 2}, {}, 7);
  REQUIRE(frame.preview->size() == 4);
  CHECK((*frame.preview)[0] > 245);
  CHECK((*frame.preview)[1] < 10);
  CHECK((*frame.preview)[2] < 10);
  CHECK(frame.gray.sequence == 7);
}
