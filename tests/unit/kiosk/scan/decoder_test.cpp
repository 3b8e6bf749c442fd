#include "kiosk/scan/decoder.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"
#include "tests/support/qr_pictures.h"

namespace uke::kiosk::scan {
namespace {

using test::Scene;

// Slow test machines get all the time they need.
DecoderOptions patient() {
  DecoderOptions options;
  options.budget = std::chrono::seconds(60);
  return options;
}

std::string read_fresh(const app::GrayFrame& frame) { return Decoder(patient()).decode(frame).value_or("nothing"); }

std::optional<Hit> one_pass(const app::GrayFrame& frame) {
  return read_qr({frame.pixels->data(), frame.width, frame.height, frame.stride}, Threshold::local_average);
}

Scene easy() {
  Scene scene;
  scene.px_per_module = 4;
  scene.noise_sigma = 2;
  return scene;
}

TEST_CASE("reads_a_clean_ticket") {
  const auto text = test::ticket_text(1);
  REQUIRE(text.size() == 155);
  CHECK(test::qr_modules(text).side == 45);  // version 7 at level M, as design 08 counts
  CHECK(read_fresh(test::qr_image(text)) == text);
  CHECK(read_fresh(test::qr_image(text, 1)) == text);
}

TEST_CASE("reads_a_phone_turned_any_way") {
  const auto text = test::ticket_text(2);
  Scene scene = easy();
  scene.rotation_deg = GENERATE(0, 37, 90, 135, 180, 270);
  CHECK(read_fresh(test::picture(test::qr_modules(text), scene)) == text);
}

TEST_CASE("reads_light_on_dark_and_mirrored_codes") {
  const auto text = test::ticket_text(3);
  Scene inverted = easy();
  inverted.inverted = true;
  CHECK(read_fresh(test::picture(test::qr_modules(text), inverted)) == text);
  Scene mirrored = easy();
  mirrored.mirrored = true;
  CHECK(read_fresh(test::picture(test::qr_modules(text), mirrored)) == text);
}

TEST_CASE("reads_a_phone_leaning_far_back") {
  const auto text = test::ticket_text(4);
  Scene scene = easy();
  scene.tilt_x_deg = GENERATE(-45, 45);
  CHECK(read_fresh(test::picture(test::qr_modules(text), scene)) == text);
}

TEST_CASE("reads_what_one_pass_of_zxing_misses") {
  int ours = 0, single = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto text = test::ticket_text(seed);
    const auto frame = test::picture(test::qr_modules(text), test::typical(seed, 2.5));
    const auto read = read_fresh(frame);
    if (read != "nothing") CHECK(read == text);
    ours += read == text ? 1 : 0;
    single += one_pass(frame) ? 1 : 0;
  }
  CHECK(ours >= 19);
  CHECK(single <= 14);
}

TEST_CASE("two_frames_of_a_code_help_each_other") {
  // Noise hides other modules each time.
  const auto text = test::ticket_text(11);
  const auto code = test::qr_modules(text);
  Scene scene = easy();
  scene.px_per_module = 3;
  scene.rotation_deg = 4;
  scene.blur_sigma_px = 1.2;
  scene.white = 120;
  scene.black = 60;
  scene.noise_sigma = 15;
  scene.clutter = false;
  Decoder decoder(patient());
  int alone = 0, together = 0;
  for (std::uint64_t frame = 0; frame < 15; ++frame) {
    scene.seed = frame;
    scene.centre_x = static_cast<double>(frame) * 0.4;
    const auto shot = test::picture(code, scene);
    alone += read_fresh(shot) == text ? 1 : 0;
    together += decoder.decode(shot) == text ? 1 : 0;
  }
  INFO("alone " << alone << ", together " << together);
  CHECK(together >= alone + 3);
}

TEST_CASE("never_returns_wrong_text_on_noise") {
  Decoder decoder(patient());
  test::Chance chance(5);
  for (int i = 0; i < 4; ++i) {
    std::vector<std::uint8_t> pixels(640 * 480);
    for (auto& pixel : pixels) pixel = static_cast<std::uint8_t>(chance.next() >> (i % 2 == 0 ? 0 : 63));
    CHECK(!decoder.decode(app::make_gray_frame(std::move(pixels), 640, 480)));
  }
  for (std::uint64_t seed = 1; seed <= 6; ++seed) CHECK(!decoder.decode(test::picture({}, test::empty_foyer(seed))));
}

TEST_CASE("never_returns_a_code_that_is_half_hidden") {
  Scene scene = easy();
  scene.cover_right = 0.5;
  CHECK(read_fresh(test::picture(test::qr_modules(test::ticket_text(6)), scene)) == "nothing");
}

TEST_CASE("any_bytes_come_out_unchanged") {
  std::string all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<char>(i));
  for (const std::string& text : {all, std::string(3, '\0'), std::string("受付"), std::string("\xff\xfe\x00\x80", 4), std::string("\r\n\t"),
                                  std::string("0"), std::string(1000, '\xe5')}) {
    CHECK(read_fresh(test::qr_image(text, 3)) == text);
  }
}

TEST_CASE("reads_the_next_ticket_after_the_last") {
  Decoder decoder(patient());
  Scene scene = easy();
  scene.centre_x = -200;
  const auto first = test::ticket_text(7), second = test::ticket_text(8);
  CHECK(decoder.decode(test::picture(test::qr_modules(first), scene)) == first);
  CHECK(decoder.decode(test::picture(test::qr_modules(second), scene)) == second);  // at the same place
  scene.centre_x = 200;
  CHECK(decoder.decode(test::picture(test::qr_modules(first), scene)) == first);
  CHECK(!decoder.decode(test::picture({}, test::empty_foyer(1))));
}

// Advances by a fixed step whenever somebody asks.
DecoderOptions ticking(std::shared_ptr<int> asked, std::chrono::milliseconds step) {
  DecoderOptions options;
  options.now = [asked, step] { return std::chrono::steady_clock::time_point(step * ++*asked); };
  return options;
}

TEST_CASE("the_same_picture_again_is_answered_from_memory") {
  const auto asked = std::make_shared<int>(0);
  Decoder decoder(ticking(asked, std::chrono::milliseconds(0)));
  const auto text = test::ticket_text(9);
  const auto ticket = test::qr_image(text);
  CHECK(decoder.decode(ticket) == text);
  const int climbed = *asked;
  CHECK(decoder.decode(ticket) == text);
  CHECK(*asked == climbed + 1);  // only the end of the budget was reckoned
  const auto foyer = test::picture({}, test::empty_foyer(2));
  CHECK(!decoder.decode(foyer));
  const int searched = *asked;
  CHECK(!decoder.decode(foyer));
  CHECK(*asked == searched + 1);
}

TEST_CASE("goes_on_with_the_same_picture_where_the_time_ran_out") {
  // A code that only a late pass reads, and a clock that lets one call get through the first passes only.
  Scene scene = easy();
  scene.inverted = true;
  const auto text = test::ticket_text(10);
  const auto frame = test::picture(test::qr_modules(text), scene);
  const auto asked = std::make_shared<int>(0);
  Decoder decoder(ticking(asked, std::chrono::milliseconds(9)));
  CHECK(!decoder.decode(frame));
  bool read = false;
  for (int i = 0; i < 15 && !read; ++i) read = decoder.decode(frame) == text;
  CHECK(read);
}

TEST_CASE("rubbish_frames_are_dropped") {
  Decoder decoder(patient());
  CHECK(!decoder.decode({}));
  CHECK(!decoder.decode({std::make_shared<const std::vector<std::uint8_t>>(10), 100, 100, 100, {}, 0}));
  CHECK(!decoder.decode({std::make_shared<const std::vector<std::uint8_t>>(10000), 100, 100, 50, {}, 0}));
  CHECK(!decoder.decode({std::make_shared<const std::vector<std::uint8_t>>(10000), -1, 100, 50, {}, 0}));
  for (const int side : {1, 2, 3, 7, 20, 33}) {
    CHECK(!decoder.decode(app::make_gray_frame(std::vector<std::uint8_t>(static_cast<std::size_t>(side * 3), 128), side, 3)));
    CHECK(!decoder.decode(app::make_gray_frame(std::vector<std::uint8_t>(static_cast<std::size_t>(side * 3), 128), 3, side)));
  }
  CHECK(decoder.decode(test::qr_image("STILL ALIVE")) == "STILL ALIVE");
}

TEST_CASE("frames_with_gaps_between_rows_are_read") {
  const auto text = test::ticket_text(12);
  const auto tight = test::qr_image(text);
  const int stride = tight.width + 37;
  std::vector<std::uint8_t> wide(static_cast<std::size_t>(stride * tight.height), 77);
  for (int y = 0; y < tight.height; ++y) std::copy_n(tight.row(y), tight.width, wide.begin() + y * stride);
  app::GrayFrame frame{std::make_shared<const std::vector<std::uint8_t>>(std::move(wide)), tight.width, tight.height, stride, {}, 0};
  CHECK(read_fresh(frame) == text);
}

}  // namespace
}  // namespace uke::kiosk::scan
