#include "kiosk/scan/module_reader.h"

#include "kiosk/scan/symbol_layout.h"

#include <algorithm>
#include <cmath>

namespace uke::kiosk::scan {
namespace {

float sample(View picture, PointF p) {
  const double x = std::clamp(p.x - 0.5, 0.0, picture.width - 1.001), y = std::clamp(p.y - 0.5, 0.0, picture.height - 1.001);
  const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
  const auto fx = static_cast<float>(x - x0), fy = static_cast<float>(y - y0);
  const std::uint8_t* a = picture.row(y0) + x0;
  const std::uint8_t* b = a + picture.stride;
  return (static_cast<float>(a[0]) * (1 - fx) + static_cast<float>(a[1]) * fx) * (1 - fy) +
         (static_cast<float>(b[0]) * (1 - fx) + static_cast<float>(b[1]) * fx) * fy;
}

// A square table of numbers with everything outside reading as the nearest inside.
struct Field {
  int side = 0;
  std::vector<float> values;

  explicit Field(int n) : side(n), values(static_cast<std::size_t>(n) * static_cast<std::size_t>(n)) {}
  float& at(int x, int y) { return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)]; }
  [[nodiscard]] float at(int x, int y) const {
    return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)];
  }
};

// Means over (2 radius + 1)², smaller at the edges, by running sums in both directions.
Field box_mean(const Field& in, int radius) {
  const int n = in.side;
  Field across(n), out(n);
  for (int y = 0; y < n; ++y) {
    for (int x = 0; x < n; ++x) {
      const int a = std::max(0, x - radius), b = std::min(n - 1, x + radius);
      float sum = 0;
      for (int i = a; i <= b; ++i) sum += in.at(i, y);
      across.at(x, y) = sum / static_cast<float>(b - a + 1);
    }
  }
  for (int y = 0; y < n; ++y) {
    const int a = std::max(0, y - radius), b = std::min(n - 1, y + radius);
    for (int x = 0; x < n; ++x) {
      float sum = 0;
      for (int i = a; i <= b; ++i) sum += across.at(x, i);
      out.at(x, y) = sum / static_cast<float>(b - a + 1);
    }
  }
  return out;
}

constexpr int kTaps = 25;
constexpr int kWeights = kTaps + 1;  // and a constant
constexpr int kMeanRadius = 5;       // modules

using Weights = std::array<float, kWeights>;

// Solves (A + ridge) w = b for a symmetric positive A by Cholesky's decomposition, in place.
Weights solve(std::array<double, kWeights * kWeights>& a, std::array<double, kWeights>& b) {
  double trace = 0;
  for (std::size_t i = 0; i < kWeights; ++i) trace += a[i * kWeights + i];
  for (std::size_t i = 0; i < kWeights; ++i) a[i * kWeights + i] += 1e-3 * trace / kWeights + 1e-6;
  for (std::size_t i = 0; i < kWeights; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * kWeights + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * kWeights + k] * a[j * kWeights + k];
      a[i * kWeights + j] = i == j ? std::sqrt(std::max(sum, 1e-9)) : sum / a[j * kWeights + j];
    }
  }
  for (std::size_t i = 0; i < kWeights; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * kWeights + k] * b[k];
    b[i] /= a[i * kWeights + i];
  }
  for (std::size_t i = kWeights; i-- > 0;) {
    for (std::size_t k = i + 1; k < kWeights; ++k) b[i] -= a[k * kWeights + i] * b[k];
    b[i] /= a[i * kWeights + i];
  }
  Weights w{};
  for (std::size_t i = 0; i < kWeights; ++i) w[i] = static_cast<float>(b[i]);
  return w;
}

class Equalizer {
 public:
  Equalizer(View picture, const Grid& grid)
      : side_(grid.side), samples_(2 * grid.side + 3), features_(static_cast<std::size_t>(side_ * side_)) {
    for (int y = 0; y < samples_.side; ++y) {
      for (int x = 0; x < samples_.side; ++x) samples_.at(x, y) = sample(picture, grid.to_picture(0.5 * x - 0.5, 0.5 * y - 0.5));
    }
    flatten();
    for (int y = 0; y < side_; ++y) {
      for (int x = 0; x < side_; ++x) collect(x, y);
    }
  }

  SoftModules round(const SoftModules& target) const {
    const Weights w = train(target);
    SoftModules out{side_, std::vector<float>(features_.size())};
    for (std::size_t i = 0; i < features_.size(); ++i) {
      float value = 0;
      for (std::size_t k = 0; k < kWeights; ++k) value += w[k] * features_[i][k];
      out.dark[i] = value;
    }
    return out;
  }

 private:
  // Takes the light out, so that the same weights fit everywhere: the mean around to 0, the usual contrast to 1.
  void flatten() {
    const Field mean = box_mean(samples_, 2 * kMeanRadius);
    for (std::size_t i = 0; i < samples_.values.size(); ++i) samples_.values[i] -= mean.values[i];
    Field strength(samples_.side);
    for (std::size_t i = 0; i < samples_.values.size(); ++i) strength.values[i] = std::abs(samples_.values[i]);
    const Field contrast = box_mean(strength, 2 * kMeanRadius);
    for (std::size_t i = 0; i < samples_.values.size(); ++i) samples_.values[i] /= contrast.values[i] + 2;
  }

  void collect(int x, int y) {
    auto& f = features_[static_cast<std::size_t>(y * side_ + x)];
    std::size_t k = 0;
    for (int dy = 0; dy < 5; ++dy) {
      for (int dx = 0; dx < 5; ++dx) f[k++] = samples_.at(2 * x + dx, 2 * y + dy);
    }
    f[k] = 1;
  }

  // Least squares towards ±1. Large symbols have more modules than the filter needs: every n-th is enough.
  Weights train(const SoftModules& target) const {
    std::array<float, kWeights * kWeights> sums{};
    std::array<float, kWeights> wanted{};
    const std::size_t step = 1 + features_.size() / 4096;
    for (std::size_t i = 0; i < features_.size(); i += step) {
      const Weights& f = features_[i];
      const float goal = std::clamp(3 * target.dark[i], -1.0F, 1.0F);  // what is unsure teaches less
      for (std::size_t r = 0; r < kWeights; ++r) {
        const float fr = f[r];
        float* row = &sums[r * kWeights];
        for (std::size_t c = 0; c < kWeights; ++c) row[c] += fr * f[c];
        wanted[r] += fr * goal;
      }
    }
    std::array<double, kWeights * kWeights> a{};
    std::array<double, kWeights> b{};
    std::copy(sums.begin(), sums.end(), a.begin());
    std::copy(wanted.begin(), wanted.end(), b.begin());
    return solve(a, b);
  }

  int side_;
  Field samples_;
  std::vector<Weights> features_;
};

void set_known(SoftModules& modules) {
  for (const auto& known : symbol_layout(modules.side).all) {
    modules.dark[static_cast<std::size_t>(known.y * modules.side + known.x)] = known.dark ? 1.0F : -1.0F;
  }
}

}  // namespace

SoftModules read_modules(View sharp, const Grid& grid) {
  const int n = grid.side;
  Field light(n);
  for (int y = 0; y < n; ++y) {
    for (int x = 0; x < n; ++x) light.at(x, y) = sample(sharp, grid.to_picture(x + 0.5, y + 0.5));
  }
  const Field mean = box_mean(light, kMeanRadius);
  Field strength(n);
  for (std::size_t i = 0; i < light.values.size(); ++i) strength.values[i] = std::abs(light.values[i] - mean.values[i]);
  const Field contrast = box_mean(strength, kMeanRadius);
  SoftModules out{n, std::vector<float>(light.values.size())};
  for (std::size_t i = 0; i < light.values.size(); ++i) out.dark[i] = (mean.values[i] - light.values[i]) / (contrast.values[i] + 2);
  return out;
}

SoftModules equalize_modules(View picture, const Grid& grid, SoftModules guess, int rounds) {
  const Equalizer equalizer(picture, grid);
  for (int i = 0; i < rounds; ++i) {
    set_known(guess);
    guess = equalizer.round(guess);
  }
  return guess;
}

double likeness(const SoftModules& a, const SoftModules& b) {
  if (a.side != b.side) return 0;
  double ab = 1e-9, aa = 1e-9, bb = 1e-9;
  for (std::size_t i = 0; i < a.dark.size(); ++i) {
    ab += a.dark[i] * b.dark[i];
    aa += a.dark[i] * a.dark[i];
    bb += b.dark[i] * b.dark[i];
  }
  return ab / std::sqrt(aa * bb);
}

void draw_modules(const SoftModules& modules, Picture& out) {
  constexpr int kPx = 3, kQuiet = 4;
  const int side = (modules.side + 2 * kQuiet) * kPx;
  out.resize(side, side);
  std::fill(out.pixels.begin(), out.pixels.end(), std::uint8_t{255});
  for (int y = 0; y < modules.side * kPx; ++y) {
    std::uint8_t* row = out.row(y + kQuiet * kPx) + kQuiet * kPx;
    for (int x = 0; x < modules.side * kPx; ++x) {
      if (modules.dark[static_cast<std::size_t>(y / kPx * modules.side + x / kPx)] > 0) row[x] = 0;
    }
  }
}

}  // namespace uke::kiosk::scan
