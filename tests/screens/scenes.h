// Every screen in every state worth looking at, with plain and with difficult names.
#pragma once

#include "kiosk/app/state.h"
#include "kiosk/look/geometry.h"

#include <string>
#include <vector>

namespace uke::test {

struct Scene {
  std::string name;  // fit for a file name
  kiosk::app::State state;
  bool camera = true;
};

inline constexpr std::int64_t kSceneNowMs = 1'803'114'120'000;  // 2027-02-20 18:02 in Japan

// In Japanese; set state.language for English.
[[nodiscard]] std::vector<Scene> all_scenes();

struct NamedSize {
  const char* name;
  kiosk::look::Size size;
};
inline constexpr NamedSize kSizes[] = {{"1920x1080", {1920, 1080}}, {"1080x1920", {1080, 1920}}, {"1366x768", {1366, 768}}};

}  // namespace uke::test
