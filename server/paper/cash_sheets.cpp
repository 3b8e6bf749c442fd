// 金種表: notes and coins, counted by two people at the start, in between and at the end.
#include "server/paper/sheet.h"

#include <array>

namespace uke::server::paper {
namespace {

constexpr std::array<std::int64_t, 10> kKinds = {10'000, 5'000, 2'000, 1'000, 500, 100, 50, 10, 5, 1};
constexpr double kTop = 44;
constexpr double kRow = 11;
constexpr double kKind = 30;
constexpr double kTurn = (kInner - kKind) / 3;

void table(Canvas& canvas, const i18n::Messages& messages) {
  const double bottom = kTop + kRow * static_cast<double>(kKinds.size() + 1);
  const Line head{.size_pt = 10, .least = 6, .weight = Weight::bold, .align = Align::center};
  const Line small{.size_pt = 8.5, .least = 6, .color = kQuiet, .align = Align::center};
  write(canvas, {kMargin, kTop - 14, kKind, 14}, messages.text("sheet.cash_kind"), head);
  const std::array<const char*, 3> turns = {"sheet.cash_float", "sheet.cash_middle", "sheet.cash_end"};
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const double x = kMargin + kKind + static_cast<double>(i) * kTurn;
    write(canvas, {x, kTop - 14, kTurn, 7}, messages.text(turns[i]), head);
    write(canvas, {x, kTop - 7, kTurn * 0.4, 7}, messages.text("sheet.cash_count"), small);
    write(canvas, {x + kTurn * 0.4, kTop - 7, kTurn * 0.6, 7}, messages.text("sheet.cash_sum"), small);
    upright(canvas, x, kTop - 14, bottom - kTop + 14, 0.35, kInk);
    upright(canvas, x + kTurn * 0.4, kTop - 7, bottom - kTop + 7);
  }
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const double y = kTop + static_cast<double>(i) * kRow;
    rule(canvas, kMargin, y, kInner, i == 0 ? 0.35 : 0.2, i == 0 ? kInk : kRule);
    const auto words = messages.text("sheet.cash_bundle", {{"amount", format_thousands(kKinds[i])}});
    write(canvas, {kMargin, y, kKind - 3, kRow}, words, {.size_pt = 13, .align = Align::right});
  }
  const double total = bottom - kRow;
  rule(canvas, kMargin, total, kInner, 0.35, kInk);
  write(canvas, {kMargin, total, kKind - 3, kRow}, messages.text("sheet.cash_total"),
        {.size_pt = 13, .weight = Weight::bold, .align = Align::right});
  canvas.outline({kMargin, kTop - 14, kInner, bottom - kTop + 14}, kInk, 0.35);
}

void below(Canvas& canvas, const i18n::Messages& messages) {
  double y = kTop + kRow * static_cast<double>(kKinds.size() + 1) + 4;
  const auto label = [&](double at, std::string_view key, double width) {
    write(canvas, {kMargin, at, width, 9}, messages.text(key), {.size_pt = 11, .least = 7});
  };
  for (const auto* key : {"sheet.cash_when", "sheet.cash_who"}) {
    label(y, key, kKind);
    for (int i = 0; i < 3; ++i) rule(canvas, kMargin + kKind + i * kTurn + 2, y + 8, kTurn - 4, 0.25, kInk);
    y += 10;
  }
  y += 6;
  for (const auto* key : {"sheet.cash_taken", "sheet.cash_expected", "sheet.cash_advance", "sheet.cash_difference"}) {
    label(y, key, 110);
    rule(canvas, kMargin + 115, y + 8, kInner - 115, 0.25, kInk);
    y += 13;
  }
}

}  // namespace

Painters cash_sheets(const SetPtr& set, const i18n::Messages& messages) {
  return {[set, &messages](Canvas& canvas) {
    heading(canvas, *set, messages, messages.text("sheet.cash"), 1, 1);
    table(canvas, messages);
    below(canvas, messages);
  }};
}

}  // namespace uke::server::paper
