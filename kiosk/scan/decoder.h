// From a picture of the camera to the bytes of the QR code in it.
#pragma once

#include "kiosk/app/gray_frame.h"
#include "kiosk/scan/picture.h"
#include "kiosk/scan/zxing_reader.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace uke::kiosk::scan {

struct DecoderOptions {
  std::chrono::microseconds budget{28'000};  // no further pass is begun after this; a pass under way is not interrupted
  std::function<std::chrono::steady_clock::time_point()> now = [] { return std::chrono::steady_clock::now(); };
};

// A ladder of passes, the likeliest first, until one reads something or the time is used up. Not thread-safe: one
// decoder belongs to one thread and one camera, because it remembers what it saw.
class Decoder {
 public:
  explicit Decoder(DecoderOptions options = {}) : options_(std::move(options)) {}

  // All bytes of the code, of whatever kind (they may hold NUL or be invalid UTF-8); nothing if none was read.
  std::optional<std::string> decode(const app::GrayFrame& frame);

 private:
  std::optional<Hit> climb(View frame);

  DecoderOptions options_;
  std::uint64_t frames_ = 0;
  Picture sharp_, work_;
};

}  // namespace uke::kiosk::scan
