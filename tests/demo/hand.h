// A simulated camera: writes gray 1280×720 frames of an empty foyer, or of somebody holding a phone up, to a pipe, 15 a second.
// The kiosk reads it with --camera "pipeline:filesrc location=PIPE ! rawvideoparse format=gray8 width=1280 height=720 framerate=15/1".
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace uke::demo {

// Owns a thread. The destructor ends the stream.
class Hand {
 public:
  explicit Hand(std::filesystem::path pipe);
  ~Hand();
  Hand(const Hand&) = delete;
  Hand& operator=(const Hand&) = delete;

  // Holds a phone with this code up from now on: moving, tilted, blurred as the seed has it. Frames are made before this returns.
  void hold(const std::string& text, std::uint64_t seed, double px_per_module);
  // Takes it away.
  void lower();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke::demo
