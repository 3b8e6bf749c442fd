// The picture of a link.
#include "server/events/preview.h"
#include "shared/assets/assets.h"
#include "shared/drawing/bitmap.h"
#include "tests/unit/server/events/party.h"

#include <cstdlib>
#include <fstream>

namespace uke::server {

using namespace uke::test;
using namespace events;

namespace {

const i18n::Messages& japanese() {
  static const auto kMessages = must(i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja));
  return kMessages;
}

EventRow party(std::string name) {
  EventRow event;
  event.name = std::move(name);
  event.date_ms = kEvening;
  event.zone = "Asia/Tokyo";
  return event;
}
EditionRow venue(std::string name) {
  EditionRow edition;
  edition.name = std::move(name);
  edition.starts_ms = kEvening;
  edition.zone = "Asia/Tokyo";
  return edition;
}

// Rows of the picture that hold ink of the name, as the first and last of them; both -1 without any.
std::pair<int, int> inked_rows(const drawing::Bitmap& picture, int from, int to) {
  std::pair<int, int> rows{-1, -1};
  for (int y = from; y < to; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      if (picture.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)) * 4] > 100)
        continue;
      if (rows.first < 0) rows.first = y;
      rows.second = y;
      break;
    }
  }
  return rows;
}

drawing::Bitmap drawn(const EventRow& event, const std::vector<EditionRow>& editions) {
  const auto png = must(preview_picture(japanese(), event, editions, "花の会"));
  CHECK(png.size() < 200'000);
  if (const char* folder = std::getenv("UKE_SHOTS")) std::ofstream(std::string(folder) + "/preview.png", std::ios::binary) << png;
  return must(drawing::read_png(png));
}

}  // namespace

TEST_CASE("a_link_has_a_picture_of_the_size_that_is_asked_for") {
  const auto picture = drawn(party("創立記念パーティー2027"), {venue("大阪会場"), venue("福岡会場")});
  CHECK(picture.width == 1200);
  CHECK(picture.height == 630);
  const auto [first, last] = inked_rows(picture, 100, 370);
  CHECK(first > 100);
  CHECK(last - first > 60);  // a thumbnail of a sixth still shows it
}

TEST_CASE("long_names_shrink_into_the_picture") {
  std::string name;
  for (int i = 0; i < 10; ++i) name += "創立記念パーティーと";
  const auto picture = drawn(party(name), {venue(name), venue(name)});
  const auto [first, last] = inked_rows(picture, 91, 380);
  CHECK(first > 95);
  CHECK(last < 370);
}

TEST_CASE("a_picture_is_drawn_of_whatever_is_there") {
  auto cancelled = venue("大阪会場");
  cancelled.cancelled = true;
  CHECK(drawn(party("会"), {}).width == 1200);
  CHECK(drawn(party("会"), {cancelled}).width == 1200);
  CHECK(drawn(party("🎉𠮷野家\xff"), {venue("")}).width == 1200);
}

}  // namespace uke::server
