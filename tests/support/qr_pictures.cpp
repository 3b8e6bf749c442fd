#include "tests/support/qr_pictures.h"

#include "tests/support/chance.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numbers>

namespace uke::test {
namespace {

constexpr int kEccLevelM = 4;      // ZXing halves its 1…8 to L, M, Q, H
constexpr double kFocalPx = 1100;  // about 60° across 1280 pixels

double radians(double degrees) { return degrees * std::numbers::pi / 180.0; }

// Where a pixel lies on the phone, in modules from the middle of the symbol.
class Pose {
 public:
  explicit Pose(const Scene& s) {
    const double cz = std::cos(radians(s.rotation_deg)), sz = std::sin(radians(s.rotation_deg));
    const double cx = std::cos(radians(s.tilt_x_deg)), sx = std::sin(radians(s.tilt_x_deg));
    const double cy = std::cos(radians(s.tilt_y_deg)), sy = std::sin(radians(s.tilt_y_deg));
    const double depth = kFocalPx / s.px_per_module;
    // Columns of the plane's axes after tilting about y, then x, then turning in the picture.
    const double ux = cy, uy = sx * sy, uz = -cx * sy;
    const double vx = 0, vy = cx, vz = sx;
    const double tx = s.centre_x / kFocalPx * depth, ty = s.centre_y / kFocalPx * depth;
    forward_ = {kFocalPx * (cz * ux - sz * uy),
                kFocalPx * (cz * vx - sz * vy),
                kFocalPx * tx,
                kFocalPx * (sz * ux + cz * uy),
                kFocalPx * (sz * vx + cz * vy),
                kFocalPx * ty,
                uz,
                vz,
                depth};
    invert();
    middle_x_ = s.width / 2.0;
    middle_y_ = s.height / 2.0;
  }

  struct Point {
    double x, y;
  };
  [[nodiscard]] Point to_frame(double u, double v) const {
    const Point p = apply(forward_, u, v);
    return {p.x + middle_x_, p.y + middle_y_};
  }
  [[nodiscard]] Point to_plane(double x, double y) const { return apply(inverse_, x - middle_x_, y - middle_y_); }

 private:
  using Matrix = std::array<double, 9>;
  static Point apply(const Matrix& m, double x, double y) {
    const double w = m[6] * x + m[7] * y + m[8];
    return {(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w};
  }
  void invert() {
    const Matrix& m = forward_;  // the adjugate: a homography needs no determinant
    inverse_ = {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
                m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
                m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
  }

  Matrix forward_{}, inverse_{};
  double middle_x_ = 0, middle_y_ = 0;
};

struct Canvas {
  int width, height;
  std::vector<float> light;
  [[nodiscard]] float& at(int x, int y) {
    return light[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

struct Box {
  int left, top, right, bottom;
};

// People, furniture, stripes of clothes and posters: edges that a finder search has to look at.
void paint_background(Canvas& canvas, const Scene& s) {
  Chance chance(s.place * 7919 + 17);
  const double base = s.white * chance.between(0.25, 0.5);
  for (int y = 0; y < canvas.height; ++y) {
    for (int x = 0; x < canvas.width; ++x) canvas.at(x, y) = static_cast<float>(base * (1.1 - 0.2 * y / canvas.height));
  }
  if (!s.clutter) return;
  for (int i = 0; i < 40; ++i) {
    const int w = 20 + chance.below(canvas.width / 4), h = 20 + chance.below(canvas.height / 3);
    const int x0 = chance.below(canvas.width) - w / 2, y0 = chance.below(canvas.height) - h / 2;
    const double gray = s.white * chance.between(0.05, 0.9);
    const int stripe = chance.below(3) == 0 ? 3 + chance.below(12) : 0;
    const bool upright = chance.below(2) == 0;
    for (int y = std::max(0, y0); y < std::min(canvas.height, y0 + h); ++y) {
      for (int x = std::max(0, x0); x < std::min(canvas.width, x0 + w); ++x) {
        const bool off = stripe > 0 && ((upright ? x : y) / stripe) % 2 == 1;
        canvas.at(x, y) = static_cast<float>(off ? gray * 0.6 : gray);
      }
    }
  }
}

// Half the phone's screen, in modules: the code sits in the upper part of a page with the name and the short code below.
constexpr double kScreenHalfWidth = 31, kScreenTop = 36, kScreenBottom = 62, kBezel = 3;

// Gray at a place of the phone; negative outside it.
double phone_gray(const QrModules& code, const Scene& s, double u, double v) {
  if (std::abs(u) > kScreenHalfWidth + kBezel || v < -kScreenTop - kBezel || v > kScreenBottom + kBezel) return -1;
  if (std::abs(u) > kScreenHalfWidth || v < -kScreenTop || v > kScreenBottom) return s.black * 0.7;
  const double half = code.side / 2.0;
  const double margin = half + 4;
  const double ink = s.inverted ? s.white : s.black;
  const double ground = s.inverted ? s.black : s.white;
  if (std::abs(u) < half && std::abs(v) < half) {
    if (s.cover_right > 0 && u > half - s.cover_right * code.side) return s.white * 0.45;
    const double across = s.mirrored ? -u : u;
    return code.is_dark(static_cast<int>(std::floor(across + half)), static_cast<int>(std::floor(v + half))) ? ink : ground;
  }
  if (std::abs(u) <= margin && std::abs(v) <= margin) return ground;
  // Lines of writing under the code.
  if (v > margin + 2 && std::abs(u) < 24 && std::fmod(v - margin, 5.0) < 2.2 && std::fmod(std::abs(u * 1.7 + v * 3.1), 2.6) < 1.4)
    return ink;
  return ground;
}

Box phone_box(const Pose& pose, const Scene& s) {
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  for (const double u : {-kScreenHalfWidth - kBezel, kScreenHalfWidth + kBezel}) {
    for (const double v : {-kScreenTop - kBezel, kScreenBottom + kBezel}) {
      const auto p = pose.to_frame(u, v);
      left = std::min(left, p.x), right = std::max(right, p.x), top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
  }
  const double pad = 3 + 3 * s.blur_sigma_px + s.motion_px;
  return {std::clamp(static_cast<int>(left - pad), 0, s.width), std::clamp(static_cast<int>(top - pad), 0, s.height),
          std::clamp(static_cast<int>(right + pad), 0, s.width), std::clamp(static_cast<int>(bottom + pad), 0, s.height)};
}

// A pixel sees an area, not a point: the mean of 4×4 samples.
void paint_phone(Canvas& canvas, const QrModules& code, const Scene& s, const Pose& pose, Box box) {
  constexpr int kSamples = 4;
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      double sum = 0;
      for (int i = 0; i < kSamples * kSamples; ++i) {
        const auto p = pose.to_plane(x + (i % kSamples + 0.5) / kSamples, y + (i / kSamples + 0.5) / kSamples);
        const double gray = phone_gray(code, s, p.x, p.y);
        sum += gray < 0 ? canvas.at(x, y) : gray;
      }
      canvas.at(x, y) = static_cast<float>(sum / (kSamples * kSamples));
    }
  }
}

// Weighted sum of `kernel` along (dx, dy) steps, within the box.
void smear(Canvas& canvas, Box box, const std::vector<float>& kernel, double dx, double dy) {
  const Canvas from = canvas;
  const int radius = static_cast<int>(kernel.size()) / 2;
  const auto sample = [&](double x, double y) {
    const int x0 = std::clamp(static_cast<int>(std::floor(x)), 0, canvas.width - 2),
              y0 = std::clamp(static_cast<int>(std::floor(y)), 0, canvas.height - 2);
    const auto fx = static_cast<float>(std::clamp(x - x0, 0.0, 1.0)), fy = static_cast<float>(std::clamp(y - y0, 0.0, 1.0));
    const float* a = &from.light[static_cast<std::size_t>(y0) * static_cast<std::size_t>(canvas.width) + static_cast<std::size_t>(x0)];
    const float* b = a + canvas.width;
    return (a[0] * (1 - fx) + a[1] * fx) * (1 - fy) + (b[0] * (1 - fx) + b[1] * fx) * fy;
  };
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      float sum = 0;
      for (int i = -radius; i <= radius; ++i) sum += kernel[static_cast<std::size_t>(i + radius)] * sample(x + i * dx, y + i * dy);
      canvas.at(x, y) = sum;
    }
  }
}

std::vector<float> gaussian(double sigma) {
  const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
  std::vector<float> kernel;
  float sum = 0;
  for (int i = -radius; i <= radius; ++i) {
    kernel.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
    sum += kernel.back();
  }
  for (float& k : kernel) k /= sum;
  return kernel;
}

void blur(Canvas& canvas, const Scene& s, Box box) {
  if (s.blur_sigma_px > 0) {
    const auto kernel = gaussian(s.blur_sigma_px);
    smear(canvas, box, kernel, 1, 0);
    smear(canvas, box, kernel, 0, 1);
  }
  if (s.motion_px > 0) {
    constexpr int kSteps = 9;
    const double step = s.motion_px / kSteps;
    smear(canvas, box, std::vector<float>(kSteps, 1.0F / kSteps), step * std::cos(radians(s.motion_deg)),
          step * std::sin(radians(s.motion_deg)));
  }
}

// Light falling off across the phone, a reflection, the sensor's noise.
std::vector<std::uint8_t> expose(Canvas& canvas, const Scene& s, const Pose& pose) {
  Chance chance(s.seed);
  const auto middle = pose.to_frame(0, 0);
  const auto shine = pose.to_frame(6, -5);
  const double reach = 45 * s.px_per_module;
  const double lx = std::cos(radians(s.light_deg)) / reach, ly = std::sin(radians(s.light_deg)) / reach;
  const double radius = s.glare_radius * s.px_per_module;
  std::vector<std::uint8_t> pixels(canvas.light.size());
  for (int y = 0; y < canvas.height; ++y) {
    for (int x = 0; x < canvas.width; ++x) {
      const double along = std::clamp((x - middle.x) * lx + (y - middle.y) * ly, -1.0, 1.0);
      double light = canvas.at(x, y) * (1 - s.uneven_light * (along + 1) / 2);
      if (s.glare > 0) {
        const double d2 = ((x - shine.x) * (x - shine.x) + (y - shine.y) * (y - shine.y)) / (radius * radius);
        light += 400 * s.glare * std::exp(-d2);
      }
      if (s.noise_sigma > 0) light += s.noise_sigma * chance.normal();
      pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width) + static_cast<std::size_t>(x)] =
          static_cast<std::uint8_t>(std::clamp(light + 0.5, 0.0, 255.0));
    }
  }
  return pixels;
}

}  // namespace

QrModules qr_modules(std::string_view bytes) {
  ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
  writer.setMargin(0).setEccLevel(kEccLevelM);
  constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  if (bytes.find_first_not_of(kAlphanumeric) != bytes.npos) writer.setEncoding(ZXing::CharacterSet::ISO8859_1);  // one byte each
  std::wstring wide;
  for (const char c : bytes) wide.push_back(static_cast<wchar_t>(static_cast<unsigned char>(c)));
  const auto matrix = writer.encode(wide, 0, 0);
  QrModules code{matrix.width(), {}};
  for (int y = 0; y < code.side; ++y) {
    for (int x = 0; x < code.side; ++x) code.dark.push_back(matrix.get(x, y) ? 1 : 0);
  }
  return code;
}

std::string ticket_text(std::uint64_t seed) {
  Chance chance(seed * 31 + 5);
  std::string text = "HTTPS://UKETSUKE.EXAMPLE.JP/T/";
  while (text.size() < 155) text.push_back("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[chance.below(32)]);
  return text;
}

kiosk::app::GrayFrame qr_image(std::string_view bytes, int px_per_module) {
  const auto code = qr_modules(bytes);
  const int side = (code.side + 8) * px_per_module;
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) pixels.push_back(code.is_dark(x / px_per_module - 4, y / px_per_module - 4) ? 0 : 255);
  }
  return kiosk::app::make_gray_frame(std::move(pixels), side, side);
}

kiosk::app::GrayFrame picture(const QrModules& code, const Scene& s) {
  Canvas canvas{s.width, s.height, std::vector<float>(static_cast<std::size_t>(s.width) * static_cast<std::size_t>(s.height))};
  const Pose pose(s);
  paint_background(canvas, s);
  if (s.phone) {
    const Box box = phone_box(pose, s);
    paint_phone(canvas, code, s, pose, box);
    blur(canvas, s, box);
  }
  return kiosk::app::make_gray_frame(expose(canvas, s, pose), s.width, s.height);
}

Scene typical(std::uint64_t seed, double px_per_module) {
  Chance chance(seed * 104729 + 3);
  Scene s;
  s.seed = s.place = seed;
  s.px_per_module = px_per_module;
  s.centre_x = chance.between(-220, 220);
  s.centre_y = chance.between(-120, 60);
  s.rotation_deg = chance.between(-20, 20);
  s.tilt_x_deg = chance.between(-25, 25);
  s.tilt_y_deg = chance.between(-20, 20);
  s.blur_sigma_px = chance.between(0.6, 1.3);
  s.motion_px = chance.between(0, 1.5);
  s.motion_deg = chance.between(0, 180);
  s.white = chance.between(140, 235);
  s.black = s.white * chance.between(0.1, 0.3);
  s.uneven_light = chance.between(0.1, 0.5);
  s.light_deg = chance.between(0, 360);
  s.noise_sigma = chance.between(2, 6);
  return s;
}

std::vector<Scene> held_sequence(std::uint64_t seed, double px_per_module, int frames) {
  Chance chance(seed * 15485863 + 11);
  const Scene base = typical(seed, px_per_module);
  const double phase = chance.between(0, 6), drift_x = chance.normal(), drift_y = chance.normal(), turn = chance.normal() * 0.15;
  std::vector<Scene> scenes;
  for (int i = 0; i < frames; ++i) {
    Scene s = base;
    s.seed = seed * 1000 + static_cast<std::uint64_t>(i);
    s.centre_x += drift_x * i + 1.5 * std::sin(phase + i * 0.9) + 0.5 * chance.normal();
    s.centre_y += drift_y * i + 1.5 * std::cos(phase + i * 0.7) + 0.5 * chance.normal();
    s.rotation_deg += turn * i + 0.2 * chance.normal();
    s.tilt_x_deg += 0.3 * chance.normal();
    s.tilt_y_deg += 0.3 * chance.normal();
    s.blur_sigma_px = std::max(0.3, base.blur_sigma_px + 0.12 * std::sin(phase * 2 + i * 0.4));
    s.motion_px = std::max(0.0, base.motion_px + 0.4 * chance.normal());
    s.motion_deg = base.motion_deg + 20 * chance.normal();
    scenes.push_back(s);
  }
  return scenes;
}

Scene empty_foyer(std::uint64_t seed) {
  Scene s = typical(seed, 4);
  s.phone = false;
  return s;
}

bool write_pgm(const kiosk::app::GrayFrame& frame, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  out << "P5\n" << frame.width << ' ' << frame.height << "\n255\n";
  for (int y = 0; y < frame.height; ++y) out.write(reinterpret_cast<const char*>(frame.row(y)), frame.width);
  return out.good();
}

}  // namespace uke::test
