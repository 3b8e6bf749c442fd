// Reads codes that are too small or too blurred for ZXing's own sampling: finds the symbol, lays a grid over it, equalizes the
// modules, and leaves only error correction and text to ZXing. Because error correction has the last word, what it returns
// is what was encoded.
#pragma once

#include "kiosk/scan/module_reader.h"
#include "kiosk/scan/sighting.h"
#include "kiosk/scan/zxing_reader.h"

#include <functional>
#include <optional>

namespace uke::kiosk::scan {

// Not thread-safe: keeps its working memory, and what it saw last, so that two frames of one symbol help each other.
class GridReader {
 public:
  using Late = std::function<bool()>;  // true once the time for this frame is used up

  // Looks for symbols whose three corners are seen. `sharp` is `picture` after unsharp(); both stay with the caller and must
  // live until the last guess() or sighting(). Stops between symbols when `late`.
  std::optional<Hit> read(View picture, View sharp, const Late& late);

  // The same picture again: symbols with one corner that was not seen, and those seen from the side.
  std::optional<Hit> guess(const Late& late);

  // After read() and guess() found nothing: a code that is there all the same.
  [[nodiscard]] std::optional<Sighting> sighting() const;

 private:
  std::optional<Hit> read_triples(const std::vector<FinderTriple>& triples, Perspective perspective, const Late& late);
  std::optional<Hit> read_grid(const Grid& grid);
  std::optional<Hit> decode(const SoftModules& modules, const Grid& grid);

  View picture_, sharp_;
  LocalMean mean_;
  Picture dark_, drawn_;
  std::vector<Finder> finders_;
  std::vector<FinderTriple> triples_;
  SoftModules last_;
  std::optional<Grid> grid_;  // the best that fitted and could not be read
};

}  // namespace uke::kiosk::scan
