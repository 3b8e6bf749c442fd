// From a picture of the camera to the bytes of the QR code in it.
#pragma once

#include "kiosk/app/gray_frame.h"
#include "kiosk/scan/grid_reader.h"
#include "kiosk/scan/picture.h"
#include "kiosk/scan/scene_change.h"

#include <array>
#include <bitset>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace uke::kiosk::scan {

struct DecoderOptions {
  // No pass is begun that would probably end after this; a pass under way is not interrupted.
  std::chrono::microseconds budget{28'000};
  std::function<std::chrono::steady_clock::time_point()> now = [] { return std::chrono::steady_clock::now(); };
};

// A ladder of passes, the likeliest first, until one reads something or the time is used up. Not thread-safe: one decoder
// belongs to one thread and one camera, because it remembers what it saw:
// * the place of the last code is looked at first;
// * two frames of a code that neither alone gives away are added up (grid_reader.h);
// * a new scene gets all passes at once; while little changes, the less likely passes take turns;
// * the very same picture again is answered from memory, or goes on where the time ran out.
class Decoder {
 public:
  explicit Decoder(DecoderOptions options = {});

  // All bytes of the code, of whatever kind (they may hold NUL or be invalid UTF-8); nothing if none was read.
  // Pictures of any size; tuned for 1280×720.
  std::optional<std::string> decode(const app::GrayFrame& frame);

  // A code that was in the last frame but could not be read: for advise().
  [[nodiscard]] const std::optional<Sighting>& sighting() const { return sighting_; }

 private:
  using Time = std::chrono::steady_clock::time_point;
  using Pass = std::optional<Hit> (Decoder::*)();
  static constexpr std::size_t kPasses = 9;
  static const std::array<Pass, kPasses> kLadder;

  void begin(const app::GrayFrame& frame);
  std::optional<Hit> climb(Change change);
  bool is_turn_of(std::size_t pass, Change change) const;
  std::optional<Hit> timed(std::size_t pass);
  void remember_place(const Hit& hit);
  void see();
  View sharp();
  View half();

  std::optional<Hit> last_place();
  std::optional<Hit> whole_frame();
  std::optional<Hit> grid();
  std::optional<Hit> sharp_frame();
  std::optional<Hit> half_frame();
  std::optional<Hit> grid_guess();
  std::optional<Hit> centre_doubled();
  std::optional<Hit> one_threshold();
  std::optional<Hit> inverted();

  DecoderOptions options_;
  GridReader::Late late_;
  SceneChange scene_;
  std::optional<std::string> last_text_;
  std::optional<Sighting> sighting_;
  std::size_t turn_ = 0;
  std::bitset<kPasses> done_;  // with this picture
  Rect place_;                 // around the last code; empty when it is unknown
  std::array<std::chrono::steady_clock::duration, kPasses> usual_{};

  // This frame, and what passes derived from it so far.
  app::GrayFrame held_;  // keeps frame_ alive: a pass may go on with it when the same picture comes again
  View frame_;
  Time end_{};
  bool has_sharp_ = false, has_half_ = false, has_grid_ = false, has_half_grid_ = false;
  Picture sharp_, half_, half_sharp_, work_, work_sharp_;
  GridReader grid_, half_grid_, place_grid_, inverted_grid_;
};

}  // namespace uke::kiosk::scan
