// What of a member an organizer gets to see, and how filters are named in URLs. Pure; thread-safe.
#pragma once

#include "server/roster/service.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::server::roster {

// Reception needs names at the door, and neither addresses nor what organizers noted.
[[nodiscard]] Member as_seen_by(const web::Actor& actor, Member member);

// a, ka, sa … wa, other.
[[nodiscard]] std::string_view row_name(text::GojuonRow row);
[[nodiscard]] std::optional<text::GojuonRow> row_of(std::string_view name);

// Name and value of each filter that is set; never the text.
using FilterWords = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] FilterWords filters_of(const MemberQuery& query);
// "?state=approved&row=ka", or "".
[[nodiscard]] std::string query_text(const FilterWords& filters);

}  // namespace uke::server::roster
