// The picture that Facebook, Messenger and LINE show of a link to an event. Thread-safe.
#pragma once

#include "server/events/store.h"
#include "shared/i18n/messages.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::events {

// A PNG of 1,200 × 630: name, day with its weekday, where. In the middle, because small previews are cut to a square; long names shrink.
// `organization`: above it; may be empty. Editions that are cancelled are left out.
[[nodiscard]] Result<std::string> preview_picture(const i18n::Messages& messages, const EventRow& event,
                                                  const std::vector<EditionRow>& editions, std::string_view organization);

}  // namespace uke::server::events
