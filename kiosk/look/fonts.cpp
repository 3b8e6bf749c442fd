#include "kiosk/look/fonts.h"

#include "kiosk/look/theme.h"
#include "kiosk/look/utf8.h"

#include <cmath>
#include <filesystem>

namespace uke::kiosk::look {

namespace {

// What screens draw besides sentences: the kana keyboard, digits and signs of pills and amounts.
constexpr std::string_view kAlways =
    "ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽ"
    "まみむめもゃやゅゆょよらりるれろゎわをんゔー゛゜●▲■✓○・、。「」『』（）〜→←×…円名件分秒年月日時"
    "日本語"
    "０１２３４５６７８９";

constexpr int kAtlasSideMax = 8192;

}  // namespace

Result<Fonts> load_fonts(ImFontAtlas& atlas, std::string_view sentences, float scale, const FontFiles& files) {
  for (const auto& file : {files.regular, files.bold}) {
    // ImGui would abort on a file that is not there.
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
      return fail(ErrorCode::not_found, "load_fonts", file + " is missing", "install the package fonts-morisawa-bizud-gothic");
    }
  }
  ImFontGlyphRangesBuilder builder;
  builder.AddRanges(atlas.GetGlyphRangesDefault());
  builder.AddText(kAlways.data(), kAlways.data() + kAlways.size());
  builder.AddText(sentences.data(), sentences.data() + sentences.size());
  ImVector<ImWchar> ranges;
  builder.BuildRanges(&ranges);

  const auto load = [&](const std::string& file, float design_px) {
    ImFontConfig config;
    config.OversampleH = 1;
    config.OversampleV = 1;
    config.PixelSnapH = true;
    return atlas.AddFontFromFileTTF(file.c_str(), std::round(design_px * scale), &config, ranges.Data);
  };
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
  Fonts fonts{load(files.bold, size::kQuestion), load(files.bold, size::kButton), load(files.regular, size::kText)};
  if (!fonts.question || !fonts.button || !fonts.text || !atlas.Build()) {
    return fail(ErrorCode::corrupt, "load_fonts", "a font file cannot be read");
  }
  for (auto& config : atlas.ConfigData) config.GlyphRanges = nullptr;  // `ranges` ends here, the atlas does not
  // A texture over the limit of the GPU turns the screen black without an error.
  if (atlas.TexWidth > kAtlasSideMax || atlas.TexHeight > kAtlasSideMax) {
    return fail(ErrorCode::too_large, "load_fonts", "the atlas is larger than 8192 pixels");
  }
  return fonts;
}

bool has_glyphs(const ImFont& font, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = character_at(text, at);
    at += character.bytes;
    if (character.code == U'|' || character.code == U'\n') continue;
    if (character.code > 0xFFFF || !font.FindGlyphNoFallback(static_cast<ImWchar>(character.code))) return false;
  }
  return true;
}

}  // namespace uke::kiosk::look
