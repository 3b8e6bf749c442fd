#include "shared/drawing/text.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace uke;
using namespace uke::drawing;

namespace {

std::size_t ink_of(const Bitmap& bitmap) {
  std::size_t pixels = 0;
  for (std::size_t i = 3; i < bitmap.rgba.size(); i += 4) pixels += bitmap.rgba[i] > 127;
  return pixels;
}

TextPicture drawn(std::string text, int size_px = 120) {
  auto picture = draw_text(TextSpec{std::move(text), size_px, Weight::bold, {}});
  REQUIRE(picture);
  REQUIRE(picture->bitmap.valid());
  return std::move(*picture);
}

}  // namespace

TEST_CASE("draws names that a 16-bit font cannot") {
  const auto picture = drawn("𠮷田 花子");
  CHECK(picture.missing.empty());
  CHECK(ink_of(picture.bitmap) > 2'000);
  // 𠮷 is not 吉: the upper stroke is the shorter one.
  CHECK(drawn("𠮷").bitmap.rgba != drawn("吉").bitmap.rgba);
}

TEST_CASE("an ideographic variation selector takes no room and is not reported as missing") {
  const auto plain = drawn("葛城");
  const auto variant = drawn("葛\U000E0100城");
  CHECK(variant.missing.empty());
  CHECK(variant.bitmap.width == plain.bitmap.width);
}

TEST_CASE("reports characters that no font has, each once") {
  // A private-use character far from any assigned one.
  const auto picture = drawn("田\U0010FFFD中\U0010FFFD");
  CHECK(picture.missing == std::vector<std::string>{"\U0010FFFD"});
  CHECK(missing_glyphs("田中", Weight::regular).empty());
}

TEST_CASE("measures exactly what it draws") {
  for (const auto* text : {"", "あ", "髙橋 﨑子", "Q", "fj", "ÅÄ", "長い名前の人がここにいますがまだ続きます"}) {
    INFO(text);
    const TextSpec spec{text, 72, Weight::bold, {}};
    const auto picture = draw_text(spec);
    REQUIRE(picture);
    const auto metrics = measure_text(spec);
    CHECK(picture->bitmap.width == metrics.width);
    CHECK(picture->bitmap.height == metrics.height);
    CHECK(metrics.baseline > 0);
    CHECK(metrics.baseline <= metrics.height);
  }
}

TEST_CASE("colours are premultiplied by alpha") {
  const auto picture = draw_text(TextSpec{"田", 40, Weight::bold, Color{255, 128, 0, 128}});
  REQUIRE(picture);
  const auto& rgba = picture->bitmap.rgba;
  for (std::size_t i = 0; i < rgba.size(); i += 4) {
    const auto brightest = std::max({rgba[i], rgba[i + 1], rgba[i + 2]});
    REQUIRE(brightest <= rgba[i + 3]);
  }
}

TEST_CASE("any bytes are drawn without harm") {
  CHECK(drawn(std::string("\xff\xfe\x00\x1f\n\r", 6)).bitmap.width > 0);
  CHECK(draw_text(TextSpec{std::string(3'000, 'W'), 100, Weight::bold, {}}).error().code == ErrorCode::too_large);
  CHECK(draw_text(TextSpec{"a", 0, Weight::bold, {}}).error().code == ErrorCode::invalid);
}
