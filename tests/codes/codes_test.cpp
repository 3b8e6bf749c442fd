// What the server draws, the kiosk reads: the ticket as a picture, on paper (rendered by another program) and on a phone's screen.
#include "kiosk/scan/decoder.h"
#include "shared/drawing/bitmap.h"
#include "tests/functional/running_server.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <unistd.h>

namespace uke::functional {
namespace {

struct Ticket {
  std::string text;
  std::string name;
  std::string code;
  std::string verdict;
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (text, name, code, verdict))

kiosk::app::GrayFrame gray(const drawing::Bitmap& bitmap) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(bitmap.rgba.size() / 4);
  for (std::size_t i = 0; i + 3 < bitmap.rgba.size(); i += 4) {
    pixels.push_back(static_cast<std::uint8_t>((bitmap.rgba[i] * 299 + bitmap.rgba[i + 1] * 587 + bitmap.rgba[i + 2] * 114) / 1000));
  }
  return kiosk::app::make_gray_frame(std::move(pixels), bitmap.width, bitmap.height);
}

// As a kiosk does: frame after frame of the same scene, until one is read.
std::string read_code(const std::filesystem::path& file) {
  const auto bitmap = drawing::read_png(test::read_file(file));
  INFO(file.string());
  REQUIRE(bitmap.has_value());
  kiosk::scan::Decoder decoder;
  for (int turn = 0; turn < 20; ++turn) {
    if (const auto text = decoder.decode(gray(*bitmap))) return *text;
  }
  return {};
}

std::string chromium() {
  if (const char* named = std::getenv("UKE_CHROMIUM")) return named;
  for (const char* path : {"/usr/bin/chromium-headless-shell", "/usr/bin/chromium"}) {
    if (std::filesystem::exists(path)) return path;
  }
  return {};
}

struct Drawn {
  RunningServer server;
  std::filesystem::path out = server.folder() / "tickets";
  std::vector<Ticket> manifest;

  Drawn() {
    REQUIRE(server.command({"tickets", "--edition", "東京会場", "--out", out.string()}) == 0);
    auto all = json::parse<std::vector<Ticket>>(test::read_file(out / "tickets.json"));
    REQUIRE(all.has_value());
    manifest = std::move(*all);
    REQUIRE(manifest.size() > 10);
  }
  [[nodiscard]] std::set<std::string> texts() const {
    std::set<std::string> all;
    for (const auto& ticket : manifest) all.insert(ticket.text);
    return all;
  }
};

}  // namespace

TEST_CASE("the_kiosk_reads_every_ticket_from_its_picture") {
  const Drawn drawn;
  const auto texts = drawn.texts();
  std::set<std::string> seen;
  int pictures = 0;
  for (const auto& entry : std::filesystem::directory_iterator(drawn.out)) {
    if (entry.path().extension() != ".png" || pictures == 30) continue;
    ++pictures;
    const auto text = read_code(entry.path());
    INFO(entry.path().string());
    CHECK(texts.contains(text));
    CHECK(seen.insert(text).second);  // each is somebody else's
  }
  CHECK(pictures == 30);
}

TEST_CASE("the_kiosk_reads_tickets_from_paper") {
  const Drawn drawn;
  const auto texts = drawn.texts();
  const auto pages = drawn.server.folder() / "page";
  const auto pdf = drawn.out / "tickets.pdf";
  for (const auto* dpi : {"100", "200"}) {  // a cheap printer's draft, and what a phone's camera sees of good paper
    const test::Command render{.words = {"pdftoppm", "-r", dpi, "-f", "1", "-l", "12", "-png", pdf.string(), pages.string() + dpi},
                               .environment = {},
                               .output = {}};
    REQUIRE(test::run(render, std::chrono::seconds{60}) == 0);
  }
  std::set<std::string> seen;
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(drawn.server.folder())) {
    if (!entry.path().filename().string().starts_with("page")) continue;
    ++count;
    const auto text = read_code(entry.path());
    INFO(entry.path().string());
    CHECK(texts.contains(text));
    seen.insert(text);
  }
  CHECK(count == 24);
  CHECK(seen.size() == 12);
}

TEST_CASE("the_kiosk_reads_the_ticket_page_of_an_old_phone") {
  Drawn drawn;
  const auto browser = chromium();
  REQUIRE_FALSE(browser.empty());
  const auto ticket = std::ranges::find(drawn.manifest, "admitted", &Ticket::verdict);
  REQUIRE(ticket != drawn.manifest.end());
  const auto token = ticket->text.substr(ticket->text.rfind('/') + 1);
  const auto url = "http://127.0.0.1:" + std::to_string(drawn.server.port()) + "/T/" + token;
  for (const auto* size : {"360,1600", "412,1600", "1280,1600"}) {
    const auto picture = drawn.server.folder() / (std::string("screen-") + size + ".png");
    std::vector<std::string> words = {browser,
                                      "--headless",
                                      "--disable-gpu",
                                      "--hide-scrollbars",
                                      "--user-data-dir=" + (drawn.server.folder() / "profile").string(),
                                      std::string("--window-size=") + size,
                                      "--screenshot=" + picture.string(),
                                      url};
    if (::getuid() == 0) words.insert(words.begin() + 1, "--no-sandbox");
    INFO(size);
    REQUIRE(test::run({.words = words, .environment = {}, .output = drawn.server.folder() / "chromium.log"}, std::chrono::seconds{60}) ==
            0);
    // The page names the server as it was asked for; the signature is what counts at the door.
    const auto text = read_code(picture);
    CHECK(text.size() > token.size());
    CHECK(text.ends_with("/T/" + token));
  }
}

}  // namespace uke::functional
