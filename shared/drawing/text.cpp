#include "shared/drawing/text.h"

#include "shared/drawing/cairo_handles.h"

#include <algorithm>
#include <cmath>

namespace uke::drawing {

namespace {

constexpr int kSizeMax = 1'000;
constexpr int kWidthMax = 8'192;

// A layout of one line with the rectangle that its ink and its advance cover together.
struct Laid {
  OwnedObject<PangoContext> context;
  OwnedObject<PangoLayout> layout;
  TextMetrics metrics;
  int offset_x = 0;  // where the layout's origin lies within the bitmap
  int offset_y = 0;
};

Laid lay_out(const TextSpec& spec) {
  Laid laid;
  laid.context = make_context();
  laid.layout.reset(pango_layout_new(laid.context.get()));
  const auto font = font_of(std::clamp(spec.size_px, 1, kSizeMax), spec.weight);
  pango_layout_set_font_description(laid.layout.get(), font.get());
  pango_layout_set_single_paragraph_mode(laid.layout.get(), TRUE);
  const auto text = clean_text(spec.text, LineEnds::to_spaces);
  pango_layout_set_text(laid.layout.get(), text.data(), static_cast<int>(text.size()));
  PangoRectangle ink;
  PangoRectangle logical;
  pango_layout_get_pixel_extents(laid.layout.get(), &ink, &logical);
  const int left = std::min(ink.x, logical.x);
  const int top = std::min(ink.y, logical.y);
  laid.offset_x = -left;
  laid.offset_y = -top;
  laid.metrics.width = std::max({1, ink.x + ink.width - left, logical.x + logical.width - left});
  laid.metrics.height = std::max({1, ink.y + ink.height - top, logical.y + logical.height - top});
  laid.metrics.baseline = static_cast<double>(pango_layout_get_baseline(laid.layout.get())) / PANGO_SCALE + laid.offset_y;
  return laid;
}

}  // namespace

TextMetrics measure_text(const TextSpec& spec) { return lay_out(spec).metrics; }

Result<TextPicture> draw_text(const TextSpec& spec) {
  if (spec.size_px < 1 || spec.size_px > kSizeMax) return fail(ErrorCode::invalid, "draw_text", "size_px is out of range");
  const auto laid = lay_out(spec);
  if (laid.metrics.width > kWidthMax) return fail(ErrorCode::too_large, "draw_text", "the line is over 8192 pixels wide");
  const Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, laid.metrics.width, laid.metrics.height));
  const Owned<cairo_t> cairo(cairo_create(surface.get()));
  cairo_set_source_rgba(cairo.get(), spec.color.r / 255.0, spec.color.g / 255.0, spec.color.b / 255.0, spec.color.a / 255.0);
  cairo_move_to(cairo.get(), laid.offset_x, laid.offset_y);
  pango_cairo_show_layout(cairo.get(), laid.layout.get());
  if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) return fail(ErrorCode::internal, "draw_text", "cairo could not draw");
  return TextPicture{from_surface(surface.get()), laid.metrics.baseline, unknown_glyphs(laid.layout.get())};
}

std::vector<std::string> missing_glyphs(std::string_view text, Weight weight) {
  const auto laid = lay_out(TextSpec{std::string(text), 40, weight, {}});
  return unknown_glyphs(laid.layout.get());
}

}  // namespace uke::drawing
