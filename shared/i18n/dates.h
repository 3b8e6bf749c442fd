// Instants as people read and type them. `zone` is an IANA name such as "Asia/Tokyo"; check it with is_known_zone() where it comes in:
// the formatters take UTC for one that is unknown. Thread-safe.
#pragma once

#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/i18n/language.h"

#include <string>
#include <string_view>

namespace uke::i18n {

[[nodiscard]] bool is_known_zone(std::string_view zone);

[[nodiscard]] std::string format_date(Time at, std::string_view zone, Language language);        // 2027年2月20日(土), Sat 20 Feb 2027
[[nodiscard]] std::string format_date_short(Time at, std::string_view zone, Language language);  // 2月20日(土), Sat 20 Feb
[[nodiscard]] std::string format_time(Time at, std::string_view zone);                           // 18:02
[[nodiscard]] std::string typed_date(Time at, std::string_view zone);                            // 2027-02-20, as parse_local() reads it

// The instant at which clocks in `zone` show `date` (2027-02-20) and `time` (18:02); the first of two where clocks are set back.
// `invalid` for other spellings, for days and times that do not exist there, and for an unknown zone.
[[nodiscard]] Result<Time> parse_local(std::string_view date, std::string_view time, std::string_view zone);

}  // namespace uke::i18n
