#include "kiosk/runtime/gui.h"

#include "kiosk/look/fonts.h"
#include "kiosk/screens/screens.h"
#include "shared/assets/assets.h"
#include "shared/drawing/bitmap.h"

#include <algorithm>
#include <backends/imgui_impl_opengl3.h>
#include <fstream>

namespace uke::kiosk::runtime {

Result<std::unique_ptr<Gui>> Gui::create(Window& window) {
  const std::string_view ja_text = assets::text("i18n/ja.json");
  const std::string_view en_text = assets::text("i18n/en.json");
  TRY(auto ja, i18n::Messages::load(ja_text, i18n::Language::ja));
  TRY(auto en, i18n::Messages::load(en_text, i18n::Language::en));
  std::unique_ptr<Gui> gui(new Gui(window, std::move(ja), std::move(en), std::string(ja_text) + std::string(en_text)));
  TRYV(gui->make_fonts());
  return gui;
}

Gui::Gui(Window& window, i18n::Messages ja, i18n::Messages en, std::string sentences)
    : window_(window), ja_(std::move(ja)), en_(std::move(en)), sentences_(std::move(sentences)) {}

Status Gui::make_fonts() {
  const float scale = look::scale_of(window_.size());
  if (ui_ && scale == scale_) return {};
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  TRY(const auto fonts, look::load_fonts(atlas, sentences_, scale));
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  atlas.ClearTexData();  // the graphics card has it now: 23 MB less
  ui_.emplace(fonts, textures_);
  scale_ = scale;
  return {};
}

std::vector<look::Press> Gui::draw(const app::State& state, Time now, Keep keep) {
  // A window whose size changes by a lot would look blurred; if the fonts cannot be made anew the old ones stay.
  (void)make_fonts();
  window_.begin_frame();
  ui_->begin(window_.size(), now);
  screens::draw(state, *ui_, state.language == i18n::Language::ja ? ja_ : en_);
  auto presses = ui_->end();
  window_.render();
  if (keep == Keep::yes) kept_ = window_.read_pixels();
  window_.swap();
  textures_.end_frame();
  return presses;
}

bool Gui::shows_camera() const {
  const auto& items = ui_->items();
  return std::any_of(items.begin(), items.end(), [](const look::Item& item) { return item.kind == look::ItemKind::picture; });
}

Status Gui::save_picture(const std::filesystem::path& file) const {
  const drawing::Bitmap picture{kept_.width, kept_.height, kept_.rgba};
  TRY(const auto png, drawing::png_of(picture));
  std::ofstream out(file, std::ios::binary);
  out << png;
  if (!out.good()) return fail(ErrorCode::unavailable, "gui.save_picture", "cannot write the picture");
  return {};
}

}  // namespace uke::kiosk::runtime
