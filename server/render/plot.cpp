#include "server/render/plot.h"

#include "server/render/templates.h"

#include <fmt/format.h>

#include <algorithm>

namespace uke::server::render {
namespace {

// In pixels: the picture is as wide as its place, so widths are shares of it and texts keep their size on a phone.
constexpr int kRow = 60;
constexpr int kTextDown = 20;  // the baseline of the label
constexpr int kBarDown = 28;
constexpr int kBarHeight = 20;
constexpr double kBarMax = 75;  // percent; the number stands behind the bar

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
  // Sizes are attributes, not styles: the policy of our pages allows no inline style. Colours and fonts are the stylesheet's.
  auto svg = fmt::format(R"(<svg class="bars" width="100%" height="{}" role="img" aria-label="{}">)",
                         kRow * std::max<std::size_t>(bars.size(), 1), escaped(title));
  int top = 0;
  for (const auto& bar : bars) {
    const double width = kBarMax * static_cast<double>(std::max<std::int64_t>(bar.value, 0)) / static_cast<double>(most);
    svg += fmt::format(R"(<text class="label" x="0" y="{}">{}</text>)", top + kTextDown, escaped(shortened(bar.label, 36)));
    svg += fmt::format(R"(<rect class="bar" x="0" y="{}" width="{:.1f}%" height="{}" rx="3"/>)", top + kBarDown, std::max(width, 0.5),
                       kBarHeight);
    svg += fmt::format(R"(<text class="value" x="{:.1f}%" y="{}" dx="8">{}</text>)", std::max(width, 0.5), top + kBarDown + 16,
                       with_separators(bar.value));
    top += kRow;
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
