// Plots as SVG: horizontal bars with direct labels, no script. The table behind it is the page's business.
#pragma once

#include "server/render/data.h"
#include "server/render/parts.h"

#include <cstdint>
#include <string>
#include <vector>

namespace uke::server::render {

struct Bar {
  std::string label;
  std::int64_t value = 0;
};

// `title` is the finding and becomes the picture's accessible name. Empty `bars` give an empty picture.
[[nodiscard]] Html bar_plot(const std::string& title, const std::vector<Bar>& bars);

// The plot and the table behind it (parts/plot): heads of its two columns; shares are of the sum.
[[nodiscard]] PlotFigure make_plot(const std::string& title, const std::string& label_head, const std::string& value_head,
                                   const std::vector<Bar>& bars);

}  // namespace uke::server::render
