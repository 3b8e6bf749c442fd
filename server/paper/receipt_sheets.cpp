// 領収書: three a sheet, each with a copy that stays in the block.
#include "server/paper/sheet.h"

namespace uke::server::paper {
namespace {

constexpr double kHeight = drawing::kA4.height_mm / static_cast<double>(kReceiptsOnSheet);
constexpr double kCounterfoil = 62;  // the copy at the left

void field(Canvas& canvas, double x, double y, double width, std::string_view label) {
  write(canvas, {x, y, 22, 6}, label, {.size_pt = 8.5, .least = 6, .color = kQuiet});
  rule(canvas, x, y + 7, width, 0.25, kInk);
}

void counterfoil(Canvas& canvas, const i18n::Messages& messages, const std::string& amount, double y) {
  const double x = kMargin;
  const double width = kCounterfoil - kMargin - 4;
  write(canvas, {x, y + 8, width, 6}, messages.text("sheet.receipt_copy"), {.size_pt = 11, .weight = Weight::bold});
  double at = y + 18;
  for (const auto* key : {"sheet.receipt_no", "sheet.receipt_date", "sheet.receipt_name", "sheet.receipt_amount", "sheet.receipt_person"}) {
    field(canvas, x, at, width, messages.text(key));
    const bool is_amount = std::string_view(key) == "sheet.receipt_amount";
    if (is_amount && !amount.empty()) write(canvas, {x + 16, at, width - 16, 6}, amount, {.size_pt = 12, .align = Align::right});
    at += 13;
  }
}

void receipt(Canvas& canvas, const Set& set, const i18n::Messages& messages, std::optional<Yen> fee, double y) {
  const auto amount = fee ? "¥" + yen(*fee) + "−" : std::string();
  counterfoil(canvas, messages, amount, y);
  for (double dash = y + 4; dash < y + kHeight - 4; dash += 3) upright(canvas, kCounterfoil, dash, 1.5, 0.2, kRule);
  const double x = kCounterfoil + 8;
  const double right = drawing::kA4.width_mm - kMargin;
  const double width = right - x;
  write(canvas, {x, y + 8, width, 10}, messages.text("sheet.receipt"), {.size_pt = 20, .weight = Weight::bold, .align = Align::center});
  write(canvas, {right - 46, y + 8, 12, 6}, messages.text("sheet.receipt_no"), {.size_pt = 9});
  rule(canvas, right - 36, y + 14.5, 36, 0.25, kInk);
  const bool ja = messages.language() == i18n::Language::ja;
  rule(canvas, x, y + 30, width - 30, 0.25, kInk);
  write(canvas, {ja ? x + width - 42 : x, y + 22, 14, 8}, messages.text("sheet.receipt_to"),
        {.size_pt = 12, .align = ja ? Align::right : Align::left});
  canvas.outline({x, y + 35, width, 15}, kInk, 0.4, 1);
  write(canvas, {x + 4, y + 35, width - 8, 15}, amount.empty() ? "¥" : amount,
        {.size_pt = 26, .weight = Weight::bold, .align = amount.empty() ? Align::left : Align::center});
  const auto what = messages.text(fee ? "sheet.receipt_for" : "sheet.receipt_for_blank", {{"event", set.event}, {"edition", set.edition}});
  write(canvas, {x, y + 53, width, 7}, what, {.size_pt = 10.5, .least = 6});
  rule(canvas, x, y + 60.5, width, 0.2);
  write(canvas, {x, y + 62, width, 6}, messages.text("sheet.receipt_got"), {.size_pt = 9.5});
  write(canvas, {x, y + 72, 60, 6}, set.date, {.size_pt = 10.5});
  write(canvas, {x + 50, y + 79, width - 50, 8}, set.organization,
        {.size_pt = 12, .least = 6, .weight = Weight::bold, .align = Align::right});
  rule(canvas, x + 66, y + 88, width - 66, 0.2);
  write(canvas, {x + 66, y + 88.5, 20, 5}, messages.text("sheet.receipt_person"), {.size_pt = 8, .color = kQuiet});
}

}  // namespace

Painters receipt_sheets(const SetPtr& set, const i18n::Messages& messages) {
  std::vector<std::optional<Yen>> all;
  for (const auto fee : set->fees) all.insert(all.end(), static_cast<std::size_t>(set->receipts), fee);
  all.insert(all.end(), static_cast<std::size_t>(set->blank_receipts), std::nullopt);
  Painters pages;
  for (std::size_t page = 0; page < sheets_for(all.size(), kReceiptsOnSheet); ++page) {
    pages.emplace_back([set, &messages, all, page](Canvas& canvas) {
      for (std::size_t i = 0; i < kReceiptsOnSheet && page * kReceiptsOnSheet + i < all.size(); ++i) {
        const double y = static_cast<double>(i) * kHeight;
        if (i > 0) rule(canvas, 0, y, drawing::kA4.width_mm, 0.15);
        receipt(canvas, *set, messages, all[page * kReceiptsOnSheet + i], y);
      }
    });
  }
  return pages;
}

}  // namespace uke::server::paper
