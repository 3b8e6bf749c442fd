// A screen without a window: ImGui, the fonts, Pango, and a finger. Used by the tests of screens and by render_screens.
#pragma once

#include "kiosk/app/state.h"
#include "kiosk/app/update.h"
#include "kiosk/look/fonts.h"
#include "kiosk/look/ui.h"
#include "shared/drawing/bitmap.h"
#include "shared/i18n/messages.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace uke::test {

// Both languages of assets/i18n.
struct Texts {
  i18n::Messages ja;
  i18n::Messages en;
  std::string sentences;
  [[nodiscard]] const i18n::Messages& of(i18n::Language language) const { return language == i18n::Language::ja ? ja : en; }
};
[[nodiscard]] const Texts& texts();

// Textures as bitmaps in memory; there at once.
class PaintedTextures final : public kiosk::look::TextureSource {
 public:
  PaintedTextures();
  kiosk::look::TextExtent measure(const kiosk::look::TextRequest& request) override;
  ImTextureID text(const kiosk::look::TextRequest& request) override;
  ImTextureID camera() override;
  kiosk::look::Size camera_size() override;

  bool has_camera = true;

 private:
  struct Painted {
    drawing::Bitmap bitmap;
    float baseline = 0;
  };
  Painted& painted(const kiosk::look::TextRequest& request);
  std::map<kiosk::look::TextRequest, Painted> lines_;
  drawing::Bitmap camera_;
};

class Stage {
 public:
  explicit Stage(kiosk::look::Size size);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // Draws one frame; what is then on the screen is items().
  void frame(const kiosk::app::State& state, Time now);
  // Draws three frames with a finger going down and up there; returns what was pressed.
  std::vector<kiosk::look::Press> touch(const kiosk::app::State& state, Time now, float x, float y);
  [[nodiscard]] const std::vector<kiosk::look::Item>& items() const { return ui_->items(); }
  [[nodiscard]] kiosk::look::Size size() const { return size_; }
  [[nodiscard]] float scale() const { return kiosk::look::scale_of(size_); }
  [[nodiscard]] const kiosk::look::Fonts& fonts() const { return fonts_; }
  PaintedTextures& textures() { return textures_; }
  // The last frame as a picture.
  [[nodiscard]] drawing::Bitmap picture() const;

 private:
  kiosk::look::Size size_;
  ImGuiContext* context_;
  kiosk::look::Fonts fonts_;
  drawing::Bitmap atlas_;
  PaintedTextures textures_;
  std::unique_ptr<kiosk::look::Ui> ui_;
  std::vector<kiosk::look::Press> presses_;
};

}  // namespace uke::test
