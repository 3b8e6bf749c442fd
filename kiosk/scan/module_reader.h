// From a grid laid over a picture to the darkness of each module, as sure as blur and noise allow.
#pragma once

#include "kiosk/scan/grid_fit.h"

#include <vector>

namespace uke::kiosk::scan {

// One number per module, row by row: above 0 dark, below 0 light, about ±1 where it is certain.
struct SoftModules {
  int side = 0;
  std::vector<float> dark;
};

// Plain reading: the sharpened picture against its neighbourhood. Enough for a picture in focus.
[[nodiscard]] SoftModules read_modules(View sharp, const Grid& grid);

// Reading by an equalizer: a linear filter over 5×5 half-module samples of the unsharpened picture that is fitted to this very
// symbol, so that it undoes this picture's defocus and motion blur. It learns from the modules that are the same in every
// symbol and from the `guess` for the others, `rounds` times with its own better guess.
[[nodiscard]] SoftModules equalize_modules(View picture, const Grid& grid, SoftModules guess, int rounds);

// How alike two readings are, −1…1; 0 when the sizes differ. Two frames of one symbol give more than 0.5.
[[nodiscard]] double likeness(const SoftModules& a, const SoftModules& b);

// A black-and-white picture of the modules with quiet zone, 3 pixels per module.
void draw_modules(const SoftModules& modules, Picture& out);

}  // namespace uke::kiosk::scan
