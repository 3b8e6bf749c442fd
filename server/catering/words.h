// What is said about meals: to organizers, and to the shop. Pure; thread-safe.
#pragma once

#include "server/catering/service.h"
#include "shared/i18n/messages.h"

#include <string>

namespace uke::server::catering {

// 2月10日(水) 18:02, in the edition's zone.
[[nodiscard]] std::string moment_of(const i18n::Messages& messages, const events::EditionRow& edition, std::int64_t at_ms);

// 24名
[[nodiscard]] std::string number_words(const i18n::Messages& messages, const Count& count);
// 見込み22〜26名; "" where both are the same.
[[nodiscard]] std::string range_words(const i18n::Messages& messages, const Count& count);
// 「お店には22名と伝えてあります(2月10日 花田)。いま24名です(+2)」; that nobody told it yet.
[[nodiscard]] std::string told_words(const i18n::Messages& messages, const Catering& catering);
// What happened after that call; "" for nothing.
[[nodiscard]] std::string since_words(const i18n::Messages& messages, const Catering& catering);
// Until when the shop wants the number, and how long that is; "" where nobody said.
[[nodiscard]] std::string deadline_words(const i18n::Messages& messages, const Catering& catering, Time now);

// To send to the shop: when, how many, wishes. `event` as it is called.
[[nodiscard]] std::string text_for_shop(const i18n::Messages& messages, const Catering& catering, std::string_view event);

}  // namespace uke::server::catering
