#include "kiosk/runtime/decode_thread.h"

#include "kiosk/runtime/coach_pace.h"
#include "kiosk/runtime/newest.h"
#include "kiosk/scan/decoder.h"

#include <pthread.h>
#include <string>
#include <thread>
#include <utility>

namespace uke::kiosk::runtime {

struct DecodeThread::Impl {
  EventQueue& events;
  Newest<app::GrayFrame> frames;
  scan::Decoder decoder;
  CoachPace coach;
  std::string last_text;
  std::chrono::steady_clock::time_point last_told{};
  std::thread thread;

  explicit Impl(EventQueue& queue) : events(queue) {}

  void run() {
    while (auto frame = frames.wait()) read(*frame);
  }

  void read(const app::GrayFrame& frame) {
    auto text = decoder.decode(frame);
    const auto fault = text ? std::nullopt : scan::advise(frame, decoder.sighting());
    if (const auto advice = coach.feed(fault, frame.captured)) {
      events.push(app::Coached{std::string(advice_key(*advice))}, EventQueue::WhenFull::drop);
    }
    if (!text || (*text == last_text && frame.captured - last_told < kRepeat)) return;
    last_text = *text;
    last_told = frame.captured;
    events.push(app::Scanned{std::move(*text), app::ScanSource::camera, frame.captured}, EventQueue::WhenFull::drop);
  }
};

DecodeThread::DecodeThread(EventQueue& events) : impl_(std::make_unique<Impl>(events)) {
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
  pthread_setname_np(impl_->thread.native_handle(), "decoder");
}

DecodeThread::~DecodeThread() {
  impl_->frames.close();
  impl_->thread.join();
}

void DecodeThread::put(app::GrayFrame frame) { impl_->frames.put(std::move(frame)); }

}  // namespace uke::kiosk::runtime
