// What the pages of this room have in common. Internal to it.
#pragma once

#include "server/mail/letters.h"
#include "server/outbox/pages.h"
#include "server/render/parts.h"
#include "server/web/page_routes.h"

#include <string>

namespace uke::server::outbox {

using i18n::Messages;

inline constexpr const char* kNav = "/mail";

using web::page;
using web::reads;
using web::writes;
// Handlers of functions that want the parts, too.

// 2027年2月20日(土) 18:02, as clocks in Japan show it.
[[nodiscard]] std::string when(const Messages& messages, std::int64_t at_ms);
[[nodiscard]] std::string kind_word(const Messages& messages, const std::string& kind);
[[nodiscard]] std::string reason_sentence(const Messages& messages, mail::Reason reason);  // "" for none
[[nodiscard]] render::Chip chip_of(const Messages& messages, mail::MailState state);
[[nodiscard]] std::string name_of(const Messages& messages, const mail::LetterRow& letter);

}  // namespace uke::server::outbox
