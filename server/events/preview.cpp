#include "server/events/preview.h"

#include "server/events/page_kit.h"
#include "shared/drawing/page.h"
#include "shared/i18n/dates.h"

#include <algorithm>

namespace uke::server::events {
namespace {

using drawing::Align;
using drawing::Box;
using drawing::Canvas;
using drawing::Color;
using drawing::TextLook;
using drawing::VAlign;
using drawing::Weight;

// 1,200 × 630 pixels at ten a millimetre.
constexpr drawing::PageSize kSize{120, 63};
constexpr double kPxPerMm = 10;
constexpr Color kAccent{0x00, 0x17, 0xC1};  // blue-900
constexpr Color kTint{0xE8, 0xF1, 0xFE};    // blue-50
constexpr Color kInk{0x1A, 0x1A, 0x1A};     // neutral-solid-gray-900
constexpr Color kPaper{0xFF, 0xFF, 0xFF};

TextLook look(double size_pt, double size_pt_min, Color color) {
  return {.size_pt = size_pt,
          .size_pt_min = size_pt_min,
          .weight = Weight::bold,
          .color = color,
          .align = Align::center,
          .valign = VAlign::middle,
          .line_height = 1.25};
}

// The days on which something takes place: 2027年2月20日(土), or the first and how many more.
std::string days_of(const i18n::Messages& messages, const EventRow& event, const std::vector<EditionRow>& editions) {
  std::vector<std::pair<std::int64_t, std::string>> days;
  for (const auto& edition : editions) {
    auto day = i18n::format_date(from_ms(edition.starts_ms), edition.zone, messages.language());
    const bool is_known = std::ranges::any_of(days, [&](const auto& one) { return one.second == day; });
    if (!is_known) days.emplace_back(edition.starts_ms, std::move(day));
  }
  std::ranges::sort(days);
  if (days.empty()) return i18n::format_date(from_ms(event.date_ms), event.zone, messages.language());
  return days.size() == 1 ? days.front().second : messages.text("event.preview.first_day", {{"date", days.front().second}});
}

std::string places_of(const i18n::Messages& messages, const std::vector<EditionRow>& editions) {
  std::string text;
  for (const auto& edition : editions) text += (text.empty() ? "" : "・") + name_of(messages, edition);
  return text;
}

}  // namespace

Result<std::string> preview_picture(const i18n::Messages& messages, const EventRow& event, const std::vector<EditionRow>& editions,
                                    std::string_view organization) {
  std::vector<EditionRow> held;
  std::ranges::copy_if(editions, std::back_inserter(held), [](const EditionRow& edition) { return !edition.cancelled; });
  const bool is_cancelled = held.empty() && !editions.empty();
  const auto days = days_of(messages, event, is_cancelled ? editions : held);
  const auto below = is_cancelled ? messages.text("edition.state.cancelled") : places_of(messages, held);
  const auto paint = [&](Canvas& canvas) {
    canvas.fill(Box{0, 0, kSize.width_mm, kSize.height_mm}, kPaper);
    canvas.fill(Box{0, 0, kSize.width_mm, 9}, kAccent);
    if (!organization.empty()) canvas.text(Box{4, 0.5, 112, 8}, organization, look(12, 5, kPaper));
    canvas.text(Box{6, 11, 108, 25}, name_of(messages, event), look(34, 11, kInk));
    canvas.fill(Box{0, 38, kSize.width_mm, 25}, kTint);
    canvas.text(Box{4, 39, 112, 12}, days, look(27, 12, kAccent));
    canvas.text(Box{4, 51, 112, 10}, below, look(19, 4, kInk));
  };
  TRY(const auto picture, drawing::draw_picture(kSize, kPxPerMm, paint));
  return drawing::png_of(picture);
}

}  // namespace uke::server::events
