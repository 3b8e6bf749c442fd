// How this room's things are said: when and where, fees, places, states. In the reader's language. Pure.
#pragma once

#include "server/attending/rules.h"
#include "server/events/page_kit.h"
#include "server/render/parts.h"
#include "server/rsvps/places.h"
#include "shared/i18n/messages.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::attending {

[[nodiscard]] std::string name_of(const i18n::Messages& m, const events::FeeCategory& category);
[[nodiscard]] std::string name_of(const i18n::Messages& m, const events::GoodsItem& item);
// 「大阪会場」; with another mode than the edition's only one: 「大阪会場・オンライン」.
[[nodiscard]] std::string where_name(const i18n::Messages& m, const Venue& venue, desk::Mode mode);

// 2027年2月20日(土) 18:00〜20:30
[[nodiscard]] std::string when_of(const i18n::Messages& m, const events::EditionRow& edition);
// 「受付は17:30から」
[[nodiscard]] std::string doors_of(const i18n::Messages& m, const events::EditionRow& edition);
// 18:00, with the date where it is another day than the edition's.
[[nodiscard]] std::string moment_of(const i18n::Messages& m, const events::EditionRow& edition, std::int64_t at_ms);
// Until when: a day that is over at midnight is named without its last minute, lest people take it for the day after.
[[nodiscard]] std::string deadline_of(const i18n::Messages& m, const events::EditionRow& edition, std::int64_t at_ms);
[[nodiscard]] std::string mode_word(const i18n::Messages& m, desk::Mode mode);

// 「5,000円」, 「無料」
[[nodiscard]] std::string fee_word(const i18n::Messages& m, Yen amount);
// What taking part in that way costs: one line for each category.
[[nodiscard]] std::vector<render::Fact> fee_lines(const i18n::Messages& m, const Venue& venue, desk::Mode mode);

// Free places in calm words; nothing while there are many, or without a limit.
[[nodiscard]] std::optional<render::Chip> places_chip(const i18n::Messages& m, const rsvps::Places& places);

// Until when one may answer, what cancelling costs from when on, when an undecided answer expires. Without what nobody said.
[[nodiscard]] std::vector<std::string> rule_lines(const i18n::Messages& m, const Venue& venue);
// 「2月16日(火)以降のお取り消しは…」; "" where cancelling costs nothing.
[[nodiscard]] std::string cancel_rule(const i18n::Messages& m, const Venue& venue);
[[nodiscard]] std::string refusal_sentence(const i18n::Messages& m, rsvps::Refusal refusal);

// 「参加(会場)」, 「キャンセル待ち」 …
[[nodiscard]] render::Chip state_chip(const i18n::Messages& m, desk::RsvpState state, bool held);
// 「山田 花子さん」; of a companion without a name 「山田 花子さんのお連れさま」. `holder` may be null.
[[nodiscard]] std::string person_of(const i18n::Messages& m, const rsvps::AttendeeRow& row, const rsvps::AttendeeRow* holder);

}  // namespace uke::server::attending
