#include "kiosk/app/buttons.h"
#include "kiosk/app/model.h"
#include "kiosk/look/theme.h"
#include "tests/screens/scenes.h"
#include "tests/screens/stage.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace uke;
using namespace uke::test;
using kiosk::look::Item;
using kiosk::look::ItemKind;
using kiosk::look::Rect;
namespace size = kiosk::look::size;

namespace {

const Time kNow = from_ms(kSceneNowMs);
constexpr float kSlack = 1.5F;

bool contains(const Rect& outer, const Rect& inner) {
  return inner.x >= outer.x - kSlack && inner.y >= outer.y - kSlack && inner.right() <= outer.right() + kSlack &&
         inner.bottom() <= outer.bottom() + kSlack;
}

bool overlaps(const Rect& a, const Rect& b) {
  return std::min(a.right(), b.right()) - std::max(a.x, b.x) > kSlack && std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > kSlack;
}

// Cards, pictures and cards that are buttons carry other things.
bool may_carry(const Item& item) { return item.kind == ItemKind::card || item.kind == ItemKind::picture || item.kind == ItemKind::button; }

std::string describe(const Item& item) {
  return "\"" + item.label + "\" " + item.id + " at " + std::to_string(static_cast<int>(item.rect.x)) + "," +
         std::to_string(static_cast<int>(item.rect.y)) + " " + std::to_string(static_cast<int>(item.rect.w)) + "x" +
         std::to_string(static_cast<int>(item.rect.h)) + " in " + std::to_string(static_cast<int>(item.box.w)) + "x" +
         std::to_string(static_cast<int>(item.box.h));
}

// Calls `check(stage, name)` for every scene in both languages and all sizes.
template <class Check>
void on_every_screen(Check&& check) {
  for (const auto& [size_name, screen_size] : kSizes) {
    Stage stage(screen_size);
    for (auto& scene : all_scenes()) {
      for (const auto language : {i18n::Language::ja, i18n::Language::en}) {
        scene.state.language = language;
        stage.textures().has_camera = scene.camera;
        stage.frame(scene.state, kNow);
        check(stage, scene.name + " " + std::string(enum_name(language)) + " " + size_name, scene.state);
      }
    }
  }
}

using kiosk::app::State;

const Item* button_named(const Stage& stage, std::string_view label) {
  const auto found = std::ranges::find_if(stage.items(), [&](const Item& i) { return i.kind == ItemKind::button && i.label == label; });
  return found == stage.items().end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("everything is on the screen, in full") {
  on_every_screen([](const Stage& stage, const std::string& name, const State&) {
    const Rect screen{0, 0, stage.size().w, stage.size().h};
    for (const auto& item : stage.items()) {
      INFO(name << ": " << describe(item));
      CHECK(contains(screen, item.rect));
      CHECK_FALSE(item.cut);
    }
  });
}

TEST_CASE("nothing overlaps anything") {
  on_every_screen([](const Stage& stage, const std::string& name, const State&) {
    if (name.starts_with("toast_")) return;  // lies over the rest on purpose, for four seconds
    const auto& items = stage.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
      for (std::size_t k = i + 1; k < items.size(); ++k) {
        if (!overlaps(items[i].rect, items[k].rect)) continue;
        INFO(name << ": " << describe(items[i]) << " and " << describe(items[k]));
        const bool two_buttons = items[i].kind == ItemKind::button && items[k].kind == ItemKind::button;
        CHECK((may_carry(items[i]) && !two_buttons && contains(items[i].rect, items[k].rect)));
      }
    }
  });
}

TEST_CASE("buttons are large enough for a finger and apart from each other") {
  on_every_screen([](const Stage& stage, const std::string& name, const State&) {
    for (const auto& item : stage.items()) {
      if (item.kind != ItemKind::button) continue;
      INFO(name << ": " << describe(item));
      CHECK(item.rect.w >= size::kKeyWidth * stage.scale() - kSlack);
      CHECK(item.rect.h >= size::kKeyHeight * stage.scale() - kSlack);
      const bool data = item.id == kiosk::app::button::kHit || item.id == kiosk::app::button::kField;
      CHECK((data || !item.broken));
    }
  });
}

TEST_CASE("no button is there twice, and all have words") {
  on_every_screen([](const Stage& stage, const std::string& name, const State&) {
    std::vector<std::string> seen;
    for (const auto& item : stage.items()) {
      if (item.kind != ItemKind::button) continue;
      INFO(name << ": " << describe(item));
      const auto id = item.id + "/" + item.argument;
      CHECK(std::ranges::find(seen, id) == seen.end());
      seen.push_back(id);
      const bool corner = item.id == kiosk::app::button::kStaff;  // hidden on purpose
      CHECK((corner || !item.label.empty()));
    }
  });
}

TEST_CASE("no text is missing in either language") {
  on_every_screen([](const Stage& stage, const std::string& name, const State&) {
    for (const auto& item : stage.items()) {
      INFO(name << ": " << describe(item));
      CHECK(item.label.find("⟦") == std::string::npos);
      CHECK(item.label.find('{') == std::string::npos);
    }
  });
}

TEST_CASE("going back is at the lower left, the primary action at the lower right") {
  on_every_screen([](const Stage& stage, const std::string& name, const State& state) {
    if (!std::holds_alternative<kiosk::app::VerdictScreen>(state.screen)) return;
    const auto& items = stage.items();
    INFO(name);
    const auto is_back = [](const Item& i) { return i.id == kiosk::app::button::kBack || i.id == kiosk::app::button::kUndo; };
    const auto back = std::ranges::find_if(items, is_back);
    const bool done = std::ranges::any_of(items, [](const Item& i) { return i.id == kiosk::app::button::kNext; });
    CHECK((done || back != items.end()));
    const auto offers = kiosk::app::offers(state, kNow);
    REQUIRE_FALSE(offers.empty());
    const auto primary =
        std::ranges::find_if(items, [&](const Item& i) { return i.id == offers.front().id && i.argument == offers.front().argument; });
    REQUIRE(primary != items.end());
    if (back != items.end()) {
      CHECK(back->rect.x < stage.size().w / 4);
      CHECK(back->rect.bottom() > stage.size().h * 0.9F);
    }
    CHECK(primary->rect.right() > stage.size().w * 0.9F);
    CHECK(primary->rect.bottom() > stage.size().h * 0.9F);
  });
}

TEST_CASE("every verdict has its own shape and a tint over the whole screen") {
  Stage stage({1920, 1080});
  for (const auto& scene : all_scenes()) {
    if (!scene.name.starts_with("verdict_")) continue;
    stage.frame(scene.state, kNow);
    INFO(scene.name);
    const auto shapes = std::ranges::count(stage.items(), ItemKind::shape, &Item::kind);
    CHECK(shapes == 1);
    const auto picture = stage.picture();
    const auto at = [&](int x, int y) {
      const auto* p = picture.rgba.data() + (static_cast<std::size_t>(y) * 1920 + static_cast<std::size_t>(x)) * 4;
      return std::array<int, 3>{p[0], p[1], p[2]};
    };
    CHECK(at(5, 900) == at(1915, 60));
    CHECK(at(5, 900) != std::array<int, 3>{255, 255, 255});
  }
}

TEST_CASE("a finger presses what it sees") {
  Stage stage({1920, 1080});
  for (auto& scene : all_scenes()) {
    stage.textures().has_camera = scene.camera;
    stage.frame(scene.state, kNow);
    const auto items = stage.items();
    for (const auto& item : items) {
      if (item.kind != ItemKind::button) continue;
      const auto pressed = stage.touch(scene.state, kNow, item.rect.center_x(), item.rect.center_y());
      INFO(scene.name << ": " << describe(item));
      REQUIRE(pressed.size() == 1);
      CHECK(pressed[0].id == item.id);
      CHECK(pressed[0].argument == item.argument);
    }
    CHECK(stage.touch(scene.state, kNow, 1, stage.size().h / 2).empty());
  }
}

TEST_CASE("a person checks in by name with labels and touches only") {
  Stage stage({1080, 1920});
  State state = all_scenes()[1].state;
  const auto press = [&](std::string_view label) {
    stage.frame(state, kNow);
    const auto* button = button_named(stage, label);
    INFO(label);
    REQUIRE(button);
    const auto pressed = stage.touch(state, kNow, button->rect.center_x(), button->rect.center_y());
    REQUIRE(pressed.size() == 1);
    auto step = kiosk::app::update(state, kiosk::app::Pressed{pressed[0].id, pressed[0].argument}, kNow);
    state = std::move(step.state);
    return step.effects;
  };
  press("お名前で受付");
  const auto effects = press("す");
  REQUIRE_FALSE(effects.empty());
  kiosk::app::Person person;
  person.attendee.shown_name = "鈴木 花子";
  auto& find = std::get<kiosk::app::FindMeScreen>(state.screen);
  state = kiosk::app::update(state, kiosk::app::SearchAnswered{find.request, {"す", {person}, false}}, kNow).state;
  press("鈴木 花子");
  const auto asked = press("はい、受付します");
  CHECK(std::ranges::any_of(asked, [](const auto& e) { return std::holds_alternative<kiosk::app::JudgePerson>(e); }));
}

TEST_CASE("the fonts of the atlas can draw every sentence of the kiosk") {
  Stage stage({1366, 768});
  // Names come from Pango; a sentence with a rare sign would silently do so, too, and is better worded otherwise.
  on_every_screen([&](const Stage& shown, const std::string& name, const State&) {
    if (name.find("longest") != std::string::npos) return;
    for (const auto& item : shown.items()) {
      if (item.kind != ItemKind::button || item.id == kiosk::app::button::kHit || item.id == kiosk::app::button::kField) continue;
      INFO(name << ": " << item.label);
      CHECK(kiosk::look::has_glyphs(*stage.fonts().button, item.label));
    }
  });
  CHECK(kiosk::look::has_glyphs(*stage.fonts().question, texts().ja.text("welcome.question")));
  CHECK(kiosk::look::has_glyphs(*stage.fonts().text, texts().ja.text("out_of_order.corrupt")));
  CHECK_FALSE(kiosk::look::has_glyphs(*stage.fonts().text, "𠮷"));
}

// How long a frame takes is measured by bench/reaction.
TEST_CASE("frame after frame of one state shows the same things") {
  Stage stage({1920, 1080});
  const auto scene = all_scenes()[1];
  const auto labels = [&] {
    std::vector<std::string> all;
    for (const auto& item : stage.items()) all.push_back(item.id + " " + item.label);
    return all;
  };
  stage.frame(scene.state, kNow);
  const auto first = labels();
  CHECK_FALSE(first.empty());
  for (int i = 0; i < 100; ++i) stage.frame(scene.state, kNow);
  CHECK(labels() == first);
}
