#include "tests/bench/scan/readers.h"

#include "kiosk/scan/decoder.h"
#include "kiosk/scan/zxing_reader.h"

#ifdef UKE_HAVE_ZBAR
#include <zbar.h>
#endif

namespace uke::bench {
namespace {

using kiosk::app::GrayFrame;
namespace scan = kiosk::scan;

Reader ours(double budget_ms) {
  return {"ours",
          [budget_ms]() -> Read {
            scan::DecoderOptions options;
            options.budget = std::chrono::microseconds(static_cast<std::int64_t>(budget_ms * 1000));
            auto decoder = std::make_shared<scan::Decoder>(std::move(options));
            return [decoder](const GrayFrame& frame) { return decoder->decode(frame); };
          },
          true};
}

// The baseline: ZXing-C++ once over the whole frame with tryHarder.
Reader zxing_single() {
  return {"zxing-single", []() -> Read {
            return [](const GrayFrame& frame) -> std::optional<std::string> {
              auto hit = scan::read_qr({frame.pixels->data(), frame.width, frame.height, frame.stride}, scan::Threshold::local_average);
              if (!hit) return std::nullopt;
              return std::move(hit->bytes);
            };
          }};
}

#ifdef UKE_HAVE_ZBAR
Reader zbar_reader() {
  return {"zbar", []() -> Read {
            std::shared_ptr<zbar::zbar_image_scanner_t> scanner(zbar::zbar_image_scanner_create(), zbar::zbar_image_scanner_destroy);
            zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
            zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
            zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);
            return [scanner](const GrayFrame& frame) -> std::optional<std::string> {
              std::shared_ptr<zbar::zbar_image_t> image(zbar::zbar_image_create(), zbar::zbar_image_destroy);
              zbar::zbar_image_set_format(image.get(), zbar_fourcc('Y', '8', '0', '0'));
              zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(frame.width), static_cast<unsigned>(frame.height));
              zbar::zbar_image_set_data(image.get(), frame.pixels->data(), frame.pixels->size(), nullptr);
              if (zbar::zbar_scan_image(scanner.get(), image.get()) < 1) return std::nullopt;
              const auto* symbol = zbar::zbar_image_first_symbol(image.get());
              if (symbol == nullptr) return std::nullopt;
              return std::string(zbar::zbar_symbol_get_data(symbol), zbar::zbar_symbol_get_data_length(symbol));
            };
          }};
}
#endif

}  // namespace

std::vector<Reader> all_readers(double budget_ms) {
  std::vector<Reader> readers{ours(budget_ms), zxing_single()};
#ifdef UKE_HAVE_ZBAR
  readers.push_back(zbar_reader());
#endif
  return readers;
}

}  // namespace uke::bench
