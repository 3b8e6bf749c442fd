// Synthetic camera pictures of QR codes: a phone or a sheet held before a kiosk's camera in a foyer, with the faults such
// pictures have. Everything follows from its parameters and a seed: the same scene gives the same pixels.
#pragma once

#include "kiosk/app/gray_frame.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::test {

// A symbol without quiet zone: `dark` holds side × side values, 1 = dark, row by row.
struct QrModules {
  int side = 0;
  std::vector<std::uint8_t> dark;

  [[nodiscard]] bool is_dark(int x, int y) const {
    return x >= 0 && y >= 0 && x < side && y < side && dark[static_cast<std::size_t>(y * side + x)] != 0;
  }
};

// The symbol for any bytes at error correction level M; upper-case ticket texts become alphanumeric, all else bytes.
[[nodiscard]] QrModules qr_modules(std::string_view bytes);

// A text of the length and alphabet of a ticket code (155 characters, design 03), made up from the seed; its signature is
// not valid.
[[nodiscard]] std::string ticket_text(std::uint64_t seed);

// A clean upright picture: whole pixels per module, four modules of quiet zone, black on white.
[[nodiscard]] kiosk::app::GrayFrame qr_image(std::string_view bytes, int px_per_module = 4);

struct Scene {
  int width = 1280;
  int height = 720;
  double px_per_module = 4;  // at the middle of the symbol
  double centre_x = 0;       // middle of the symbol, pixels from the middle of the frame
  double centre_y = 0;
  double rotation_deg = 0;
  double tilt_x_deg = 0;  // leaning back or forth: upper and lower edge differ in length
  double tilt_y_deg = 0;
  double blur_sigma_px = 0;  // out of focus
  double motion_px = 0;      // length of the smear while the shutter is open
  double motion_deg = 0;
  double white = 230;       // gray value of the lit screen or paper
  double black = 20;        // and of a dark module: reflections lift it
  double uneven_light = 0;  // how much of the light is lost from one end of the phone to the other, 0…1
  double light_deg = 0;
  double noise_sigma = 0;
  double glare = 0;          // 0…1: strength of a bright reflection over the code
  double glare_radius = 10;  // modules
  double cover_right = 0;    // part of the symbol hidden at its right side, 0…1 (a thumb)
  bool clutter = true;       // people and things behind; otherwise one even gray
  bool inverted = false;     // light modules on dark ground
  bool mirrored = false;
  bool phone = true;        // false: nothing but the background
  std::uint64_t place = 1;  // what stands behind
  std::uint64_t seed = 1;   // the sensor's noise
};

[[nodiscard]] kiosk::app::GrayFrame picture(const QrModules& code, const Scene& scene);

// Blur, tilt, uneven light and noise of a phone held by hand, drawn from the seed. Calibrated against design 08 with
// ZXing-C++ 1.4, one pass, tryHarder; bench/scan prints that row beside ours.
[[nodiscard]] Scene typical(std::uint64_t seed, double px_per_module);

// The same hand over `frames` frames at 30 per second: it drifts and trembles, the focus breathes, each frame has its own noise.
[[nodiscard]] std::vector<Scene> held_sequence(std::uint64_t seed, double px_per_module, int frames);

// Something without any code: people, stripes, printed matter.
[[nodiscard]] Scene empty_foyer(std::uint64_t seed);

// Binary PGM (P5), for looking at a frame. False when the file could not be written.
bool write_pgm(const kiosk::app::GrayFrame& frame, const std::string& path);

}  // namespace uke::test
