#include "shared/drawing/page.h"
#include "tests/support/catch.h"

#include <array>

using namespace uke;
using namespace uke::drawing;

namespace {

bool is_dark(const Bitmap& bitmap, int x, int y) {
  return bitmap.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(bitmap.width) + static_cast<std::size_t>(x)) * 4] < 128;
}

}  // namespace

TEST_CASE("a picture survives its way through PNG") {
  Bitmap bitmap{2, 2, {255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0}};
  const auto png = png_of(bitmap);
  REQUIRE(png);
  const auto back = read_png(*png);
  REQUIRE(back);
  CHECK(back->rgba == bitmap.rgba);
}

TEST_CASE("a picture of greys survives it too and has one byte a pixel there") {
  Bitmap bitmap{64, 1, {}};
  for (std::uint8_t shade = 0; shade < 64; ++shade) bitmap.rgba.insert(bitmap.rgba.end(), {shade, shade, shade, 255});
  const auto png = png_of(bitmap);
  REQUIRE(png);
  CHECK((*png)[25] == 0);  // PNG specification, IHDR: colour type 0 is greyscale
  const auto back = read_png(*png);
  REQUIRE(back);
  CHECK(back->rgba == bitmap.rgba);
}

TEST_CASE("refuses pictures that are none") {
  CHECK(read_png("").error().code == ErrorCode::invalid);
  CHECK(read_png("\x89PNG\r\n\x1a\n but then nonsense follows").error().code == ErrorCode::too_large);
  const auto png = png_of(Bitmap{1, 1, {0, 0, 0, 255}});
  REQUIRE(png);
  CHECK_FALSE(read_png(std::string_view(*png).substr(0, png->size() / 2)));
  CHECK(png_of(Bitmap{2, 2, {0}}).error().code == ErrorCode::invalid);
}

TEST_CASE("modules are whole pixels without seams") {
  Modules modules{3, {1, 1, 1, 1, 0, 1, 1, 1, 1}};
  const auto picture = draw_picture({50, 50}, 3.7, [&](Canvas& canvas) { canvas.modules({5, 5, 40, 40}, modules, {}); });
  REQUIRE(picture);
  std::size_t gray = 0;
  for (std::size_t i = 0; i < picture->rgba.size(); i += 4) gray += picture->rgba[i] != 0 && picture->rgba[i] != 255;
  CHECK(gray == 0);
  const int middle = picture->width / 2;
  CHECK_FALSE(is_dark(*picture, middle, middle));
  CHECK(is_dark(*picture, middle - 45, middle));
  CHECK(is_dark(*picture, middle, middle - 45));
}

TEST_CASE("text shrinks to fit and says when it does not") {
  const auto picture = draw_picture({100, 50}, 4, [](Canvas& canvas) {
    const std::string name = "勅使河原 左衛門三郎";
    TextLook look{.size_pt = 40, .size_pt_min = 10, .weight = Weight::bold};
    const auto fitted = canvas.text({5, 5, 60, 12}, name, look);
    CHECK(fitted.fits);
    CHECK(fitted.size_pt < 40);
    CHECK(fitted.size_pt >= 10);
    const auto measured = canvas.measure({5, 5, 60, 12}, name, look);
    CHECK(measured.size_pt == fitted.size_pt);
    look.size_pt_min = 0;
    CHECK_FALSE(canvas.text({5, 20, 60, 12}, name, look).fits);
    CHECK(canvas.text({5, 20, 60, 30}, "\U0010FFFD", look).missing.size() == 1);
  });
  REQUIRE(picture);
}

TEST_CASE("text keeps to its box and its side") {
  for (const auto align : {Align::left, Align::center, Align::right}) {
    const auto picture = draw_picture(
        {100, 20}, 4, [&](Canvas& canvas) { canvas.text({10, 2, 80, 16}, "田", {.size_pt = 20, .weight = Weight::bold, .align = align}); });
    REQUIRE(picture);
    int first = picture->width;
    int last = 0;
    for (int y = 0; y < picture->height; ++y) {
      for (int x = 0; x < picture->width; ++x) {
        if (!is_dark(*picture, x, y)) continue;
        first = std::min(first, x);
        last = std::max(last, x);
      }
    }
    REQUIRE(first < last);
    CHECK(first >= 40);
    CHECK(last < 360);
    if (align == Align::left) CHECK(last < 100);
    if (align == Align::right) CHECK(first > 300);
    if (align == Align::center) CHECK(std::abs((first + last) / 2 - 200) < 6);
  }
}

TEST_CASE("a PDF has a page per painter and its fonts inside") {
  const std::array<Painter, 2> pages{[](Canvas& canvas) { canvas.text({10, 10, 80, 20}, "受付票", {.size_pt = 20}); },
                                     [](Canvas& canvas) { canvas.fill({10, 10, 80, 20}, {0, 0, 0, 255}, 3); }};
  const auto pdf = draw_pdf(kA6, pages, "受付票");
  REQUIRE(pdf);
  CHECK(pdf->starts_with("%PDF-"));
  CHECK(pdf->find("/Count 2") != std::string::npos);
  CHECK(pdf->find("FontFile") != std::string::npos);
  CHECK(pdf->find("297.6") != std::string::npos);  // 105 mm in points
}

TEST_CASE("refuses a picture of no or of monstrous size") {
  const Painter nothing = [](Canvas&) {};
  CHECK(draw_picture({0, 10}, 4, nothing).error().code == ErrorCode::invalid);
  CHECK(draw_picture(kA4, 100, nothing).error().code == ErrorCode::too_large);
}
