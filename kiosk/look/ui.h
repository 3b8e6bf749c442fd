// The thin layer through which every screen draws: it records each thing with its id, label and rectangle (tests look at those), collects
// what was pressed, measures and breaks text. One per window; GUI thread only. Screens never call ImGui for input.
#pragma once

#include "kiosk/look/fonts.h"
#include "kiosk/look/geometry.h"
#include "kiosk/look/texture_source.h"
#include "kiosk/look/theme.h"
#include "shared/base/time.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::kiosk::look {

// What a press means is the core's business: runtime makes an app::Pressed of it.
struct Press {
  std::string id;
  std::string argument;
};

enum class ItemKind : std::uint8_t { button, text, picture, shape, card };

// One thing on the screen, for tests and for whoever has to find a button.
struct Item {
  ItemKind kind = ItemKind::text;
  std::string id;  // of buttons
  std::string argument;
  std::string label;    // the text as shown, without phrase marks
  Rect rect;            // what it covers
  Rect box;             // where it had to fit
  bool broken = false;  // a phrase had to be broken between characters
  bool cut = false;     // it did not fit, even at the smallest size
};

enum class Align : std::uint8_t { left, center, right };
enum class VAlign : std::uint8_t { top, middle, bottom };

// What becomes of text that does not fit even at its smallest size. Ellipsis is for data of any length whose beginning says enough.
enum class Overflow : std::uint8_t { visible, ellipsis };

struct TextStyle {
  float px = size::kText;  // at a height of 1080
  Weight weight = Weight::regular;
  Color color = theme().ink;
  Align align = Align::left;
  VAlign valign = VAlign::top;
  float px_min = 0;  // shrinks down to this to fit; 0: 30
  float line_height = 1.35F;
  Overflow overflow = Overflow::visible;
};

enum class ButtonLook : std::uint8_t { primary, secondary, quiet, key, danger, tab, tab_chosen };

// The shapes of the verdicts, drawn as vectors.
enum class Shape : std::uint8_t { check, two_dots, triangle, square, yen };

class Ui {
 public:
  Ui(const Fonts& fonts, TextureSource& textures);

  // Between ImGui::NewFrame and ImGui::Render. `screen` in pixels.
  void begin(Size screen, Time now);
  // Returns what was pressed (at most one thing per frame): the finger went down and up again on it.
  [[nodiscard]] std::vector<Press> end();

  [[nodiscard]] const Rect& screen() const { return screen_; }
  [[nodiscard]] bool portrait() const { return screen_.h > screen_.w; }
  // Pixels of the design (at a height of 1080) in pixels of this screen.
  [[nodiscard]] float px(float design) const { return design * scale_; }
  // The screen without the outer margin.
  [[nodiscard]] Rect page() const { return screen_.inset(px(size::kMargin)); }
  [[nodiscard]] Time now() const { return now_; }

  // Fills the whole screen; call first.
  void background(Color color);
  // A rounded surface; things may lie on it.
  void card(Rect rect, Color fill, Color border);
  void line(Rect rect, Color color);

  // Draws text that breaks at '|', spaces and line ends only, and shrinks to fit into the box. Glyphs that the atlas lacks are drawn
  // through the texture source. Returns the rectangle covered.
  Rect text(Rect box, std::string_view text, const TextStyle& style);
  // Size that the text takes when broken at that width (no shrinking).
  [[nodiscard]] Size measure(std::string_view text, const TextStyle& style, float width_max);
  // A person's name in one line, or in two at the space if one would have to shrink below 72. Never broken elsewhere.
  Rect name(Rect box, std::string_view name, const TextStyle& style);
  [[nodiscard]] Size measure_name(std::string_view name, const TextStyle& style, float width_max);

  // A button. Pressed when the finger lifts inside. `icon` is drawn before the label.
  void button(Rect rect, std::string_view id, std::string_view label, ButtonLook look, std::string_view argument = {},
              float text_px = size::kButton);
  // A button that is a whole card: screens draw its inside afterwards with text() and friends.
  void card_button(Rect rect, std::string_view id, std::string_view label, std::string_view argument, Color fill, Color border);
  // An invisible button (the corner for reception).
  void corner(Rect rect, std::string_view id);

  void shape(Rect rect, Shape shape, Color color);
  // The camera picture, mirrored, filling the rectangle (cropped), with a frame for the code; gray without a picture. Returns whether there
  // is one.
  bool camera(Rect rect);
  // A pill: small rounded sign with text; returns its rectangle. `right_top` anchors its right upper corner.
  Rect pill(float right, float top, std::string_view text, Color ink, Color fill);

  // Everything between is faded by `alpha` (0…1).
  void set_alpha(float alpha) { alpha_ = alpha; }
  // Things drawn from here on lie over what was drawn before: buttons below cannot be pressed any more, items below are forgotten.
  void cover(Color veil);

  // What is on the screen since begin, in drawing order.
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }

 private:
  struct Area {
    Rect rect;
    std::string id;
    std::string argument;
  };

  struct FittedName {
    std::vector<std::string> lines;
    float px_size = 0;
    Size size;
  };

  // ui_text.cpp
  [[nodiscard]] FittedName fit_name(std::string_view name, const TextStyle& style, Size room);
  [[nodiscard]] ImFont* font_for(float px, Weight weight) const;
  [[nodiscard]] bool needs_texture(std::string_view line, const ImFont& font, float px) const;
  [[nodiscard]] float width_of(std::string_view line, float px, Weight weight);
  void draw_line(std::string_view line, float x, float y, float px, Weight weight, Color color);
  // Draws lines below each other into the box and returns what they cover.
  Rect draw_lines(const std::vector<std::string>& lines, Rect box, float px, const TextStyle& style);
  // Shortens lines that are more or wider than the box.
  void shorten(std::vector<std::string>& lines, Rect box, float px_size, const TextStyle& style);
  Rect record_text(std::string_view label, Rect rect, Rect box);

  [[nodiscard]] ImU32 ink(Color color) const;
  // Whether the finger is on it now.
  bool touch_area(Rect rect, std::string_view id, std::string_view argument);
  void record(ItemKind kind, Rect rect, std::string_view id, std::string_view argument, std::string_view label);

  Fonts fonts_;
  TextureSource* textures_;
  Rect screen_;
  float scale_ = 1;
  float alpha_ = 1;
  Time now_{};
  std::vector<Item> items_;
  std::vector<Area> areas_;
  // Widths of text that the atlas cannot draw, at one reference size: breaking a line asks for many.
  std::map<std::pair<Weight, std::string>, float, std::less<>> widths_;
};

// 1 at 1920×1080 and 1080×1920: the shorter side decides.
[[nodiscard]] float scale_of(Size screen);

}  // namespace uke::kiosk::look
