#include "shared/drawing/cairo_handles.h"

#include <algorithm>

namespace uke::drawing {

OwnedObject<PangoContext> make_context() {
  // The default font map belongs to the thread.
  auto* map = pango_cairo_font_map_get_default();
  OwnedObject<PangoContext> context(pango_font_map_create_context(map));
  pango_cairo_context_set_resolution(context.get(), 72);
  set_japanese(context.get());
  return context;
}

void set_japanese(PangoContext* context) { pango_context_set_language(context, pango_language_from_string("ja")); }

std::string clean_text(std::string_view text, LineEnds line_ends) {
  char* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string clean(valid);
  g_free(valid);
  for (auto& c : clean) {
    const bool line_end = c == '\n' || c == '\r';
    if (c == '\r' || (line_end && line_ends == LineEnds::to_spaces) || (static_cast<unsigned char>(c) < 0x20 && !line_end)) c = ' ';
  }
  return clean;
}

Owned<PangoFontDescription> font_of(double size_units, Weight weight) {
  Owned<PangoFontDescription> font(pango_font_description_new());
  pango_font_description_set_family(font.get(), std::string(kFontFamily).c_str());
  pango_font_description_set_weight(font.get(), weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font.get(), size_units * PANGO_SCALE);
  return font;
}

std::vector<std::string> unknown_glyphs(PangoLayout* layout) {
  std::vector<std::string> found;
  PangoLayoutIter* iter = pango_layout_get_iter(layout);
  do {
    const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter);
    if (!run) continue;
    for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
      const PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
      if (glyph == PANGO_GLYPH_EMPTY || (glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
      char utf8[7] = {};
      g_unichar_to_utf8(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG, utf8);
      if (std::ranges::find(found, utf8) == found.end()) found.emplace_back(utf8);
    }
  } while (pango_layout_iter_next_run(iter));
  pango_layout_iter_free(iter);
  return found;
}

}  // namespace uke::drawing
