// Tells a USB scanner, which types like a keyboard, from a person who types. Pure: times are handed in.
//
// A scanner sends its characters a few milliseconds apart and ends with Enter (some with Tab or with nothing). A person's fingers are
// slower. So characters are held until it is clear what they are; what a person typed comes out at most kPause late. A busy machine may
// stall in the middle of a burst: then its first part has come out as typing, but the whole burst is a scan all the same when Enter comes,
// because its characters were too fast on average.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace uke::kiosk::app {

class Wedge {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Longer than this between two characters: a person. Cheap scanners need up to 20 ms a character.
  static constexpr std::chrono::milliseconds kPause{60};
  static constexpr std::chrono::milliseconds kStallMax{400};   // a longer pause begins a new text, whatever follows
  static constexpr std::chrono::milliseconds kAverageMax{40};  // per character of a whole scan; quick typists need 80
  static constexpr std::size_t kScanLengthMin = 6;             // shorter bursts are typing: two keys hit at once, a bounced key
  static constexpr std::size_t kHeldBytesMax =
      16'384;  // a stuck key or a hostile code cannot fill the memory; the rest of the burst is dropped

  struct Scan {
    std::string text;
    Time at;  // of its end
  };
  struct Hand {
    std::string text;  // one character as typed; Enter "\n", Backspace "\b", Escape "\x1b", Tab "\t"
  };
  using Output = std::variant<Scan, Hand>;

  // One character (UTF-8) or one of the control characters above.
  [[nodiscard]] std::vector<Output> feed(std::string_view character, Time now);
  // Call when deadline() has passed: gives out what was held back.
  [[nodiscard]] std::vector<Output> flush(Time now);
  // When flush() must be called; nothing while nothing is held.
  [[nodiscard]] std::optional<Time> deadline() const;

 private:
  [[nodiscard]] bool is_scan() const;
  void release(std::vector<Output>& out);
  void begin_anew();

  std::string run_;           // everything since the last long pause or Enter
  std::size_t released_ = 0;  // bytes of it that came out as typing
  std::size_t characters_ = 0;
  Time began_{};
  Time last_{};
};

}  // namespace uke::kiosk::app
