// The files under assets/ and the SQL migrations, which are part of the program. Names are paths from assets/ on ("i18n/ja.json");
// migrations are "migrations/server/001_first.sql" and "migrations/kiosk/log_001_first.sql". All functions are thread-safe.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace uke::assets {

// The bytes of that file; valid as long as the program runs. Nothing for an unknown name.
[[nodiscard]] std::optional<std::span<const std::uint8_t>> find(std::string_view path);

// The same as text; "" for an unknown name.
[[nodiscard]] std::string_view text(std::string_view path);

// The names of everything embedded, sorted by bytes.
[[nodiscard]] std::vector<std::string_view> names();

struct Numbered {
  std::int64_t number;
  std::string_view name;
  std::string_view text;
};
// The files "<prefix>NNN_name.sql", by number: numbered("migrations/kiosk/log_") finds {1, "first", …}.
[[nodiscard]] std::vector<Numbered> numbered(std::string_view prefix);

// For developing (`--assets DIR`): from now on files are read from `directory`, anew when they change; what is not there comes from
// the program. What was handed out stays valid. `not_found` where there is no such directory. An empty path ends it.
[[nodiscard]] Status set_override(const std::filesystem::path& directory);
[[nodiscard]] bool is_overridden();

}  // namespace uke::assets
