#include "kiosk/scan/filters.h"

#include <algorithm>

namespace uke::kiosk::scan {
namespace {

// One row of the vertical binomial, ×16: at most 4,080. `padded` has two pixels of margin on either side.
void vertical_binomial(const std::uint8_t* const rows[5], int width, std::int16_t* padded) {
  std::int16_t* out = padded + 2;
  for (int x = 0; x < width; ++x) {
    out[x] = static_cast<std::int16_t>(rows[0][x] + rows[4][x] + 4 * (rows[1][x] + rows[3][x]) + 6 * rows[2][x]);
  }
  padded[0] = padded[1] = out[0];
  out[width] = out[width + 1] = out[width - 1];
}

// Four fractional bits are kept, so that every intermediate fits 16 bits: eight pixels per SSE2 instruction.
void sharpen_row(const std::uint8_t* in, const std::int16_t* padded, int width, int amount_halves, std::uint8_t* out) {
  const auto amount = static_cast<std::int16_t>(amount_halves);
  for (int x = 0; x < width; ++x) {
    const std::int16_t* p = padded + x;
    const auto sum = static_cast<std::uint16_t>(p[0] + p[4] + 4 * (p[1] + p[3]) + 6 * p[2]);
    const auto value = static_cast<std::int16_t>(in[x] << 4);
    const auto detail = static_cast<std::int16_t>(value - static_cast<std::int16_t>((sum + 8) >> 4));
    const auto boost = static_cast<std::int16_t>(static_cast<std::int16_t>(detail * amount) >> 1);
    const auto sharp = static_cast<std::int16_t>(static_cast<std::int16_t>(value + boost + 8) >> 4);
    out[x] = static_cast<std::uint8_t>(std::clamp<std::int16_t>(sharp, 0, 255));
  }
}

// One row at twice the width, ×4: three parts near, one part far.
void widen_row(const std::uint16_t* in, int width, std::uint16_t* out) {
  const int last = width - 1;
  out[0] = static_cast<std::uint16_t>(4 * in[0]);
  for (int x = 0; x < last; ++x) {
    out[2 * x + 1] = static_cast<std::uint16_t>(3 * in[x] + in[x + 1]);
    out[2 * x + 2] = static_cast<std::uint16_t>(in[x] + 3 * in[x + 1]);
  }
  out[2 * last + 1] = static_cast<std::uint16_t>(4 * in[last]);
}

}  // namespace

void unsharp(View in, int amount_halves, Picture& out) {
  out.resize(std::max(in.width, 0), std::max(in.height, 0));
  if (in.empty()) return;
  std::vector<std::int16_t> padded(static_cast<std::size_t>(in.width) + 4);
  for (int y = 0; y < in.height; ++y) {
    const std::uint8_t* rows[5];
    for (int i = 0; i < 5; ++i) rows[i] = in.row(std::clamp(y + i - 2, 0, in.height - 1));
    vertical_binomial(rows, in.width, padded.data());
    sharpen_row(rows[2], padded.data(), in.width, amount_halves, out.row(y));
  }
}

void half_size(View in, Picture& out) {
  out.resize(std::max(in.width, 0) / 2, std::max(in.height, 0) / 2);
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* a = in.row(2 * y);
    const std::uint8_t* b = in.row(2 * y + 1);
    std::uint8_t* to = out.row(y);
    for (int x = 0; x < out.width; ++x) {
      to[x] = static_cast<std::uint8_t>((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) >> 2);
    }
  }
}

void twice_size(View in, Picture& out) {
  out.resize(2 * std::max(in.width, 0), 2 * std::max(in.height, 0));
  if (in.empty()) return;
  std::vector<std::uint16_t> blend(static_cast<std::size_t>(in.width));
  std::vector<std::uint16_t> wide(static_cast<std::size_t>(out.width));
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* near = in.row(y / 2);
    const std::uint8_t* far = in.row(std::clamp(y / 2 + (y % 2 ? 1 : -1), 0, in.height - 1));
    for (int x = 0; x < in.width; ++x) blend[static_cast<std::size_t>(x)] = static_cast<std::uint16_t>(3 * near[x] + far[x]);
    widen_row(blend.data(), in.width, wide.data());
    std::uint8_t* to = out.row(y);
    for (int x = 0; x < out.width; ++x) to[x] = static_cast<std::uint8_t>((wide[static_cast<std::size_t>(x)] + 8) >> 4);
  }
}

void invert(View in, Picture& out) {
  out.resize(std::max(in.width, 0), std::max(in.height, 0));
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* from = in.row(y);
    std::uint8_t* to = out.row(y);
    for (int x = 0; x < out.width; ++x) to[x] = static_cast<std::uint8_t>(255 - from[x]);
  }
}

}  // namespace uke::kiosk::scan
