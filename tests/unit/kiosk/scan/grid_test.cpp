#include "kiosk/scan/filters.h"
#include "kiosk/scan/finder_guess.h"
#include "kiosk/scan/module_reader.h"
#include "kiosk/scan/symbol_layout.h"
#include "tests/support/catch.h"
#include "tests/support/qr_pictures.h"

#include <cmath>

namespace uke::kiosk::scan {
namespace {

using test::Scene;

bool near_to(double value, double wanted, double slack) { return std::abs(value - wanted) <= slack; }

TEST_CASE("alignment_patterns_lie_where_the_standard_says") {
  // ISO/IEC 18004, table E.1.
  CHECK(alignment_positions(21).empty());
  CHECK(alignment_positions(17 + 4 * 2) == std::vector<int>{6, 18});
  CHECK(alignment_positions(17 + 4 * 7) == std::vector<int>{6, 22, 38});
  CHECK(alignment_positions(17 + 4 * 14) == std::vector<int>{6, 26, 46, 66});
  CHECK(alignment_positions(17 + 4 * 32) == std::vector<int>{6, 34, 60, 86, 112, 138});
  CHECK(alignment_positions(17 + 4 * 40) == std::vector<int>{6, 30, 58, 86, 114, 142, 170});
}

TEST_CASE("fixed_modules_agree_with_symbols_of_all_sizes") {
  for (const std::size_t length : {5U, 30U, 155U, 400U, 900U, 1800U, 2300U}) {
    const auto code = test::qr_modules(std::string(length, 'x'));
    INFO(code.side);
    REQUIRE(is_symbol_side(code.side));
    int wrong = 0;
    for (const auto& known : symbol_layout(code.side).all) wrong += code.is_dark(known.x, known.y) != known.dark ? 1 : 0;
    CHECK(wrong == 0);
    CHECK(symbol_layout(code.side).sparse.size() <= 500);
  }
}

TEST_CASE("a_homography_takes_each_point_to_its_place") {
  const std::array<PointF, 4> from{PointF{3.5, 3.5}, PointF{41.5, 3.5}, PointF{38.5, 38.5}, PointF{3.5, 41.5}};
  const std::array<PointF, 4> to{PointF{100, 120}, PointF{230, 110}, PointF{215, 260}, PointF{90, 240}};
  const Homography h(from, to);
  for (std::size_t i = 0; i < 4; ++i) {
    const PointF p = h(from[i].x, from[i].y);
    CHECK(near_to(p.x, to[i].x, 1e-6));
    CHECK(near_to(p.y, to[i].y, 1e-6));
  }
}

// What the scanner does with one frame up to the grid.
struct Search {
  View view;
  Picture sharp, dark;
  LocalMean mean;
  std::vector<Finder> finders;

  explicit Search(const app::GrayFrame& frame) : view{frame.pixels->data(), frame.width, frame.height, frame.stride} {
    unsharp(view, 5, sharp);
    mean.measure(sharp.view());
    mean.binarize(sharp.view(), dark);
    finders = find_finders(dark.view());
    rate_finders(light(), finders);
  }
  [[nodiscard]] FlatLight light() const { return {sharp.view(), mean}; }
};

Scene tilted() {
  Scene scene;
  scene.px_per_module = 4;
  scene.rotation_deg = 12;
  scene.tilt_x_deg = 15;
  scene.tilt_y_deg = -10;
  scene.noise_sigma = 3;
  scene.clutter = false;
  return scene;
}

TEST_CASE("finds_the_three_corners_of_a_tilted_code") {
  const auto frame = test::picture(test::qr_modules(test::ticket_text(1)), tilted());
  const Search search(frame);
  REQUIRE(search.finders.size() >= 3);
  const auto triples = likely_triples(search.finders, 1);
  REQUIRE(triples.size() == 1);
  CHECK(near_to(triples[0].module_px, 4, 0.4));
  CHECK(triples[0].corners[0].centre.x < triples[0].corners[1].centre.x);  // upper left, upper right, lower left
  CHECK(triples[0].corners[0].centre.y < triples[0].corners[2].centre.y);
}

TEST_CASE("lays_the_grid_of_the_right_size_and_reads_every_module") {
  const auto code = test::qr_modules(test::ticket_text(1));
  const auto frame = test::picture(code, tilted());
  const Search search(frame);
  const auto triples = likely_triples(search.finders, 1);
  REQUIRE(!triples.empty());
  const auto grids = fit_grids(search.light(), triples[0], Perspective::weak);
  REQUIRE(!grids.empty());
  CHECK(grids[0].side == 45);
  CHECK(grids[0].agreement > 0.8);
  const auto modules = read_modules(search.sharp.view(), grids[0]);
  int wrong = 0;
  for (std::size_t i = 0; i < modules.dark.size(); ++i) wrong += (modules.dark[i] > 0) != (code.dark[i] != 0) ? 1 : 0;
  CHECK(wrong == 0);
}

TEST_CASE("the_equalizer_undoes_motion_blur") {
  const auto code = test::qr_modules(test::ticket_text(2));
  Scene scene = tilted();
  scene.px_per_module = 3;
  const auto sharp_frame = test::picture(code, scene);
  const Search search(sharp_frame);
  const auto triples = likely_triples(search.finders, 1);
  REQUIRE(!triples.empty());
  const auto grids = fit_grids(search.light(), triples[0], Perspective::weak);
  REQUIRE(!grids.empty());
  REQUIRE(grids[0].side == 45);
  // The same pose, smeared.
  scene.blur_sigma_px = 1.2;
  scene.motion_px = 5.5;
  scene.motion_deg = 20;
  const auto frame = test::picture(code, scene);
  const Search blurred(frame);
  const auto errors = [&](const SoftModules& modules) {
    int wrong = 0;
    for (std::size_t i = 0; i < modules.dark.size(); ++i) wrong += (modules.dark[i] > 0) != (code.dark[i] != 0) ? 1 : 0;
    return wrong;
  };
  const auto plain = read_modules(blurred.sharp.view(), grids[0]);
  const auto equal = equalize_modules(blurred.view, grids[0], plain, 3);
  CHECK(errors(plain) > 10);
  CHECK(errors(equal) * 2 < errors(plain));
}

TEST_CASE("guesses_a_corner_that_is_too_blurred_to_be_found") {
  const auto frame = test::picture(test::qr_modules(test::ticket_text(3)), tilted());
  Search search(frame);
  const auto all = likely_triples(search.finders, 1);
  REQUIRE(!all.empty());
  const std::size_t lost = GENERATE(0U, 1U, 2U);
  std::vector<Finder> two;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i != lost) two.push_back(all[0].corners[i]);
  }
  const auto guesses = guess_triples(search.light(), two, 1);
  REQUIRE(!guesses.empty());
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(near_to(guesses[0].corners[i].centre.x, all[0].corners[i].centre.x, 2));
    CHECK(near_to(guesses[0].corners[i].centre.y, all[0].corners[i].centre.y, 2));
  }
}

TEST_CASE("readings_are_alike_only_for_the_same_code") {
  const auto soft = [](std::uint64_t seed) {
    const auto code = test::qr_modules(test::ticket_text(seed));
    SoftModules modules{code.side, {}};
    for (const auto dark : code.dark) modules.dark.push_back(dark != 0 ? 1.0F : -1.0F);
    return modules;
  };
  CHECK(near_to(likeness(soft(1), soft(1)), 1, 1e-6));
  CHECK(likeness(soft(1), soft(2)) < 0.5);
  CHECK(likeness(soft(1), SoftModules{}) == 0);
}

}  // namespace
}  // namespace uke::kiosk::scan
