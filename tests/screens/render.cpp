// render_screens FOLDER [PART]: writes every screen whose name contains PART as PNG, in both languages and all sizes, to be looked at.
#include "tests/screens/scenes.h"
#include "tests/screens/stage.h"

#include <filesystem>
#include <fstream>
#include <iostream>

using namespace uke;
using namespace uke::test;

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: render_screens FOLDER [PART]\n";
    return 2;
  }
  const std::filesystem::path folder(argv[1]);
  const std::string part = argc > 2 ? argv[2] : "";
  std::filesystem::create_directories(folder);
  const Time now = from_ms(kSceneNowMs);
  for (const auto& [size_name, size] : kSizes) {
    Stage stage(size);
    for (auto& scene : all_scenes()) {
      for (const auto language : {i18n::Language::ja, i18n::Language::en}) {
        const auto name = scene.name + "_" + std::string(enum_name(language)) + "_" + size_name;
        if (name.find(part) == std::string::npos) continue;
        scene.state.language = language;
        stage.textures().has_camera = scene.camera;
        stage.frame(scene.state, now);
        const auto png = drawing::png_of(stage.picture());
        if (!png) return 1;
        std::ofstream(folder / (name + ".png"), std::ios::binary) << *png;
      }
    }
  }
  return 0;
}
