#include "kiosk/scan/grid_reader.h"

#include "kiosk/scan/finder_guess.h"

#include <cmath>

namespace uke::kiosk::scan {
namespace {

constexpr int kSideMinPx = 24;  // nothing smaller holds a code
constexpr int kTriplesMax = 3;
constexpr int kGuessesMax = 2;
constexpr double kSureAgreement = 0.55;  // below that a grid may have been laid over clutter
constexpr double kSameSymbol = 0.5;      // likeness of two frames of one code; two different codes give 0.2 by their fixed modules

}  // namespace

std::optional<Hit> GridReader::read(View picture, View sharp, const Late& late) {
  picture_ = picture;
  sharp_ = sharp;
  grid_.reset();
  finders_.clear();
  triples_.clear();
  if (sharp.width < kSideMinPx || sharp.height < kSideMinPx) return std::nullopt;
  mean_.measure(sharp);
  mean_.binarize(sharp, dark_);
  finders_ = find_finders(dark_.view());
  rate_finders(FlatLight(sharp_, mean_), finders_);
  triples_ = likely_triples(finders_, kTriplesMax);
  return read_triples(triples_, Perspective::weak, late);
}

std::optional<Hit> GridReader::guess(const Late& late) {
  if (finders_.size() < 2 || late()) return std::nullopt;
  const auto guesses = guess_triples(FlatLight(sharp_, mean_), finders_, kGuessesMax);
  if (auto hit = read_triples(guesses, Perspective::weak, late)) return hit;
  return read_triples(triples_, Perspective::strong, late);
}

std::optional<Sighting> GridReader::sighting() const {
  if (grid_ && grid_->agreement >= kSureAgreement) return sighting_of(*grid_);
  if (finders_.size() < 2) return std::nullopt;
  return sighting_of(FlatLight(sharp_, mean_), finders_, triples_);
}

std::optional<Hit> GridReader::read_triples(const std::vector<FinderTriple>& triples, Perspective perspective, const Late& late) {
  const FlatLight light(sharp_, mean_);
  for (const auto& triple : triples) {
    if (late()) break;
    for (const auto& grid : fit_grids(light, triple, perspective)) {
      if (auto hit = read_grid(grid)) return hit;
      if (!grid_ || grid.agreement > grid_->agreement) grid_ = grid;
    }
  }
  return std::nullopt;
}

std::optional<Hit> GridReader::read_grid(const Grid& grid) {
  const auto plain = read_modules(sharp_, grid);
  if (auto hit = decode(plain, grid)) return hit;
  auto equal = equalize_modules(picture_, grid, plain, 1);
  if (auto hit = decode(equal, grid)) return hit;
  equal = equalize_modules(picture_, grid, std::move(equal), 2);
  if (auto hit = decode(equal, grid)) return hit;
  if (likeness(equal, last_) > kSameSymbol) {
    for (std::size_t i = 0; i < equal.dark.size(); ++i) equal.dark[i] += last_.dark[i];
    if (auto hit = decode(equal, grid)) return hit;
    for (float& value : equal.dark) value *= 0.6F;  // older frames fade
  }
  last_ = std::move(equal);
  return std::nullopt;
}

std::optional<Hit> GridReader::decode(const SoftModules& modules, const Grid& grid) {
  draw_modules(modules, drawn_);
  auto hit = read_qr(drawn_.view(), Threshold::half, Content::symbol_only);
  if (!hit) return std::nullopt;
  const auto corner = [&](int x, int y) {
    const PointF p = grid.to_picture(x, y);
    return Corner{static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
  };
  hit->corners = {corner(0, 0), corner(grid.side, 0), corner(grid.side, grid.side), corner(0, grid.side)};
  return hit;
}

}  // namespace uke::kiosk::scan
