// Sounds of the desk: short tones made in memory, so that there is no file to miss. Without a sound card it stays silent.
#pragma once

#include "kiosk/app/facts.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace uke::kiosk::devices {

inline constexpr int kSampleRate = 44'100;

// 16-bit mono samples of one sound. Pure. `admitted` is high and short, `attention` two soft middle tones (never low: nobody is to
// feel told off), `trouble` lower and longer.
[[nodiscard]] std::vector<std::int16_t> make_sound(app::Sound sound);

// Not thread-safe. Playing never blocks: samples are queued with the card; a new sound replaces one that still plays.
class Speaker {
 public:
  enum class Output : std::uint8_t { on, off };
  explicit Speaker(Output output);
  ~Speaker();
  Speaker(const Speaker&) = delete;
  Speaker& operator=(const Speaker&) = delete;

  void play(app::Sound sound);
  // False where there is no card, or it was switched off.
  [[nodiscard]] bool works() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke::kiosk::devices
