#include "tests/screens/stage.h"

#include "kiosk/look/compat.h"
#include "kiosk/screens/screens.h"
#include "shared/drawing/page.h"
#include "shared/drawing/text.h"
#include "tests/screens/raster.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace uke::test {

using namespace kiosk;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

template <class T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  return std::move(*result);
}

Texts load_texts() {
  const auto ja = read(UKE_ASSETS "/i18n/ja.json");
  const auto en = read(UKE_ASSETS "/i18n/en.json");
  return {or_throw(i18n::Messages::load(ja, i18n::Language::ja)), or_throw(i18n::Messages::load(en, i18n::Language::en)), ja + en};
}

// Somebody holding up a phone, roughly.
drawing::Bitmap camera_picture() {
  drawing::Modules modules{25, {}};
  for (int y = 0; y < 25; ++y) {
    for (int x = 0; x < 25; ++x) {
      const bool finder = (x < 7 && y < 7) || (x > 17 && y < 7) || (x < 7 && y > 17);
      modules.dark.push_back(static_cast<std::uint8_t>(finder ? (x % 18 != 1 && x % 18 != 5 && y % 18 != 1 && y % 18 != 5)
                                                              : (x * 7 + y * 13 + x * y) % 3 == 0));
    }
  }
  return or_throw(drawing::draw_picture({128, 72}, 10, [&](drawing::Canvas& canvas) {
    canvas.fill({0, 0, 128, 72}, {128, 132, 140, 255});
    canvas.fill({0, 52, 128, 20}, {98, 92, 88, 255});
    canvas.fill({44, 10, 38, 70}, {28, 28, 30, 255}, 5);
    canvas.fill({46, 14, 34, 60}, {245, 245, 245, 255});
    canvas.modules({49, 22, 28, 28}, modules, {});
  }));
}

drawing::TextSpec spec_of(const look::TextRequest& request) {
  return {request.text,
          request.size_px,
          request.weight == look::Weight::bold ? drawing::Weight::bold : drawing::Weight::regular,
          {255, 255, 255, 255}};
}

}  // namespace

const Texts& texts() {
  static const Texts kTexts = load_texts();
  return kTexts;
}

PaintedTextures::PaintedTextures() : camera_(camera_picture()) {}

PaintedTextures::Painted& PaintedTextures::painted(const look::TextRequest& request) {
  auto found = lines_.find(request);
  if (found == lines_.end()) {
    auto picture = or_throw(drawing::draw_text(spec_of(request)));
    for (std::size_t i = 0; i < picture.bitmap.rgba.size(); i += 4) {
      for (std::size_t k = 0; k < 3; ++k) picture.bitmap.rgba[i + k] = 255;  // ImGui blends straight alpha
    }
    found = lines_.emplace(request, Painted{std::move(picture.bitmap), static_cast<float>(picture.baseline)}).first;
  }
  return found->second;
}

look::TextExtent PaintedTextures::measure(const look::TextRequest& request) {
  const auto metrics = drawing::measure_text(spec_of(request));
  return {static_cast<float>(metrics.width), static_cast<float>(metrics.height), static_cast<float>(metrics.baseline)};
}

ImTextureID PaintedTextures::text(const look::TextRequest& request) { return texture_id(painted(request).bitmap); }

ImTextureID PaintedTextures::camera() { return has_camera ? texture_id(camera_) : ImTextureID{}; }

look::Size PaintedTextures::camera_size() { return {static_cast<float>(camera_.width), static_cast<float>(camera_.height)}; }

Stage::Stage(look::Size size) : size_(size), context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);
  auto& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {size.w, size.h};
  fonts_ = or_throw(look::load_fonts(*io.Fonts, texts().sentences, look::scale_of(size)));
  unsigned char* pixels = nullptr;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &atlas_.width, &atlas_.height);
  atlas_.rgba.assign(pixels, pixels + static_cast<std::size_t>(atlas_.width) * static_cast<std::size_t>(atlas_.height) * 4);
  io.Fonts->SetTexID(texture_id(atlas_));
  ui_ = std::make_unique<look::Ui>(fonts_, textures_);
}

Stage::~Stage() { ImGui::DestroyContext(context_); }

void Stage::frame(const app::State& state, Time now) {
  ImGui::SetCurrentContext(context_);
  ImGui::GetIO().DeltaTime = 1.0F / 60;
  ImGui::NewFrame();
  ui_->begin(size_, now);
  screens::draw(state, *ui_, texts().of(state.language));
  presses_ = ui_->end();
  ImGui::Render();
}

std::vector<look::Press> Stage::touch(const app::State& state, Time now, float x, float y) {
  ImGui::SetCurrentContext(context_);
  auto& io = ImGui::GetIO();
  look::feed_mouse(io, x, y, false);
  frame(state, now);
  look::feed_mouse(io, x, y, true);
  frame(state, now);
  look::feed_mouse(io, x, y, false);
  frame(state, now);
  auto presses = presses_;
  look::feed_mouse(io, -1, -1, false);
  frame(state, now);
  return presses;
}

drawing::Bitmap Stage::picture() const {
  ImGui::SetCurrentContext(context_);
  return rasterize(*ImGui::GetDrawData(), static_cast<int>(size_.w), static_cast<int>(size_.h));
}

}  // namespace uke::test
