#include "tests/bench/scan/photo.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iconv.h>
#include <iterator>
#include <map>
#include <optional>

#ifdef UKE_HAVE_LIBJPEG
#include <jpeglib.h>
#endif
#ifdef UKE_HAVE_LIBPNG
#include <png.h>
#endif
#ifdef UKE_HAVE_LIBWEBP
#include <webp/decode.h>
#endif

namespace uke::bench {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

[[maybe_unused]] kiosk::app::GrayFrame from_rgb(const std::uint8_t* rgb, int width, int height) {
  Bytes gray(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (std::size_t i = 0; i < gray.size(); ++i) {
    gray[i] = static_cast<std::uint8_t>((306 * rgb[3 * i] + 601 * rgb[3 * i + 1] + 117 * rgb[3 * i + 2] + 512) >> 10);  // ITU-R BT.601
  }
  return kiosk::app::make_gray_frame(std::move(gray), width, height);
}

std::optional<kiosk::app::GrayFrame> decode_png([[maybe_unused]] const Bytes& file) {
#ifdef UKE_HAVE_LIBPNG
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) return std::nullopt;
  image.format = PNG_FORMAT_RGB;
  const png_color white{255, 255, 255};
  Bytes rgb(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, &white, rgb.data(), 0, nullptr) == 0) return std::nullopt;
  return from_rgb(rgb.data(), static_cast<int>(image.width), static_cast<int>(image.height));
#else
  return std::nullopt;
#endif
}

std::optional<kiosk::app::GrayFrame> decode_jpeg([[maybe_unused]] const Bytes& file) {
#ifdef UKE_HAVE_LIBJPEG
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);  // a broken file ends the benchmark with libjpeg's message
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, file.data(), file.size());
  jpeg_read_header(&jpeg, TRUE);
  jpeg.out_color_space = JCS_GRAYSCALE;
  jpeg_start_decompress(&jpeg);
  const auto width = jpeg.output_width, height = jpeg.output_height;
  Bytes gray(static_cast<std::size_t>(width) * height);
  while (jpeg.output_scanline < height) {
    JSAMPROW row = gray.data() + static_cast<std::size_t>(jpeg.output_scanline) * width;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return kiosk::app::make_gray_frame(std::move(gray), static_cast<int>(width), static_cast<int>(height));
#else
  return std::nullopt;
#endif
}

std::optional<kiosk::app::GrayFrame> decode_webp([[maybe_unused]] const Bytes& file) {
#ifdef UKE_HAVE_LIBWEBP
  int width = 0, height = 0;
  std::uint8_t* rgb = WebPDecodeRGB(file.data(), file.size(), &width, &height);
  if (rgb == nullptr) return std::nullopt;
  auto frame = from_rgb(rgb, width, height);
  WebPFree(rgb);
  return frame;
#else
  return std::nullopt;
#endif
}

Bytes read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::optional<kiosk::app::GrayFrame> decode_file(const fs::path& path) {
  const auto kind = path.extension();
  if (kind == ".png") return decode_png(read_file(path));
  if (kind == ".jpg" || kind == ".jpeg") return decode_jpeg(read_file(path));
  if (kind == ".webp") return decode_webp(read_file(path));
  return std::nullopt;
}

std::optional<std::string> to_utf8(std::string_view bytes, const char* encoding) {
  const iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string in(bytes), out(bytes.size() * 4 + 4, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size(), to_left = out.size();
  const auto result = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  if (result == static_cast<std::size_t>(-1)) return std::nullopt;
  out.resize(out.size() - to_left);
  return out;
}

}  // namespace

std::vector<PhotoSet> load_photos(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::map<std::string, PhotoSet> sets;
  for (const auto& path : paths) {
    auto text = path;
    text.replace_extension(".txt");
    if (!fs::exists(text)) continue;
    auto frame = decode_file(path);
    if (!frame) {
      std::fprintf(stderr, "cannot read %s: left out\n", path.c_str());
      continue;
    }
    const auto expected = read_file(text);
    auto& set = sets[path.parent_path().string()];
    set.name = path.parent_path().filename().string();
    set.photos.push_back({path.string(), {expected.begin(), expected.end()}, std::move(*frame)});
  }
  std::vector<PhotoSet> result;
  for (auto& [path, set] : sets) result.push_back(std::move(set));
  return result;
}

bool same_text(std::string_view bytes, std::string_view expected_utf8) {
  if (bytes == expected_utf8) return true;
  for (const char* encoding : {"CP932", "ISO-8859-1", "CP1252", "GB18030", "EUC-KR", "BIG5", "UTF-16BE"}) {
    if (to_utf8(bytes, encoding) == expected_utf8) return true;
  }
  return false;
}

}  // namespace uke::bench
