// What pages about an edition have in common, also those of rooms to the right. Pure but for reading.
#pragma once

#include "server/events/store.h"
#include "server/render/parts.h"
#include "server/web/route.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace uke::server::events {

// The sister pages of an edition, in this order; each is the last word of its path ("" = the edition itself).
enum class EditionTab : std::uint8_t { edition, rsvps, catering, messages, desk, paper, batch };

// Those that the actor may open (messages: admins; all others: every organizer). Paths: /editions/{id}, …/rsvps, …/catering, …/messages,
// …/desk, …/paper, …/batch.
[[nodiscard]] render::Tabs edition_tabs(const i18n::Messages& messages, const web::Actor& actor, EditionId edition, EditionTab current);

// Names in the reader's language: the English one where there is one.
[[nodiscard]] std::string name_of(const i18n::Messages& messages, const EventRow& event);
[[nodiscard]] std::string name_of(const i18n::Messages& messages, const EditionRow& edition);
// 2027年2月20日(土) 18:00, in the edition's own zone.
[[nodiscard]] std::string moment(const i18n::Messages& messages, std::int64_t at_ms, std::string_view zone);

}  // namespace uke::server::events
