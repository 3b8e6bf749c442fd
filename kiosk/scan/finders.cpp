#include "kiosk/scan/finders.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <optional>

namespace uke::kiosk::scan {
namespace {

using Runs = std::array<int, 5>;

constexpr double kModuleMin = 1.2;  // pixels; below that no line of the code survives

int total(const Runs& r) { return r[0] + r[1] + r[2] + r[3] + r[4]; }

// Sums of neighbouring runs are compared, because blur and exposure make dark runs grow at the cost of light ones.
bool is_finder(const Runs& r) {
  const double module = total(r) / 7.0;
  if (module < kModuleMin) return false;
  const double slack = 0.45 * module + 0.9;
  return std::abs(r[0] + r[1] - 2 * module) < slack && std::abs(r[3] + r[4] - 2 * module) < slack &&
         std::abs(r[1] + r[2] - 4 * module) < 1.2 * slack && std::abs(r[2] + r[3] - 4 * module) < 1.2 * slack &&
         r[2] > 1.2 * std::max({r[0], r[1], r[3], r[4]});
}

// The five runs around a dark pixel along one direction; `step` is the distance of neighbours in memory.
struct Crossing {
  Runs runs{};
  double centre = 0;  // along the direction, relative to the pixel begun with
};

std::optional<Crossing> cross(const std::uint8_t* pixel, std::ptrdiff_t step, int before, int after, int run_max) {
  Crossing c;
  const auto walk = [&](int direction, int room, int first_run) {
    int i = direction > 0 ? 1 : 0;  // the pixel itself counts once, with the first walk
    const int way = direction > 0 ? 1 : -1;
    for (int run = 0; run < 3; ++run) {
      const std::uint8_t wanted = run == 1 ? 0 : 1;
      int length = 0;
      while (i <= room && pixel[way * i * step] == wanted) {
        if (++length > run_max) return false;
        ++i;
      }
      if (length == 0 && run > 0) return false;
      c.runs[static_cast<std::size_t>(first_run + way * run)] += length;
      if (run == 0) c.centre += way * (length - (direction > 0 ? 0 : 1)) / 2.0;
    }
    return true;
  };
  if (!walk(-1, before, 2) || !walk(1, after, 2) || !is_finder(c.runs)) return std::nullopt;
  return c;
}

class FinderSearch {
 public:
  explicit FinderSearch(View dark) : dark_(dark) {}

  std::vector<Finder> run() {
    for (int y = 0; y < dark_.height; ++y) scan_row(y);
    std::sort(found_.begin(), found_.end(), [](const Finder& a, const Finder& b) { return a.seen > b.seen; });
    if (found_.size() > kFindersMax) found_.resize(kFindersMax);
    return std::move(found_);
  }

 private:
  void scan_row(int y) {
    const std::uint8_t* row = dark_.row(y);
    edges_.clear();
    std::uint8_t last = 0;
    for (int x = 0; x < dark_.width; ++x) {
      // Most of a frame is even: eight pixels at once.
      for (std::uint64_t eight; x + 8 <= dark_.width; x += 8) {
        std::memcpy(&eight, row + x, 8);
        if (eight != last * std::uint64_t{0x0101010101010101}) break;
      }
      if (x < dark_.width && row[x] != last) edges_.push_back(x), last = row[x];
    }
    if (last == 1) edges_.push_back(dark_.width);
    // Edges come in pairs: dark from edges_[i] to edges_[i + 1].
    for (std::size_t i = 0; i + 5 < edges_.size(); i += 2) {
      const int* e = edges_.data() + i;
      const Runs runs{e[1] - e[0], e[2] - e[1], e[3] - e[2], e[4] - e[3], e[5] - e[4]};
      if (is_finder(runs)) check((e[2] + e[3]) / 2, y, total(runs));
    }
  }

  void check(int x, int y, int width) {
    const int run_max = width;
    const auto down = cross(dark_.row(y) + x, dark_.stride, y, dark_.height - 1 - y, run_max);
    if (!down) return;
    const int height = total(down->runs);
    if (height > 2 * width || width > 2 * height) return;
    const double centre_y = y + down->centre;
    const int row = static_cast<int>(std::lround(centre_y));
    const auto across = cross(dark_.row(row) + x, 1, x, dark_.width - 1 - x, run_max * 2);
    if (!across) return;
    add({{x + across->centre + 0.5, centre_y + 0.5}, (total(across->runs) + height) / 14.0, 1});
  }

  void add(const Finder& seen) {
    for (Finder& f : found_) {
      const double near = 2 * f.module_px;
      if (std::abs(f.centre.x - seen.centre.x) > near || std::abs(f.centre.y - seen.centre.y) > near) continue;
      const double n = f.seen;
      f.centre = {(f.centre.x * n + seen.centre.x) / (n + 1), (f.centre.y * n + seen.centre.y) / (n + 1)};
      f.module_px = (f.module_px * n + seen.module_px) / (n + 1);
      ++f.seen;
      return;
    }
    found_.push_back(seen);
  }

  View dark_;
  std::vector<int> edges_;
  std::vector<Finder> found_;
};

double distance(PointF a, PointF b) { return std::hypot(a.x - b.x, a.y - b.y); }

// Squares seen along rows and columns look wider when they are turned: by 1/cos of the angle to the nearest axis.
double upright_factor(PointF a, PointF b) {
  const double angle = std::atan2(b.y - a.y, b.x - a.x);
  const double quarter = std::numbers::pi / 2;
  return std::cos(angle - quarter * std::round(angle / quarter));
}

std::optional<FinderTriple> triple_at(const Finder& corner, Finder right, Finder below) {
  const PointF u{right.centre.x - corner.centre.x, right.centre.y - corner.centre.y};
  const PointF v{below.centre.x - corner.centre.x, below.centre.y - corner.centre.y};
  if (u.x * v.y - u.y * v.x < 0) std::swap(right, below);
  const double leg_u = std::hypot(u.x, u.y), leg_v = std::hypot(v.x, v.y);
  const double module = (corner.module_px + right.module_px + below.module_px) / 3 * upright_factor(corner.centre, right.centre);
  const double shortest = std::min(leg_u, leg_v), longest = std::max(leg_u, leg_v);
  if (shortest < 10 * module || longest > 200 * module || longest > 2 * shortest) return std::nullopt;
  const double cosine = std::abs(u.x * v.x + u.y * v.y) / (leg_u * leg_v);
  if (cosine > 0.6) return std::nullopt;
  const auto [small, large] = std::minmax({corner.module_px, right.module_px, below.module_px});
  if (large > 1.8 * small) return std::nullopt;
  FinderTriple triple{{corner, right, below}, module, 0};
  triple.doubt = cosine + std::log(longest / shortest) + std::log(large / small) + 1.0 / std::min({corner.seen, right.seen, below.seen});
  return triple;
}

}  // namespace

std::vector<Finder> find_finders(View dark) {
  if (dark.empty()) return {};
  return FinderSearch(dark).run();
}

std::vector<FinderTriple> likely_triples(const std::vector<Finder>& finders, int count_max) {
  std::vector<FinderTriple> triples;
  const std::size_t n = finders.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      for (std::size_t k = j + 1; k < n; ++k) {
        // The corner lies across from the longest side.
        std::array<const Finder*, 3> f{&finders[i], &finders[j], &finders[k]};
        const double ij = distance(f[0]->centre, f[1]->centre), jk = distance(f[1]->centre, f[2]->centre),
                     ik = distance(f[0]->centre, f[2]->centre);
        if (ik >= ij && ik >= jk) std::swap(f[0], f[1]);
        if (ij > ik && ij >= jk) std::swap(f[0], f[2]);
        if (auto triple = triple_at(*f[0], *f[1], *f[2])) triples.push_back(*triple);
      }
    }
  }
  std::sort(triples.begin(), triples.end(), [](const FinderTriple& a, const FinderTriple& b) { return a.doubt < b.doubt; });
  if (triples.size() > static_cast<std::size_t>(count_max)) triples.resize(static_cast<std::size_t>(count_max));
  return triples;
}

}  // namespace uke::kiosk::scan
