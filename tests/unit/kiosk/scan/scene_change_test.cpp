#include "kiosk/scan/scene_change.h"
#include "tests/support/catch.h"
#include "tests/support/qr_pictures.h"

namespace uke::kiosk::scan {
namespace {

View view_of(const app::GrayFrame& frame) { return {frame.pixels->data(), frame.width, frame.height, frame.stride}; }

TEST_CASE("tells_noise_from_a_moving_phone_and_from_a_new_scene") {
  auto scene = test::typical(1, 4);
  const auto code = test::qr_modules(test::ticket_text(1));
  const auto phone = test::picture(code, scene);
  SceneChange change;
  CHECK(change.next(view_of(phone)) == Change::much);  // the first
  CHECK(change.next(view_of(phone)) == Change::none);
  scene.seed += 1;  // the sensor's noise is another
  CHECK(change.next(view_of(test::picture(code, scene))) == Change::little);
  scene.centre_x += 60;
  CHECK(change.next(view_of(test::picture(code, scene))) == Change::some);
  scene.place += 1;
  const auto elsewhere = test::picture(code, scene);
  CHECK(change.next(view_of(elsewhere)) == Change::much);
  CHECK(change.next(view_of(test::qr_image("X"))) == Change::much);  // another size
  CHECK(change.next(view_of(elsewhere)) == Change::much);
}

TEST_CASE("one_pixel_makes_another_picture") {
  std::vector<std::uint8_t> pixels(100 * 37, 90);
  SceneChange change;
  change.next({pixels.data(), 99, 37, 100});
  pixels[3698] ^= 1;  // the last one inside
  CHECK(change.next({pixels.data(), 99, 37, 100}) != Change::none);
  pixels[3699] ^= 1;  // between the rows
  CHECK(change.next({pixels.data(), 99, 37, 100}) == Change::none);
}

}  // namespace
}  // namespace uke::kiosk::scan
