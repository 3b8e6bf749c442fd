// A4 sheets of the set: what all of them have in common. Internal to this room. Everything in millimetres, text in points.
#pragma once

#include "server/paper/rules.h"
#include "shared/drawing/page.h"
#include "shared/i18n/messages.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::paper {

using drawing::Align;
using drawing::Box;
using drawing::Canvas;
using drawing::Color;
using drawing::Weight;

inline constexpr Color kInk{26, 26, 28, 255};
inline constexpr Color kQuiet{98, 98, 100, 255};
inline constexpr Color kRule{170, 170, 175, 255};
inline constexpr Color kBand{242, 242, 242, 255};
inline constexpr double kMargin = 12;
inline constexpr double kInner = drawing::kA4.width_mm - 2 * kMargin;

using SetPtr = std::shared_ptr<const Set>;

// A line of text in the middle of its box's height; it shrinks to `least` points before it runs over.
struct Line {
  double size_pt = 10;
  double least = 5;
  Weight weight = Weight::regular;
  Color color = kInk;
  Align align = Align::left;
};
void write(Canvas& canvas, const Box& box, std::string_view text, const Line& line);
// Running text from the top of its box; shrinks to `least`.
void write_lines(Canvas& canvas, const Box& box, std::string_view text, const Line& line);
void rule(Canvas& canvas, double x, double y, double width, double thick_mm = 0.2, Color color = kRule);
void upright(Canvas& canvas, double x, double y, double height, double thick_mm = 0.2, Color color = kRule);
void tick_box(Canvas& canvas, double x, double y, double side);
// Title at the left, event and edition beneath, page numbers and time at the right. Takes the top 22 mm.
void heading(Canvas& canvas, const Set& set, const i18n::Messages& messages, std::string_view title, std::size_t page, std::size_t pages);
[[nodiscard]] std::string yen(Yen amount);  // 5,000

using Painters = std::vector<drawing::Painter>;
// The parts, a file each. `messages` must outlive the painters.
[[nodiscard]] Painters list_sheets(const SetPtr& set, const i18n::Messages& messages);
[[nodiscard]] Painters online_sheets(const SetPtr& set, const i18n::Messages& messages);
[[nodiscard]] Painters badge_sheets(const SetPtr& set, const i18n::Messages& messages);
[[nodiscard]] Painters receipt_sheets(const SetPtr& set, const i18n::Messages& messages);
[[nodiscard]] Painters cash_sheets(const SetPtr& set, const i18n::Messages& messages);
[[nodiscard]] Painters guide_sheets(const SetPtr& set, const i18n::Messages& messages);

}  // namespace uke::server::paper
