#include "tests/demo/hand.h"

#include "tests/support/qr_pictures.h"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>

namespace uke::demo {
namespace {

using kiosk::app::GrayFrame;

constexpr int kFramesMade = 8;  // shown forth and back while the phone is held
constexpr std::chrono::milliseconds kFrameTime{66};

bool write_all(int file, const std::vector<std::uint8_t>& bytes, const std::atomic<bool>& stopping) {
  for (std::size_t done = 0; done < bytes.size();) {
    if (stopping) return false;
    const ssize_t wrote = write(file, bytes.data() + done, bytes.size() - done);
    if (wrote < 0 && errno == EAGAIN) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      continue;
    }
    if (wrote <= 0) return false;
    done += static_cast<std::size_t>(wrote);
  }
  return true;
}

}  // namespace

struct Hand::Impl {
  std::filesystem::path pipe;
  std::atomic<bool> stopping = false;
  std::mutex mutex;
  std::vector<GrayFrame> held;
  std::vector<GrayFrame> empty;
  std::thread thread;

  GrayFrame frame(std::size_t number) {
    const std::lock_guard lock(mutex);
    const auto& frames = held.empty() ? empty : held;
    const std::size_t there_and_back = frames.size() * 2 - 1;
    const std::size_t at = number % there_and_back;
    return frames[at < frames.size() ? at : there_and_back - at];
  }

  int open_pipe() {
    while (!stopping) {  // opening for writing fails until somebody reads
      if (const int file = open(pipe.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC); file >= 0) return file;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return -1;
  }

  void run() {
    std::size_t number = 0;
    while (!stopping) {
      const int file = open_pipe();
      if (file < 0) return;
      auto due = std::chrono::steady_clock::now();
      while (!stopping && write_all(file, *frame(number++).pixels, stopping)) {
        due = std::max(due + kFrameTime, std::chrono::steady_clock::now() - kFrameTime);
        std::this_thread::sleep_until(due);
      }
      close(file);
    }
  }
};

Hand::Hand(std::filesystem::path pipe) : impl_(std::make_unique<Impl>()) {
  std::signal(SIGPIPE, SIG_IGN);  // the kiosk may leave first
  impl_->pipe = std::move(pipe);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    auto scene = test::empty_foyer(5);
    scene.seed = seed;
    impl_->empty.push_back(test::picture({}, scene));
  }
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

Hand::~Hand() {
  impl_->stopping = true;
  impl_->thread.join();
}

void Hand::hold(const std::string& text, std::uint64_t seed, double px_per_module) {
  const auto code = test::qr_modules(text);
  std::vector<GrayFrame> frames;
  for (const auto& scene : test::held_sequence(seed, px_per_module, kFramesMade)) frames.push_back(test::picture(code, scene));
  const std::lock_guard lock(impl_->mutex);
  impl_->held = std::move(frames);
}

void Hand::lower() {
  const std::lock_guard lock(impl_->mutex);
  impl_->held.clear();
}

}  // namespace uke::demo
