// Which modules of a QR symbol have the same value in every code of that size (ISO/IEC 18004, function patterns).
#pragma once

#include <vector>

namespace uke::kiosk::scan {

struct KnownModule {
  int x = 0;
  int y = 0;
  bool dark = false;
};

inline constexpr int kSideMin = 21;   // version 1
inline constexpr int kSideMax = 177;  // version 40

[[nodiscard]] constexpr bool is_symbol_side(int side) { return side >= kSideMin && side <= kSideMax && (side - 17) % 4 == 0; }

// Row and column numbers of the middles of the alignment patterns; empty for version 1. Precondition: is_symbol_side(side).
[[nodiscard]] std::vector<int> alignment_positions(int side);

struct SymbolLayout {
  int side = 0;
  std::vector<KnownModule> timing;  // the two dotted lines
  std::vector<KnownModule> all;     // finders with their light frame, timing, alignment
  std::vector<KnownModule> sparse;  // at most 500 of them, evenly taken: enough to lay a grid by
};

// Built once per size and kept; thread-safe. Precondition: is_symbol_side(side).
[[nodiscard]] const SymbolLayout& symbol_layout(int side);

}  // namespace uke::kiosk::scan
