#include "kiosk/screens/verdict.h"

#include "kiosk/screens/parts.h"
#include "kiosk/screens/verdict_words.h"

#include <algorithm>
#include <charconv>

namespace uke::kiosk::screens {

using app::Ask;
using app::Tone;
using desk::Verdict;
using look::Align;
using look::ButtonLook;
using look::Color;
using look::Rect;
using look::Shape;
using look::VAlign;
using look::Weight;
namespace button = app::button;
namespace size = look::size;
namespace token = look::token;

namespace {

struct Appearance {
  Shape shape;
  Color color;
  Color tint;
};

Appearance appearance_of(Tone tone) {
  switch (tone) {
    case Tone::admitted: return {Shape::check, token::kGreen800, token::kGreen50};
    case Tone::already_in: return {Shape::two_dots, token::kLightBlue800, token::kLightBlue50};
    case Tone::payment: return {Shape::yen, token::kBlue900, token::kBlue50};
    case Tone::attention: return {Shape::triangle, token::kOrange800, token::kOrange50};
    case Tone::stop: return {Shape::square, token::kRed900, token::kRed50};
  }
  return {};
}

std::string yen(const Context& c, Yen amount) { return i18n::format_yen(c.messages, amount); }

std::string note_label(const Context& c, const std::string& argument, Yen due) {
  std::int64_t given = 0;
  std::from_chars(argument.data(), argument.data() + argument.size(), given);
  return pay_note_label(c, {{given}, Yen{given} - due});
}

std::string admit_label(const Context& c, const app::VerdictScreen& verdict, const std::string& reason) {
  if (!reason.empty()) return c.text("reason." + reason);
  switch (verdict.outcome->decision.verdict) {
    case Verdict::other_edition: return c.text("button.admit_here");
    case Verdict::online_ticket: return c.text("button.admit_onsite");
    default: return c.text("button.admit");
  }
}

std::string label_of(const Context& c, const app::VerdictScreen& verdict, const app::Offer& offer) {
  if (offer.id == button::kPayExact) return c.text("button.pay_exact");
  if (offer.id == button::kPayNote) return note_label(c, offer.argument, app::due_on(verdict));
  if (offer.id == button::kPayAlready) return c.text("button.pay_already");
  if (offer.id == button::kFindMe) return c.text("button.find_me");
  if (offer.id == button::kNext) {
    // Where somebody is let in, the next person's turn; else the attendee alone at the screen has read it.
    return c.text(app::is_in(*verdict.outcome) ? "button.next" : "button.understood");
  }
  if (offer.id == button::kUndoSure) return c.text("button.undo_sure");
  if (offer.id == button::kTogether) {
    return c.text("button.together", {{"count", static_cast<std::int64_t>(app::companions_of(verdict).size() + 1)}});
  }
  if (offer.id == button::kUndo) {
    return c.text(verdict.outcome->decision.verdict == Verdict::already_in ? "button.undo_earlier" : "button.undo");
  }
  return admit_label(c, verdict, offer.argument);
}

std::vector<Action> actions_of(const Context& c, const app::VerdictScreen& verdict) {
  std::vector<Action> actions;
  for (const auto& offer : app::offers(c.state, c.ui.now())) {
    const bool primary = actions.empty();
    const bool undoes = offer.id == button::kUndo || offer.id == button::kUndoSure;
    const auto look = undoes ? ButtonLook::danger : primary ? ButtonLook::primary : ButtonLook::secondary;
    actions.push_back({offer.id, offer.argument, label_of(c, verdict, offer), look});
  }
  return actions;
}

// Where there is nothing to go back to (somebody is in), undoing takes the place of going back.
void draw_actions(const Context& c, Rect& page, const app::VerdictScreen& verdict) {
  auto actions = actions_of(c, verdict);
  const bool done = std::ranges::any_of(actions, [](const Action& a) { return a.id == button::kNext; });
  if (!done) return action_bar(c, page, back_button(c), actions);
  std::optional<Action> undo;
  if (actions.back().id == button::kUndo) {
    undo = actions.back();
    actions.pop_back();
  }
  action_bar(c, page, undo, actions);
}

// The question that reception is being asked takes the place of what the attendee reads.
void ask_words(const Context& c, const app::VerdictScreen& verdict, VerdictWords& words) {
  if (verdict.ask == Ask::nothing) return;
  words.notes.clear();
  words.detail.clear();
  switch (verdict.ask) {
    case Ask::undo: words.headline = c.text("ask.undo"); break;
    case Ask::reason: words.headline = c.text("ask.reason"); break;
    case Ask::payment: words.headline = c.text("ask.payment", {{"amount", yen(c, app::due_on(verdict))}}); break;
    case Ask::nothing: break;
  }
}

void draw_notes(const Context& c, Rect row, const std::vector<std::string>& notes) {
  const look::TextStyle style{.px = size::kText, .weight = Weight::bold, .align = Align::center, .valign = VAlign::middle};
  const bool portrait = c.ui.portrait();
  float total = 0;
  std::vector<float> widths;
  for (const auto& note : notes) {
    widths.push_back(std::min(c.ui.measure(note, style, row.w).w + c.px(64), row.w));
    total += widths.back() + c.px(20);
  }
  float x = portrait ? row.x + std::max(0.0F, row.w - total + c.px(20)) / 2 : row.x;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const float left = row.right() - x;
    if (left < c.px(200)) return;  // reception finds the rest in the list; a verdict is no place for a table
    const Rect card{x, row.y, std::min(widths[i], left), row.h};
    c.ui.card(card, token::kWhite, look::theme().border);
    c.ui.text(card.inset(c.px(28), c.px(6)), notes[i], style);
    x += card.w + c.px(20);
  }
}

Stack stack_of(const Context& c, const VerdictWords& words, bool is_question) {
  const auto align = c.ui.portrait() ? Align::center : Align::left;
  const auto& theme = look::theme();
  Stack stack;
  stack.text(words.kana, {.px = 36, .color = theme.ink_second, .align = align}, 12);
  stack.name(words.name, {.px = size::kName, .weight = Weight::bold, .align = align, .line_height = 1.15F}, 44);
  stack.text(words.headline, {.px = size::kQuestion, .weight = Weight::bold, .align = align}, 36);
  stack.text(words.detail, {.px = is_question ? size::kText : size::kButton, .align = align}, 36);
  stack.text(words.small, {.px = 34, .color = theme.ink_second, .align = align}, 0);
  return stack;
}

// Shape, words and notes are one block in the middle: the shape beside the words, in portrait above them.
void draw_block(const Context& c, Rect box, const Appearance& look, const VerdictWords& words, bool is_question) {
  const float side = c.px(size::kShape);
  const float notes_height = words.notes.empty() ? 0 : c.px(92);
  const float notes_gap = words.notes.empty() ? 0 : c.px(44);
  const float shape_gap = c.px(72);
  const bool portrait = c.ui.portrait();
  if (!portrait) c.ui.shape(box.cut_left(side + c.px(64), c.px(64)).centered({side, side}), look.shape, look.color);
  const float above = portrait ? side + shape_gap : 0;
  const auto stack = stack_of(c, words, is_question);
  Rect room = box;
  room.h -= above + notes_height + notes_gap;
  const float height = stack.height(c.ui, room);
  Rect block = box.centered({box.w, std::min(box.h, above + height + notes_gap + notes_height)});
  if (portrait) c.ui.shape(block.cut_top(side, shape_gap).centered({side, side}), look.shape, look.color);
  stack.draw(c.ui, block.cut_top(height, notes_gap), VAlign::top);
  if (!words.notes.empty()) draw_notes(c, block.cut_top(notes_height), words.notes);
}

}  // namespace

void draw_verdict(const Context& c, const app::VerdictScreen& verdict) {
  const auto look = appearance_of(app::tone_of(*verdict.outcome));
  c.ui.background(look.tint);
  // A band at the edge: the tints are pale, and somebody three metres away sees the band first.
  c.ui.line({0, 0, c.ui.screen().w, c.px(24)}, look.color);
  auto words = words_of(c, verdict);
  ask_words(c, verdict, words);
  Rect page = c.ui.page();
  const bool alone = c.state.mode != desk::DeskMode::staffed;
  draw_actions(c, page, verdict);
  Rect top = page.cut_top(c.px(92), c.px(8));
  language_switch(c, top.cut_right(c.px(260)));
  if (alone && !app::is_unlocked(c.state, c.ui.now())) {
    c.ui.corner({0, 0, c.px(160), c.px(120)}, button::kStaff);
  }
  draw_block(c, page, look, words, verdict.ask != Ask::nothing);
}

}  // namespace uke::kiosk::screens
