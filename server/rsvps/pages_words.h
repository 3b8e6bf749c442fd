// Answers in the organizers' words: states, money, names. Pure; thread-safe.
#pragma once

#include "server/render/parts.h"
#include "server/rsvps/list.h"
#include "shared/i18n/messages.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

[[nodiscard]] std::string state_word(const i18n::Messages& messages, desk::RsvpState state, bool held);
[[nodiscard]] render::Chip state_chip(const i18n::Messages& messages, desk::RsvpState state, bool held);
[[nodiscard]] std::string mode_word(const i18n::Messages& messages, desk::Mode mode);
// 「山田 花子」; of a companion without a name 「山田 花子さんのお連れさま」; 「お名前なし」 where nobody is known.
[[nodiscard]] std::string person_name(const i18n::Messages& messages, const AttendeeRow& row, std::string_view holder_name);
// 「旧姓 田中」, or "".
[[nodiscard]] std::string former_words(const i18n::Messages& messages, const Details& details);
// 「5,000円 未」 with its tone; nothing for who owes nothing.
[[nodiscard]] std::vector<render::Chip> money_chips(const i18n::Messages& messages, const AttendeeRow& row);
[[nodiscard]] bool owes(const AttendeeRow& row);
// What reception and organizers should see at once: late, food, goods, no photos …
[[nodiscard]] std::vector<render::Chip> mark_chips(const i18n::Messages& messages, const Listed& listed);

}  // namespace uke::server::rsvps
