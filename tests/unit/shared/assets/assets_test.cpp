#include "shared/assets/assets.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace uke::assets {
namespace {

std::string read(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

// What npm needs and brings is no part of the program, but for the design tokens.
bool is_of_npm(std::string_view name) {
  return name.starts_with("web/node_modules/") || name.starts_with("web/package") || name.starts_with("web/.");
}

TEST_CASE("every_file_under_assets_is_embedded_unchanged") {
  const std::filesystem::path root = UKE_ASSETS;
  std::size_t files = 1;
  CHECK(text("web/tokens.css") == read(root / "web/node_modules/@digital-go-jp/design-tokens/dist/tokens.css"));
  for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
    if (!file.is_regular_file()) continue;
    const auto name = std::filesystem::relative(file.path(), root).string();
    if (is_of_npm(name)) continue;
    INFO(name);
    REQUIRE(find(name).has_value());
    CHECK(text(name) == read(file.path()));
    ++files;
  }
  CHECK(files >= 2);
  const auto all = names();
  CHECK(std::ranges::is_sorted(all));
  CHECK(std::ranges::count_if(all, [](auto name) { return !name.starts_with("migrations/"); }) == static_cast<std::ptrdiff_t>(files));
}

TEST_CASE("an_unknown_name_gives_nothing") {
  CHECK(!find("i18n/xx.json"));
  CHECK(!find(""));
  CHECK(!find("i18n"));
  CHECK(text("i18n/ja.jso").empty());
}

TEST_CASE("migrations_come_by_growing_number") {
  for (const auto* prefix : {"migrations/server/", "migrations/kiosk/log_", "migrations/kiosk/roster_"}) {
    std::int64_t last = 0;
    for (const auto& migration : numbered(prefix)) {
      INFO(prefix << migration.name);
      CHECK(migration.number > last);
      last = migration.number;
      CHECK(!migration.name.empty());
      CHECK(!migration.text.empty());
    }
  }
  CHECK(numbered("migrations/nowhere/").empty());
}

TEST_CASE("a_folder_can_take_the_place_of_what_is_embedded") {
  std::string pattern = (std::filesystem::temp_directory_path() / "uke-assets-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const auto put = [&](std::string_view name, std::string_view content, int age_s) {
    std::filesystem::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << content;
    std::filesystem::last_write_time(folder / name, std::filesystem::file_time_type::clock::now() - std::chrono::seconds(age_s));
  };
  put("assets/web/new.css", "one", 10);
  put("secret", "s", 10);
  const auto embedded = text("i18n/ja.json");
  REQUIRE(set_override(folder / "assets"));
  const auto before = text("web/new.css");
  CHECK(before == "one");
  CHECK(text("i18n/ja.json") == embedded);
  CHECK(!find("../secret"));
  CHECK(!find((folder / "secret").string()));
  put("assets/web/new.css", "another", 5);
  CHECK(text("web/new.css") == "another");
  CHECK(before == "one");
  CHECK(!set_override(folder / "nowhere"));
  REQUIRE(set_override({}));
  CHECK(!find("web/new.css"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace uke::assets
