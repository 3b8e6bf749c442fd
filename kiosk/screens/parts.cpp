#include "kiosk/screens/parts.h"

#include <algorithm>

namespace uke::kiosk::screens {

using look::Align;
using look::ButtonLook;
using look::Rect;
using look::TextStyle;
using look::theme;
using look::VAlign;
using look::Weight;
namespace size = look::size;
namespace token = look::token;

// --- Stack -------------------------------------------------------------------------------------------------------------------------

void Stack::text(std::string text, const TextStyle& style, float gap_design) {
  if (!text.empty()) rows_.push_back({std::move(text), style, gap_design, false});
}

void Stack::name(std::string name, const TextStyle& style, float gap_design) {
  if (!name.empty()) rows_.push_back({std::move(name), style, gap_design, true});
}

TextStyle Stack::shrunk(const Row& row, float factor) {
  auto style = row.style;
  style.px = std::max(size::kSmall, row.style.px * factor);
  return style;
}

float Stack::height_at(look::Ui& ui, float width, float factor) const {
  float height = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const auto style = shrunk(rows_[i], factor);
    height += rows_[i].is_name ? ui.measure_name(rows_[i].text, style, width).h : ui.measure(rows_[i].text, style, width).h;
    if (i + 1 < rows_.size()) height += ui.px(rows_[i].gap_design * factor);
  }
  return height;
}

float Stack::factor_for(look::Ui& ui, Rect box) const {
  float factor = 1;
  while (factor > 0.4F && height_at(ui, box.w, factor) > box.h) factor -= 0.04F;
  return factor;
}

float Stack::height(look::Ui& ui, Rect box) const { return height_at(ui, box.w, factor_for(ui, box)); }

void Stack::draw(look::Ui& ui, Rect box, VAlign valign) const {
  const float factor = factor_for(ui, box);
  const float free = std::max(0.0F, box.h - height_at(ui, box.w, factor));
  box.y += valign == VAlign::top ? 0 : valign == VAlign::middle ? free / 2 : free;
  for (const auto& row : rows_) {
    const auto style = shrunk(row, factor);
    const float height = row.is_name ? ui.measure_name(row.text, style, box.w).h : ui.measure(row.text, style, box.w).h;
    const Rect place{box.x, box.y, box.w, height};
    if (row.is_name) {
      ui.name(place, row.text, style);
    } else {
      ui.text(place, row.text, style);
    }
    box.y += height + ui.px(row.gap_design * factor);
  }
}

// --- the bar of buttons ------------------------------------------------------------------------------------------------------------

namespace {

float width_of(const Context& c, const Action& action, float least) {
  const TextStyle style{.px = size::kButton, .weight = Weight::bold};
  return std::max(c.px(least), c.ui.measure(action.label, style, c.ui.screen().w).w + c.px(88));
}

void press_here(const Context& c, Rect rect, const Action& action) {
  c.ui.button(rect, action.id, action.label, action.look, action.argument);
}

void bar_landscape(const Context& c, Rect& page, const std::optional<Action>& back, const std::vector<Action>& actions) {
  const float gap = c.px(size::kGap);
  Rect row = page.cut_bottom(c.px(size::kPrimaryHeight), c.px(32));
  if (back) press_here(c, row.cut_left(width_of(c, *back, 280), gap), *back);
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const float width = width_of(c, actions[i], i == 0 ? 460 : 280);
    if (width > row.w) row = page.cut_bottom(c.px(size::kButtonHeight), c.px(32));
    press_here(c, row.cut_right(std::min(width, row.w), gap), actions[i]);
  }
}

void bar_portrait(const Context& c, Rect& page, const std::optional<Action>& back, const std::vector<Action>& actions) {
  const float gap = c.px(size::kGap);
  Rect row = page.cut_bottom(c.px(size::kPrimaryHeight), gap);
  if (back) {
    const float room = actions.empty() ? c.px(400) : std::max(c.px(240), row.w - gap - width_of(c, actions.front(), 460));
    press_here(c, row.cut_left(std::min(width_of(c, *back, 240), room), gap), *back);
  }
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (i > 0) row = page.cut_bottom(c.px(size::kButtonHeight), gap);
    press_here(c, row, actions[i]);
  }
}

}  // namespace

void action_bar(const Context& c, Rect& page, const std::optional<Action>& back, const std::vector<Action>& actions) {
  if (c.ui.portrait()) {
    bar_portrait(c, page, back, actions);
  } else {
    bar_landscape(c, page, back, actions);
  }
}

Action back_button(const Context& c, std::string_view label_key) { return {app::button::kBack, {}, c.text(label_key), ButtonLook::quiet}; }

std::string pay_note_label(const Context& c, const app::CashNote& note) {
  constexpr std::int64_t kMan = 10'000;
  const auto change = i18n::format_yen(c.messages, note.change);
  // Ten thousand is what everybody says of that note; 124万円 nobody hands over.
  if (c.japanese() && note.given.value % kMan == 0 && note.given.value < 100 * kMan) {
    return c.text("button.pay_note_man", {{"given", note.given.value / kMan}, {"change", change}});
  }
  return c.text("button.pay_note", {{"given", i18n::format_yen(c.messages, note.given)}, {"change", change}});
}

void language_switch(const Context& c, Rect rect) {
  // Each language is named in itself.
  const bool ja = c.japanese();
  c.ui.button(rect, app::button::kLanguage, ja ? "English" : "日本語", ButtonLook::quiet, ja ? "en" : "ja", size::kText);
}

// --- the bar on top ----------------------------------------------------------------------------------------------------------------

Rect freshness_pill(const Context& c, float right, float top) {
  const auto fresh = app::freshness(c.state.status, c.ui.now());
  switch (fresh.kind) {
    case app::Freshness::synced: return c.ui.pill(right, top, c.text("fresh.synced"), token::kGreen800, token::kGreen50);
    case app::Freshness::ago:
      return c.ui.pill(right, top, c.text("fresh.ago", {{"minutes", fresh.number}}), theme().ink_second, token::kGray100);
    case app::Freshness::unsent:
      return c.ui.pill(right, top, c.text("fresh.unsent", {{"count", fresh.number}}), theme().ink, token::kOrange100);
    case app::Freshness::never: break;
  }
  return c.ui.pill(right, top, c.text("fresh.never"), theme().ink_second, token::kGray100);
}

void top_bar(const Context& c, Rect& page) {
  const auto& status = c.state.status;
  Rect bar = page.cut_top(c.px(72), c.px(24));
  const TextStyle clock{.px = size::kText, .weight = Weight::bold, .align = Align::right, .valign = VAlign::middle};
  c.ui.text(bar.cut_right(c.px(130), c.px(20)), c.time(to_ms(c.ui.now())), clock);
  const Rect pill = freshness_pill(c, bar.right(), bar.y + c.px(8));
  bar.w = pill.x - bar.x - c.px(24);
  const auto& event = c.named(status.event.name, status.event.name_en);
  const auto& edition = c.named(status.edition.name, status.edition.name_en);
  c.ui.text(bar, event.empty() ? edition : event + "　|" + edition,
            {.px = size::kText,
             .weight = Weight::bold,
             .color = theme().ink_second,
             .valign = VAlign::middle,
             .line_height = 1.2F,
             .overflow = look::Overflow::ellipsis});
}

// --- overlays ----------------------------------------------------------------------------------------------------------------------

namespace {

// A dark strip over the middle of the lower part; everything below it stays visible.
void toast(const Context& c, const std::string& sentence) {
  const TextStyle style{
      .px = size::kText, .weight = Weight::bold, .color = token::kWhite, .align = Align::center, .valign = VAlign::middle};
  const float width = std::min(c.ui.page().w, c.ui.measure(sentence, style, c.ui.page().w).w + c.px(120));
  const Rect strip{(c.ui.screen().w - width) / 2, c.px(44), width, c.px(96)};
  c.ui.card(strip, token::kGray900, token::kGray900);
  c.ui.text(strip.inset(c.px(40), c.px(8)), sentence, style);
}

}  // namespace

void overlays(const Context& c) {
  if (c.state.status.practice) {
    const Rect strip{0, 0, c.ui.screen().w, c.px(44)};
    c.ui.line(strip, token::kOrange800);
    c.ui.text(strip, c.text("practice.banner"),
              {.px = size::kSmall, .weight = Weight::bold, .color = token::kWhite, .align = Align::center, .valign = VAlign::middle});
  }
  const bool waits = c.state.pending && c.state.pending->slow;
  if (!waits && c.state.notice.empty()) return;
  toast(c, waits ? c.text("waiting.store") : c.text(c.state.notice));
}

}  // namespace uke::kiosk::screens
