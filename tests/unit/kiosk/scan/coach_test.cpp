#include "kiosk/scan/coach.h"
#include "kiosk/scan/decoder.h"
#include "tests/support/catch.h"
#include "tests/support/qr_pictures.h"

namespace uke::kiosk::scan {
namespace {

using test::Scene;

struct Look {
  bool read = false;
  std::optional<Advice> advice;
};

Look look(const Scene& scene) {
  DecoderOptions options;
  options.budget = std::chrono::seconds(60);
  Decoder decoder(options);
  const auto frame = test::picture(test::qr_modules(test::ticket_text(1)), scene);
  const bool read = decoder.decode(frame).has_value();
  return {read, advise(frame, decoder.sighting())};
}

Scene held() {
  Scene scene;
  scene.px_per_module = 4;
  scene.noise_sigma = 3;
  scene.white = 200;
  scene.rotation_deg = 4;
  return scene;
}

TEST_CASE("says_nothing_about_a_code_that_was_read") {
  const auto seen = look(held());
  CHECK(seen.read);
  CHECK(!seen.advice);
}

TEST_CASE("says_nothing_about_an_empty_foyer") {
  Decoder decoder;
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    const auto frame = test::picture({}, test::empty_foyer(seed));
    CHECK(!decoder.decode(frame));
    INFO(seed);
    CHECK(!advise(frame, decoder.sighting()));
  }
}

TEST_CASE("asks_for_light_in_the_dark") {
  Scene scene = held();
  scene.white = 22;
  scene.black = 16;
  scene.clutter = false;
  const auto seen = look(scene);
  CHECK(!seen.read);
  CHECK(seen.advice == Advice::too_dark);
}

TEST_CASE("asks_to_tilt_a_phone_with_a_reflection") {
  Scene scene = held();
  scene.glare = 1;
  scene.glare_radius = 14;
  const auto seen = look(scene);
  CHECK(!seen.read);
  CHECK(seen.advice == Advice::glare);
}

TEST_CASE("asks_to_hold_still_when_the_code_is_blurred") {
  Scene scene = held();
  scene.px_per_module = 5;
  scene.blur_sigma_px = 2.5;
  scene.motion_px = 4;
  scene.motion_deg = 30;
  scene.noise_sigma = 10;
  const auto seen = look(scene);
  CHECK(!seen.read);
  CHECK(seen.advice == Advice::blurred);
}

TEST_CASE("asks_to_come_closer_when_the_code_is_too_small") {
  Scene scene = held();
  scene.px_per_module = 1.8;
  scene.blur_sigma_px = 1.1;
  scene.white = 110;
  scene.black = 60;
  scene.noise_sigma = 4;
  const auto seen = look(scene);
  CHECK(!seen.read);
  CHECK(seen.advice == Advice::too_small);
}

TEST_CASE("asks_for_the_whole_code_when_a_part_is_hidden") {
  Scene thumb = held();
  thumb.cover_right = 0.45;
  const auto covered = look(thumb);
  CHECK(!covered.read);
  CHECK(covered.advice == Advice::cut_off);
  Scene edge = held();
  edge.centre_x = 600;  // half of it is outside to the right
  const auto outside = look(edge);
  CHECK(!outside.read);
  CHECK(outside.advice == Advice::cut_off);
}

TEST_CASE("rubbish_frames_get_no_advice") { CHECK(!advise({}, std::nullopt)); }

}  // namespace
}  // namespace uke::kiosk::scan
