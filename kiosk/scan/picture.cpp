#include "kiosk/scan/picture.h"

#include <algorithm>

namespace uke::kiosk::scan {

View crop(View view, Rect rect) {
  const int left = std::clamp(rect.x, 0, view.width);
  const int top = std::clamp(rect.y, 0, view.height);
  const int right = std::clamp(rect.x + rect.width, left, view.width);
  const int bottom = std::clamp(rect.y + rect.height, top, view.height);
  if (right == left || bottom == top) return {};
  return {view.row(top) + left, right - left, bottom - top, view.stride};
}

}  // namespace uke::kiosk::scan
