#include "server/qr_svg.h"

#include "server/tickets/qr.h"

#include <fmt/format.h>

#include <iterator>

namespace uke::server {

Result<std::string> qr_svg(std::string_view text) {
  TRY(const auto code, tickets::qr_modules(text));
  const int side = code.size + 2 * tickets::kQuietZoneModules;
  std::string svg = fmt::format(
      R"(<svg viewBox="0 0 {0} {0}" width="240" height="240" shape-rendering="crispEdges" aria-hidden="true"><rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d=")",
      side);
  for (int y = 0; y < code.size; ++y) {
    for (int x = 0; x < code.size;) {
      const auto dark = [&](int at) { return at < code.size && code.dark[static_cast<std::size_t>(y) * code.size + at] != 0; };
      int end = x;
      while (dark(end)) ++end;
      if (end > x) {
        fmt::format_to(std::back_inserter(svg), "M{} {}h{}v1h-{}z", x + tickets::kQuietZoneModules, y + tickets::kQuietZoneModules, end - x,
                       end - x);
      }
      x = end + 1;
    }
  }
  return svg + R"("/></svg>)";
}

}  // namespace uke::server
