// What several screens have in common: rows of text in the middle, the bar of buttons, the bar on top, overlays.
#pragma once

#include "kiosk/screens/context.h"

#include <optional>
#include <string>
#include <vector>

namespace uke::kiosk::screens {

// Texts below each other, measured together and set as one block; too tall a block shrinks as a whole, down to the smallest size.
class Stack {
 public:
  void text(std::string text, const look::TextStyle& style, float gap_design = 24);
  void name(std::string name, const look::TextStyle& style, float gap_design = 24);
  void draw(look::Ui& ui, look::Rect box, look::VAlign valign) const;
  // What `draw` will cover of the box.
  [[nodiscard]] float height(look::Ui& ui, look::Rect box) const;

 private:
  struct Row {
    std::string text;
    look::TextStyle style;
    float gap_design = 0;
    bool is_name = false;
  };
  [[nodiscard]] static look::TextStyle shrunk(const Row& row, float factor);
  [[nodiscard]] float factor_for(look::Ui& ui, look::Rect box) const;
  [[nodiscard]] float height_at(look::Ui& ui, float width, float factor) const;
  std::vector<Row> rows_;
};

struct Action {
  std::string_view id;
  std::string argument;
  std::string label;
  look::ButtonLook look = look::ButtonLook::secondary;
};

// Buttons at the bottom of `page`, which loses that part: back at the lower left, the first action at the lower right.
void action_bar(const Context& c, look::Rect& page, const std::optional<Action>& back, const std::vector<Action>& actions);
[[nodiscard]] Action back_button(const Context& c, std::string_view label_key = "button.back");

// 「1万円 → お釣り5,000円」
[[nodiscard]] std::string pay_note_label(const Context& c, const app::CashNote& note);

// English, or 日本語 while it is English.
void language_switch(const Context& c, look::Rect rect);

// Event and edition at the left, freshness and clock at the right.
void top_bar(const Context& c, look::Rect& page);

// The pill ●同期済み / ●3分前 / ▲未送信 12件.
look::Rect freshness_pill(const Context& c, float right, float top);

// Practice banner, notice, and what is being waited for: over every screen.
void overlays(const Context& c);

}  // namespace uke::kiosk::screens
