#include "shared/drawing/page.h"

#include "shared/drawing/cairo_handles.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace uke::drawing {

namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;
constexpr int kSideMax = 8'192;
constexpr double kShrinkStep = 0.94;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

// The surface's unit is the point; boxes come in millimetres.
struct Canvas::Impl {
  cairo_t* cairo = nullptr;
  OwnedObject<PangoContext> context = make_context();

  [[nodiscard]] OwnedObject<PangoLayout> lay_out(const Box& box, const std::string& text, const TextLook& look, double size_pt) const;
  void color(Color c) const { cairo_set_source_rgba(cairo, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0); }
  void path(const Box& box, double radius_mm) const;
};

namespace {

struct Fitted {
  OwnedObject<PangoLayout> layout;
  double size_pt = 0;
  double height_pt = 0;
  bool fits = false;
};

}  // namespace

OwnedObject<PangoLayout> Canvas::Impl::lay_out(const Box& box, const std::string& text, const TextLook& look, double size_pt) const {
  OwnedObject<PangoLayout> layout(pango_layout_new(context.get()));
  const auto font = font_of(size_pt, look.weight);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_width(layout.get(), static_cast<int>(box.width * kPointsPerMm * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing(layout.get(), static_cast<float>(look.line_height));
  const auto align = look.align == Align::left ? PANGO_ALIGN_LEFT : look.align == Align::center ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT;
  pango_layout_set_alignment(layout.get(), align);
  return layout;
}

void Canvas::Impl::path(const Box& box, double radius_mm) const {
  const double x = box.x * kPointsPerMm;
  const double y = box.y * kPointsPerMm;
  const double w = box.width * kPointsPerMm;
  const double h = box.height * kPointsPerMm;
  const double r = std::min({radius_mm * kPointsPerMm, w / 2, h / 2});
  cairo_new_path(cairo);
  if (r <= 0) {
    cairo_rectangle(cairo, x, y, w, h);
    return;
  }
  constexpr double kQuarter = std::numbers::pi / 2;
  cairo_arc(cairo, x + w - r, y + r, r, -kQuarter, 0);
  cairo_arc(cairo, x + w - r, y + h - r, r, 0, kQuarter);
  cairo_arc(cairo, x + r, y + h - r, r, kQuarter, 2 * kQuarter);
  cairo_arc(cairo, x + r, y + r, r, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(cairo);
}

namespace {

template <class LayOut>
Fitted fit(const Box& box, const TextLook& look, LayOut&& lay_out) {
  const double height_pt_max = box.height * kPointsPerMm;
  const double size_min = look.size_pt_min > 0 ? std::min(look.size_pt_min, look.size_pt) : look.size_pt;
  for (double size = look.size_pt;; size = std::max(size * kShrinkStep, size_min)) {
    Fitted fitted{lay_out(size), size, 0, false};
    PangoRectangle logical;
    pango_layout_get_extents(fitted.layout.get(), nullptr, &logical);
    fitted.height_pt = static_cast<double>(logical.height) / PANGO_SCALE;
    const double width_pt = static_cast<double>(logical.width) / PANGO_SCALE;
    // A tenth of a point of slack: rounding of layouts must not make a text "not fit" into the box made from its own measure.
    fitted.fits = fitted.height_pt <= height_pt_max + 0.1 && width_pt <= box.width * kPointsPerMm + 0.1;
    if (fitted.fits || size <= size_min) return fitted;
  }
}

}  // namespace

TextOutcome Canvas::measure(const Box& box, std::string_view text, const TextLook& look) {
  const auto clean = clean_text(text, LineEnds::keep);
  const auto fitted = fit(box, look, [&](double size) { return impl_->lay_out(box, clean, look, size); });
  return {fitted.size_pt, fitted.height_pt / kPointsPerMm, fitted.fits, unknown_glyphs(fitted.layout.get())};
}

TextOutcome Canvas::text(const Box& box, std::string_view text, const TextLook& look) {
  const auto clean = clean_text(text, LineEnds::keep);
  const auto fitted = fit(box, look, [&](double size) { return impl_->lay_out(box, clean, look, size); });
  const double free_pt = box.height * kPointsPerMm - fitted.height_pt;
  const double share = look.valign == VAlign::top ? 0 : look.valign == VAlign::middle ? 0.5 : 1;
  impl_->color(look.color);
  cairo_move_to(impl_->cairo, box.x * kPointsPerMm, box.y * kPointsPerMm + std::max(0.0, free_pt) * share);
  pango_cairo_show_layout(impl_->cairo, fitted.layout.get());
  return {fitted.size_pt, fitted.height_pt / kPointsPerMm, fitted.fits, unknown_glyphs(fitted.layout.get())};
}

void Canvas::fill(const Box& box, Color color, double radius_mm) {
  impl_->path(box, radius_mm);
  impl_->color(color);
  cairo_fill(impl_->cairo);
}

void Canvas::outline(const Box& box, Color color, double line_mm, double radius_mm) {
  impl_->path(box, radius_mm);
  impl_->color(color);
  cairo_set_line_width(impl_->cairo, line_mm * kPointsPerMm);
  cairo_stroke(impl_->cairo);
}

void Canvas::modules(const Box& box, const Modules& modules, Color dark) {
  const auto size = static_cast<std::size_t>(std::max(0, modules.size));
  if (size == 0 || modules.dark.size() != size * size) return;
  auto* cairo = impl_->cairo;
  cairo_save(cairo);
  // Whole pixels of the device a module, so that no camera sees gray seams between them.
  double side_device = std::min(box.width, box.height) * kPointsPerMm;
  double unused = 0;
  cairo_user_to_device_distance(cairo, &side_device, &unused);
  const bool is_picture = cairo_surface_get_type(cairo_get_target(cairo)) == CAIRO_SURFACE_TYPE_IMAGE;
  double module_device = side_device / static_cast<double>(size);
  if (is_picture && module_device >= 1) module_device = std::floor(module_device);
  double x_device = (box.x + box.width / 2) * kPointsPerMm;
  double y_device = (box.y + box.height / 2) * kPointsPerMm;
  cairo_user_to_device(cairo, &x_device, &y_device);
  x_device -= module_device * static_cast<double>(size) / 2;
  y_device -= module_device * static_cast<double>(size) / 2;
  if (is_picture) {
    x_device = std::round(x_device);
    y_device = std::round(y_device);
  }
  cairo_identity_matrix(cairo);
  if (is_picture) cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
  cairo_new_path(cairo);
  for (std::size_t y = 0; y < size; ++y) {
    for (std::size_t x = 0; x < size;) {
      std::size_t run = 0;
      while (x + run < size && modules.dark[y * size + x + run] != 0) ++run;
      if (run > 0) {
        cairo_rectangle(cairo, x_device + static_cast<double>(x) * module_device, y_device + static_cast<double>(y) * module_device,
                        static_cast<double>(run) * module_device, module_device);
      }
      x += std::max<std::size_t>(run, 1);
    }
  }
  impl_->color(dark);
  cairo_fill(cairo);
  cairo_restore(cairo);
}

void Canvas::image(const Box& box, const Bitmap& bitmap) {
  if (!bitmap.valid()) return;
  const auto surface = to_surface(bitmap);
  if (!surface) return;
  const double scale = std::min(box.width * kPointsPerMm / bitmap.width, box.height * kPointsPerMm / bitmap.height);
  auto* cairo = impl_->cairo;
  cairo_save(cairo);
  cairo_translate(cairo, (box.x + box.width / 2) * kPointsPerMm - bitmap.width * scale / 2,
                  (box.y + box.height / 2) * kPointsPerMm - bitmap.height * scale / 2);
  cairo_scale(cairo, scale, scale);
  cairo_set_source_surface(cairo, surface.get(), 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

Result<std::string> draw_pdf(PageSize size, std::span<const Painter> pages, std::string_view title) {
  std::string pdf;
  const Owned<cairo_surface_t> surface(
      cairo_pdf_surface_create_for_stream(append, &pdf, size.width_mm * kPointsPerMm, size.height_mm * kPointsPerMm));
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_4);  // which every printer and every phone reads
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, clean_text(title, LineEnds::to_spaces).c_str());
  {
    const Owned<cairo_t> cairo(cairo_create(surface.get()));
    Canvas::Impl impl{cairo.get()};
    for (const auto& page : pages) {
      Canvas canvas(impl);
      page(canvas);
      cairo_show_page(cairo.get());
    }
    if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) return fail(ErrorCode::internal, "draw_pdf", "cairo could not draw a page");
  }
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return fail(ErrorCode::internal, "draw_pdf", "cairo could not write");
  return pdf;
}

Result<Bitmap> draw_picture(PageSize size, double px_per_mm, const Painter& page) {
  const int width = static_cast<int>(std::lround(size.width_mm * px_per_mm));
  const int height = static_cast<int>(std::lround(size.height_mm * px_per_mm));
  if (width < 1 || height < 1) return fail(ErrorCode::invalid, "draw_picture", "an empty page");
  if (width > kSideMax || height > kSideMax) return fail(ErrorCode::too_large, "draw_picture", "over 8192 pixels a side");
  const Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  const Owned<cairo_t> cairo(cairo_create(surface.get()));
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  cairo_scale(cairo.get(), px_per_mm / kPointsPerMm, px_per_mm / kPointsPerMm);
  Canvas::Impl impl{cairo.get()};
  Canvas canvas(impl);
  page(canvas);
  if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) return fail(ErrorCode::internal, "draw_picture", "cairo could not draw");
  return from_surface(surface.get());
}

}  // namespace uke::drawing
