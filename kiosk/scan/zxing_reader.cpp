#include "kiosk/scan/zxing_reader.h"

#include "kiosk/scan/abort_guard.h"

// 1.4 refuses to say quietly that text() will change; bytes() is all that is used here.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <ZXing/ZXVersion.h>

#include <atomic>
#include <exception>

namespace uke::kiosk::scan {
namespace {

#if ZXING_VERSION_MAJOR >= 2
using Options = ZXing::ReaderOptions;
void look_once(Options& options) { options.setTryInvert(false); }  // the ladder has a pass of its own for that
#else
using Options = ZXing::DecodeHints;
void look_once(Options&) {}  // 1.4 never inverts
#endif

// Each abort leaks about 2 MB. After so many, the library's own search is left out until the program starts anew; the grids
// of grid_reader.h, which give it clean symbols only, go on.
constexpr int kAbortsMax = 50;
std::atomic<int> aborts = 0;

ZXing::Binarizer binarizer(Threshold threshold) {
  switch (threshold) {
    case Threshold::local_average: return ZXing::Binarizer::LocalAverage;
    case Threshold::global_histogram: return ZXing::Binarizer::GlobalHistogram;
    case Threshold::half: return ZXing::Binarizer::FixedThreshold;
  }
  return ZXing::Binarizer::LocalAverage;
}

template <typename Result>
std::optional<Hit> hit_of(const Result& result) {
  if (!result.isValid()) return std::nullopt;
  Hit hit;
  hit.bytes.assign(result.bytes().begin(), result.bytes().end());
  for (int i = 0; i < 4; ++i) {
    const auto& point = result.position()[i];
    hit.corners[static_cast<std::size_t>(i)] = {point.x, point.y};
  }
  return hit;
}

}  // namespace

std::optional<Hit> read_qr(View picture, Threshold threshold, Content content) {
  if (picture.empty() || (content == Content::scene && aborts >= kAbortsMax)) return std::nullopt;
  Options options;
  options.setFormats(ZXing::BarcodeFormat::QRCode);
  options.setTryHarder(true);
  options.setTryRotate(false);     // finder patterns look the same from all four sides; the flag only helps other symbologies
  options.setTryDownscale(false);  // the ladder does that with a filter instead of leaving pixels out
  options.setMaxNumberOfSymbols(1);
  options.setBinarizer(binarizer(threshold));
  options.setIsPure(content == Content::symbol_only);
  look_once(options);
  const ZXing::ImageView image(picture.data, picture.width, picture.height, ZXing::ImageFormat::Lum, picture.stride);
  std::optional<Hit> hit;
  const bool finished = survive_abort([&] {
    try {
      hit = hit_of(ZXing::ReadBarcode(image, options));
    } catch (const std::exception&) {
      hit.reset();  // what the library throws about a damaged symbol says no more than "not readable"
    }
  });
  if (finished) return hit;
  ++aborts;
  return std::nullopt;
}

}  // namespace uke::kiosk::scan
