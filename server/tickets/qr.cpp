#include "server/tickets/qr.h"

#include "shared/drawing/bitmap.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>

#include <exception>

namespace uke::server::tickets {
namespace {

constexpr int kEccLevelM = 4;  // ZXing halves its scale of 0 … 8: 1, 2 = L; 3, 4 = M; a test counts the modules

bool is_dark(const drawing::Modules& code, int x, int y) {
  return x >= 0 && y >= 0 && x < code.size && y < code.size && code.dark[static_cast<std::size_t>(y * code.size + x)] != 0;
}

}  // namespace

Result<drawing::Modules> qr_modules(std::string_view text) {
  try {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    writer.setEccLevel(kEccLevelM).setMargin(0).setEncoding(ZXing::CharacterSet::UTF8);
    const auto matrix = writer.encode(std::string(text), 0, 0);
    drawing::Modules code{.size = matrix.width(), .dark = {}};
    code.dark.reserve(static_cast<std::size_t>(matrix.width() * matrix.height()));
    for (int y = 0; y < matrix.height(); ++y) {
      for (int x = 0; x < matrix.width(); ++x) code.dark.push_back(matrix.get(x, y) ? 1 : 0);
    }
    return code;
  } catch (const std::exception& e) {
    return fail(ErrorCode::too_large, "tickets.qr_modules", e.what());
  }
}

std::string half_blocks(const drawing::Modules& code) {
  // Colours are set explicitly: a symbol must be dark on light whatever the terminal's own colours are.
  std::string text;
  for (int y = -kQuietZoneModules; y < code.size + kQuietZoneModules; y += 2) {
    text += "\x1b[30;107m";
    for (int x = -kQuietZoneModules; x < code.size + kQuietZoneModules; ++x) {
      const bool upper = is_dark(code, x, y);
      const bool lower = is_dark(code, x, y + 1);
      text += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
    }
    text += "\x1b[0m\n";
  }
  return text;
}

Result<std::string> qr_png(const drawing::Modules& code, int side_px) {
  const int modules = code.size + 2 * kQuietZoneModules;
  const int scale = (side_px + modules - 1) / modules;
  drawing::Bitmap bitmap{.width = modules * scale, .height = modules * scale, .rgba = {}};
  bitmap.rgba.reserve(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height) * 4);
  for (int y = 0; y < bitmap.height; ++y) {
    for (int x = 0; x < bitmap.width; ++x) {
      const std::uint8_t gray = is_dark(code, x / scale - kQuietZoneModules, y / scale - kQuietZoneModules) ? 0 : 255;
      bitmap.rgba.insert(bitmap.rgba.end(), {gray, gray, gray, 255});
    }
  }
  return drawing::png_of(bitmap);
}

}  // namespace uke::server::tickets
