#include "shared/drawing/bitmap.h"

#include "shared/drawing/cairo_handles.h"

#include <cstring>

namespace uke::drawing {

namespace {

constexpr int kSideMax = 8'192;
constexpr std::size_t kPngBytesMax = 64 * 1024 * 1024;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t take(void* closure, unsigned char* data, unsigned int length) {
  auto& rest = *static_cast<std::string_view*>(closure);
  if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(data, rest.data(), length);
  rest.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

bool is_grey(const Bitmap& bitmap) {
  const auto* const end = bitmap.rgba.data() + bitmap.rgba.size();
  for (const auto* p = bitmap.rgba.data(); p != end; p += 4) {
    if (p[0] != p[1] || p[1] != p[2] || p[3] != 255) return false;
  }
  return true;
}

// One byte a pixel. Cairo takes it for coverage, and writes it into a PNG as shades of grey: a third of the bytes and of the time.
Owned<cairo_surface_t> to_grey_surface(const Bitmap& bitmap) {
  Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_A8, bitmap.width, bitmap.height));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return nullptr;
  auto* rows = cairo_image_surface_get_data(surface.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  const auto width = static_cast<std::size_t>(bitmap.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(bitmap.height); ++y) {
    const auto* from = bitmap.rgba.data() + y * width * 4;
    for (std::size_t x = 0; x < width; ++x) rows[y * stride + x] = from[x * 4];
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

}  // namespace

Owned<cairo_surface_t> to_surface(const Bitmap& bitmap) {
  Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, bitmap.width, bitmap.height));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return nullptr;
  auto* rows = cairo_image_surface_get_data(surface.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  for (std::size_t y = 0; y < static_cast<std::size_t>(bitmap.height); ++y) {
    const auto* from = bitmap.rgba.data() + y * static_cast<std::size_t>(bitmap.width) * 4;
    for (std::size_t x = 0; x < static_cast<std::size_t>(bitmap.width); ++x) {
      const auto* p = from + x * 4;
      const std::uint32_t argb = (std::uint32_t{p[3]} << 24) | (std::uint32_t{p[0]} << 16) | (std::uint32_t{p[1]} << 8) | p[2];
      std::memcpy(rows + y * stride + x * 4, &argb, 4);
    }
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

Bitmap from_surface(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  Bitmap bitmap{cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), {}};
  const bool opaque = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24;
  const auto* rows = cairo_image_surface_get_data(surface);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  const auto width = static_cast<std::size_t>(bitmap.width);
  bitmap.rgba.resize(width * static_cast<std::size_t>(bitmap.height) * 4);
  auto* out = bitmap.rgba.data();
  for (std::size_t y = 0; y < static_cast<std::size_t>(bitmap.height); ++y) {
    for (std::size_t x = 0; x < width; ++x, out += 4) {
      std::uint32_t argb = 0;
      std::memcpy(&argb, rows + y * stride + x * 4, 4);
      out[0] = static_cast<std::uint8_t>(argb >> 16);
      out[1] = static_cast<std::uint8_t>(argb >> 8);
      out[2] = static_cast<std::uint8_t>(argb);
      out[3] = opaque ? 255 : static_cast<std::uint8_t>(argb >> 24);
    }
  }
  return bitmap;
}

Result<std::string> png_of(const Bitmap& bitmap) {
  if (!bitmap.valid()) return fail(ErrorCode::invalid, "png_of", "the bitmap's size and bytes disagree");
  const auto surface = is_grey(bitmap) ? to_grey_surface(bitmap) : to_surface(bitmap);
  std::string png;
  if (!surface || cairo_surface_write_to_png_stream(surface.get(), append, &png) != CAIRO_STATUS_SUCCESS) {
    return fail(ErrorCode::internal, "png_of", "cairo could not write the picture");
  }
  return png;
}

Result<Bitmap> read_png(std::string_view png) {
  // Width and height stand at fixed places in a PNG's header: refuse a bomb before a pixel of it is unpacked.
  constexpr std::string_view kMagic = "\x89PNG\r\n\x1a\n";
  if (png.size() < 24 || !png.starts_with(kMagic)) return fail(ErrorCode::invalid, "read_png", "no PNG");
  if (png.size() > kPngBytesMax) return fail(ErrorCode::too_large, "read_png", "over 64 MB");
  const auto big_endian = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | static_cast<unsigned char>(png[at + i]);
    return value;
  };
  if (big_endian(16) > kSideMax || big_endian(20) > kSideMax) return fail(ErrorCode::too_large, "read_png", "over 8192 pixels a side");
  auto rest = png;
  const Owned<cairo_surface_t> surface(cairo_image_surface_create_from_png_stream(take, &rest));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return fail(ErrorCode::invalid, "read_png", "a damaged PNG");
  const auto format = cairo_image_surface_get_format(surface.get());
  if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24)
    return fail(ErrorCode::unsupported, "read_png", "an unusual pixel format");
  return from_surface(surface.get());
}

}  // namespace uke::drawing
