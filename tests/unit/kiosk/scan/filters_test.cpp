#include "kiosk/scan/filters.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"

#include <algorithm>
#include <cmath>

namespace uke::kiosk::scan {
namespace {

// A random picture inside a larger one, so that rows have gaps.
struct Sample {
  std::vector<std::uint8_t> pixels;
  View view;

  Sample(int width, int height, std::uint64_t seed) : pixels(static_cast<std::size_t>((width + 5) * height)) {
    test::Chance chance(seed);
    for (auto& pixel : pixels) pixel = static_cast<std::uint8_t>(chance.next());
    view = {pixels.data(), width, height, width + 5};
  }
};

int at(View in, int x, int y) { return in.row(std::clamp(y, 0, in.height - 1))[std::clamp(x, 0, in.width - 1)]; }

constexpr int kSizes[][2] = {{1, 1}, {2, 3}, {5, 5}, {16, 9}, {33, 31}, {64, 2}, {1, 40}};

TEST_CASE("unsharp_is_the_binomial_mask_within_two_gray_levels") {
  for (const auto& [width, height] : kSizes) {
    const Sample in(width, height, static_cast<std::uint64_t>(width * height));
    for (const int halves : {1, 5, 8}) {
      Picture out;
      unsharp(in.view, halves, out);
      REQUIRE(out.width == width);
      REQUIRE(out.height == height);
      constexpr double kTaps[5] = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          double blurred = 0;
          for (int dy = -2; dy <= 2; ++dy) {
            for (int dx = -2; dx <= 2; ++dx) blurred += kTaps[dx + 2] * kTaps[dy + 2] * at(in.view, x + dx, y + dy);
          }
          const double value = at(in.view, x, y);
          const double sharp = std::clamp(value + halves / 2.0 * (value - blurred), 0.0, 255.0);
          INFO(width << "x" << height << " at " << x << "," << y << " amount " << halves);
          CHECK(std::abs(out.row(y)[x] - sharp) <= 1.01);
        }
      }
    }
  }
}

TEST_CASE("half_size_is_the_rounded_mean_of_four") {
  for (const auto& [width, height] : kSizes) {
    const Sample in(width, height, 7);
    Picture out;
    half_size(in.view, out);
    REQUIRE(out.width == width / 2);
    REQUIRE(out.height == height / 2);
    for (int y = 0; y < out.height; ++y) {
      for (int x = 0; x < out.width; ++x) {
        const int sum =
            at(in.view, 2 * x, 2 * y) + at(in.view, 2 * x + 1, 2 * y) + at(in.view, 2 * x, 2 * y + 1) + at(in.view, 2 * x + 1, 2 * y + 1);
        CHECK(out.row(y)[x] == (sum + 2) / 4);
      }
    }
  }
}

TEST_CASE("twice_size_is_bilinear") {
  for (const auto& [width, height] : kSizes) {
    const Sample in(width, height, 9);
    Picture out;
    twice_size(in.view, out);
    REQUIRE(out.width == 2 * width);
    REQUIRE(out.height == 2 * height);
    for (int y = 0; y < out.height; ++y) {
      for (int x = 0; x < out.width; ++x) {
        const int nx = x / 2, ny = y / 2, fx = nx + (x % 2 ? 1 : -1), fy = ny + (y % 2 ? 1 : -1);
        const int sum = 9 * at(in.view, nx, ny) + 3 * at(in.view, fx, ny) + 3 * at(in.view, nx, fy) + at(in.view, fx, fy);
        CHECK(out.row(y)[x] == (sum + 8) / 16);
      }
    }
  }
}

TEST_CASE("invert_turns_every_gray_value_around") {
  const Sample in(17, 5, 3);
  Picture out;
  invert(in.view, out);
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 17; ++x) CHECK(out.row(y)[x] == 255 - at(in.view, x, y));
  }
}

TEST_CASE("empty_pictures_give_empty_pictures") {
  Picture out;
  out.resize(4, 4);
  unsharp({}, 5, out);
  CHECK(out.pixels.empty());
  half_size({}, out);
  CHECK(out.pixels.empty());
  twice_size({}, out);
  CHECK(out.pixels.empty());
  invert({}, out);
  CHECK(out.pixels.empty());
}

TEST_CASE("crop_keeps_within_the_picture") {
  const Sample in(20, 10, 4);
  const View part = crop(in.view, {-3, 6, 10, 100});
  CHECK(part.width == 7);
  CHECK(part.height == 4);
  CHECK(part.row(0)[0] == at(in.view, 0, 6));
  CHECK(crop(in.view, {20, 0, 5, 5}).empty());
  CHECK(crop(in.view, {0, 0, 0, 5}).empty());
  CHECK(crop({}, {0, 0, 5, 5}).empty());
}

}  // namespace
}  // namespace uke::kiosk::scan
