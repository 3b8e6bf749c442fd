#include "kiosk/scan/decoder.h"

#include "kiosk/scan/filters.h"

namespace uke::kiosk::scan {

std::optional<std::string> Decoder::decode(const app::GrayFrame& frame) {
  if (!frame.valid()) return std::nullopt;
  auto hit = climb({frame.pixels->data(), frame.width, frame.height, frame.stride});
  ++frames_;
  if (!hit) return std::nullopt;
  return std::move(hit->bytes);
}

std::optional<Hit> Decoder::climb(View frame) {
  const auto end = options_.now() + options_.budget;
  const auto late = [&] { return options_.now() >= end; };
  if (auto hit = read_qr(frame, Threshold::local_average)) return hit;
  if (late()) return std::nullopt;
  unsharp(frame, 5, sharp_);
  if (auto hit = read_qr(sharp_.view(), Threshold::local_average)) return hit;
  if (late()) return std::nullopt;
  half_size(frame, work_);
  if (auto hit = read_qr(work_.view(), Threshold::local_average)) return hit;
  if (late()) return std::nullopt;
  twice_size(crop(sharp_.view(), {(frame.width - 640) / 2, (frame.height - 480) / 2, 640, 480}), work_);
  if (auto hit = read_qr(work_.view(), Threshold::local_average)) return hit;
  if (late()) return std::nullopt;
  if (frames_ % 4 == 1) return read_qr(frame, Threshold::global_histogram);
  if (frames_ % 4 == 3) {
    invert(frame, work_);
    return read_qr(work_.view(), Threshold::local_average);
  }
  return std::nullopt;
}

}  // namespace uke::kiosk::scan
