// Ownership of the C objects of Cairo, Pango and GLib. Inside this room only.
#pragma once

#include "shared/drawing/text.h"

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uke::drawing {

struct Release {
  void operator()(cairo_t* p) const { cairo_destroy(p); }
  void operator()(cairo_surface_t* p) const { cairo_surface_destroy(p); }
  void operator()(PangoFontDescription* p) const { pango_font_description_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

struct ReleaseObject {
  void operator()(void* p) const { g_object_unref(p); }
};
template <class T>
using OwnedObject = std::unique_ptr<T, ReleaseObject>;

// A context on this thread's own font map, at 72 dpi: one point is one unit of the surface.
[[nodiscard]] OwnedObject<PangoContext> make_context();

// Valid UTF-8 without line ends other than those wanted.
enum class LineEnds : std::uint8_t { keep, to_spaces };
[[nodiscard]] std::string clean_text(std::string_view text, LineEnds line_ends);

[[nodiscard]] Owned<PangoFontDescription> font_of(double size_units, Weight weight);

// Japanese: without it Han characters may come from a Chinese font.
void set_japanese(PangoContext* context);

// Between our pixels and Cairo's. Null if memory is short; precondition: bitmap.valid(), and an image surface of 32 bits a pixel.
[[nodiscard]] Owned<cairo_surface_t> to_surface(const Bitmap& bitmap);
[[nodiscard]] Bitmap from_surface(cairo_surface_t* surface);

// Characters that came out as the "unknown" box, each once.
[[nodiscard]] std::vector<std::string> unknown_glyphs(PangoLayout* layout);

}  // namespace uke::drawing
