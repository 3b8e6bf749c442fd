// Photographs from a folder, for the scanner benchmark: PICTURE.{png,jpg,webp} with the expected text in PICTURE.txt.
#pragma once

#include "kiosk/app/gray_frame.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::bench {

struct Photo {
  std::string path;
  std::string expected;  // UTF-8
  kiosk::app::GrayFrame frame;
};

struct PhotoSet {
  std::string name;  // of the folder
  std::vector<Photo> photos;
};

// All pictures with a text beside them under `folder`, one set per folder, sorted by name. A picture whose format this build
// cannot read, or that is broken, is named on stderr and left out.
[[nodiscard]] std::vector<PhotoSet> load_photos(const std::string& folder);

// Whether the bytes of a code are the expected text in one of the encodings QR codes are written in (the scanner returns
// bytes as they are; the photographs' texts are UTF-8).
[[nodiscard]] bool same_text(std::string_view bytes, std::string_view expected_utf8);

}  // namespace uke::bench
