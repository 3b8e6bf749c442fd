// Breaking text into lines: only where a phrase ends. Pure; the caller says how wide a piece is.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::kiosk::look {

using WidthOf = std::function<float(std::string_view)>;

struct Wrapped {
  std::vector<std::string> lines;  // without phrase marks and without spaces at the ends
  float width = 0;                 // of the widest line
  bool inside_phrase = false;      // a phrase was wider than the line and had to be broken between characters
};

// Breaks at '|' (a phrase boundary, not drawn), at spaces and at line ends, with lines of about the same length. A phrase that is wider
// than `width_max` is broken between characters, never before a mark that may not begin a line.
[[nodiscard]] Wrapped wrap(std::string_view text, float width_max, const WidthOf& width_of);

// The text without phrase marks.
[[nodiscard]] std::string without_marks(std::string_view text);

}  // namespace uke::kiosk::look
