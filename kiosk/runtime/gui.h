// From state to picture: fonts, textures, one frame. GUI thread only.
#pragma once

#include "kiosk/app/state.h"
#include "kiosk/look/ui.h"
#include "kiosk/runtime/textures.h"
#include "kiosk/runtime/window.h"
#include "shared/i18n/messages.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace uke::kiosk::runtime {

class Gui {
 public:
  // Fonts are made for the window's size. Errors of fonts and messages are a broken installation.
  [[nodiscard]] static Result<std::unique_ptr<Gui>> create(Window& window);

  // Draws one frame and returns what was pressed in it. A frame that is kept can be saved afterwards.
  enum class Keep : std::uint8_t { no, yes };
  [[nodiscard]] std::vector<look::Press> draw(const app::State& state, Time now, Keep keep = Keep::no);
  // Whether screens show the camera picture, so that a new one is worth a frame.
  [[nodiscard]] bool shows_camera() const;
  [[nodiscard]] const std::vector<look::Item>& items() const { return ui_->items(); }
  Textures& textures() { return textures_; }
  // Writes the frame that was kept last as PNG.
  [[nodiscard]] Status save_picture(const std::filesystem::path& file) const;

 private:
  Gui(Window& window, i18n::Messages ja, i18n::Messages en, std::string sentences);
  [[nodiscard]] Status make_fonts();

  Window& window_;
  i18n::Messages ja_;
  i18n::Messages en_;
  std::string sentences_;  // every text of both languages: the glyphs that the atlas needs
  float scale_ = 0;
  Textures textures_;
  Picture kept_;
  std::optional<look::Ui> ui_;
};

}  // namespace uke::kiosk::runtime
