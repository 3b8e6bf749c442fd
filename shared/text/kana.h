// The order of Japanese names: gojūon of their kana. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace uke::text {

// A text whose byte order is the gojūon order of `kana` (ICU collation of Japanese at tertiary strength, as lower-case hex). For
// sort columns: the same program version must have written all that is compared.
[[nodiscard]] std::string kana_sort_key(std::string_view kana);

// The tab of a name index under which a name stands.
enum class GojuonRow : std::uint8_t { a, ka, sa, ta, na, ha, ma, ya, ra, wa, other };

// By the first kana of either kind, small or voiced: "ヴァン" stands under `a`. `other` where it begins with anything else.
[[nodiscard]] GojuonRow gojuon_row(std::string_view kana);

// あ か さ た な は ま や ら わ, 他 for `other`.
[[nodiscard]] std::string_view label(GojuonRow row);

}  // namespace uke::text
