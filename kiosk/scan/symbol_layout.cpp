#include "kiosk/scan/symbol_layout.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <optional>

namespace uke::kiosk::scan {
namespace {

void add_finder(std::vector<KnownModule>& out, int side, int left, int top) {
  for (int y = -1; y <= 7; ++y) {
    for (int x = -1; x <= 7; ++x) {
      if (left + x < 0 || top + y < 0 || left + x >= side || top + y >= side) continue;
      const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
      out.push_back({left + x, top + y, ring == 3 || ring <= 1});
    }
  }
}

SymbolLayout make_layout(int side) {
  SymbolLayout layout{side, {}, {}, {}};
  for (int i = 8; i < side - 8; ++i) {
    layout.timing.push_back({i, 6, i % 2 == 0});
    layout.timing.push_back({6, i, i % 2 == 0});
  }
  layout.all = layout.timing;
  add_finder(layout.all, side, 0, 0);
  add_finder(layout.all, side, side - 7, 0);
  add_finder(layout.all, side, 0, side - 7);
  const auto positions = alignment_positions(side);
  for (const int cy : positions) {
    for (const int cx : positions) {
      const bool in_finder = (cx < 9 && cy < 9) || (cx < 9 && cy > side - 10) || (cx > side - 10 && cy < 9);
      if (in_finder) continue;
      for (int y = -2; y <= 2; ++y) {
        for (int x = -2; x <= 2; ++x) layout.all.push_back({cx + x, cy + y, std::max(std::abs(x), std::abs(y)) != 1});
      }
    }
  }
  constexpr std::size_t kSparseMax = 500;
  const std::size_t step = (layout.all.size() + kSparseMax - 1) / kSparseMax;
  for (std::size_t i = 0; i < layout.all.size(); i += step) layout.sparse.push_back(layout.all[i]);
  return layout;
}

}  // namespace

std::vector<int> alignment_positions(int side) {
  const int version = (side - 17) / 4;
  if (version == 1) return {};
  const int count = version / 7 + 2;
  // Even steps from the last towards the first; version 32 is the table's one exception.
  const int step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
  std::vector<int> positions{6};
  for (int i = count - 2; i >= 0; --i) positions.push_back(side - 7 - i * step);
  return positions;
}

const SymbolLayout& symbol_layout(int side) {
  static std::mutex mutex;
  static std::array<std::optional<SymbolLayout>, 40> layouts;
  const std::lock_guard lock(mutex);
  auto& layout = layouts[static_cast<std::size_t>((side - 21) / 4)];
  if (!layout) layout = make_layout(side);
  return *layout;
}

}  // namespace uke::kiosk::scan
