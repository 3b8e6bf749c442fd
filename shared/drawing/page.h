// Paper: a page that is painted once and becomes PDF or PNG. Everything in millimetres from the left upper corner; text sizes in points.
// Thread-safe: each call draws with objects of its own.
#pragma once

#include "shared/drawing/bitmap.h"
#include "shared/drawing/text.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace uke::drawing {

struct PageSize {
  double width_mm = 0;
  double height_mm = 0;
};
inline constexpr PageSize kA4{210, 297};
inline constexpr PageSize kA6{105, 148};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

enum class Align : std::uint8_t { left, center, right };
enum class VAlign : std::uint8_t { top, middle, bottom };

struct TextLook {
  double size_pt = 11;
  double size_pt_min = 0;  // shrinks down to this until it fits into the box; 0: does not shrink
  Weight weight = Weight::regular;
  Color color = {};
  Align align = Align::left;
  VAlign valign = VAlign::top;
  double line_height = 1.4;
};

// What came of a text: where it ended and whether all of it is to be seen.
struct TextOutcome {
  double size_pt = 0;    // after shrinking
  double height_mm = 0;  // of the lines together
  bool fits = true;      // false: it is drawn, but runs over the box
  std::vector<std::string> missing;
};

// A QR code: modules[y * size + x] != 0 is dark. Without a quiet zone: leave four modules around it.
struct Modules {
  int size = 0;
  std::vector<std::uint8_t> dark;
};

class Canvas {
 public:
  // Lines break between words and Japanese characters, and at '\n'.
  TextOutcome text(const Box& box, std::string_view text, const TextLook& look);
  // What `text` would need at that width, without drawing.
  [[nodiscard]] TextOutcome measure(const Box& box, std::string_view text, const TextLook& look);
  void fill(const Box& box, Color color, double radius_mm = 0);
  void outline(const Box& box, Color color, double line_mm, double radius_mm = 0);
  // Square, in the middle of the box; each module covers whole pixels' worth of area without gaps.
  void modules(const Box& box, const Modules& modules, Color dark);
  // Scaled to fit, in the middle of the box.
  void image(const Box& box, const Bitmap& bitmap);

  struct Impl;
  explicit Canvas(Impl& impl) : impl_(&impl) {}

 private:
  Impl* impl_;
};

using Painter = std::function<void(Canvas&)>;

// One PDF of a page per painter; fonts are embedded. `internal` if Cairo refuses.
[[nodiscard]] Result<std::string> draw_pdf(PageSize size, std::span<const Painter> pages, std::string_view title);

// White paper at that many pixels a millimetre; `too_large` over 8,192 pixels a side.
[[nodiscard]] Result<Bitmap> draw_picture(PageSize size, double px_per_mm, const Painter& page);

}  // namespace uke::drawing
