#include "server/render/plot.h"

#include "server/render/templates.h"

#include <fmt/format.h>

#include <algorithm>

namespace uke::server::render {
namespace {

constexpr int kWidth = 640;
constexpr int kRow = 36;
constexpr int kBarHeight = 24;
constexpr int kLabelWidth = 200;
constexpr int kValueWidth = 110;

std::string with_separators(std::int64_t number) {
  auto text = std::to_string(number);
  for (auto at = static_cast<std::int64_t>(text.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3) {
    text.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return text;
}

std::string share_of(std::int64_t value, std::int64_t sum) {
  return sum > 0 ? fmt::format("{:.1f}%", 100.0 * static_cast<double>(value) / static_cast<double>(sum)) : "";
}

std::int64_t sum_of(const std::vector<Bar>& bars) {
  std::int64_t sum = 0;
  for (const auto& bar : bars) sum += bar.value;
  return sum;
}

// At most so many columns of text, where a kana or kanji takes two; the rest is an ellipsis.
std::string shortened(std::string_view text, int columns_max) {
  int columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    columns += length >= 3 ? 2 : 1;
    if (columns > columns_max) return std::string(text.substr(0, i)) + "…";
    i += length;
  }
  return std::string(text);
}

}  // namespace

Html bar_plot(const std::string& title, const std::vector<Bar>& bars) {
  std::int64_t most = 1;
  for (const auto& bar : bars) most = std::max(most, bar.value);
  const auto height = kRow * static_cast<int>(bars.size());
  // Sizes are attributes, not styles: the policy of our pages allows no inline style. Colours and fonts are the stylesheet's.
  auto svg =
      fmt::format(R"(<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">)", kWidth, std::max(height, 1), escaped(title));
  const int room = kWidth - kLabelWidth - kValueWidth;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto& bar = bars[i];
    const int top = kRow * static_cast<int>(i);
    const auto value = std::max<std::int64_t>(bar.value, 0);
    const double width = static_cast<double>(room) * static_cast<double>(value) / static_cast<double>(most);
    svg += fmt::format(R"(<text class="label" x="{}" y="{}" text-anchor="end">{}</text>)", kLabelWidth - 10, top + 24,
                       escaped(shortened(bar.label, 22)));
    svg += fmt::format(R"(<rect class="bar" x="{}" y="{}" width="{:.1f}" height="{}" rx="3"/>)", kLabelWidth, top + (kRow - kBarHeight) / 2,
                       std::max(width, 1.0), kBarHeight);
    svg += fmt::format(R"(<text class="value" x="{:.1f}" y="{}">{}</text>)", kLabelWidth + width + 8, top + 24, with_separators(bar.value));
  }
  return {svg + "</svg>"};
}

PlotFigure make_plot(const std::string& title, const std::string& label_head, const std::string& value_head, const std::vector<Bar>& bars) {
  PlotFigure figure{.title = title, .picture = bar_plot(title, bars), .label_head = label_head, .value_head = value_head, .rows = {}};
  const auto sum = sum_of(bars);
  for (const auto& bar : bars) figure.rows.push_back({bar.label, with_separators(bar.value), share_of(bar.value, sum)});
  return figure;
}

}  // namespace uke::server::render
