// The form of an edition: what is stored in its two rows, in one. Internal to this room. Pure.
#pragma once

#include "server/events/details.h"
#include "server/events/sheet.h"
#include "server/events/store.h"

namespace uke::server::events {

struct EditionForm {
  EditionFields fields;
  EditionDetails details;
};
[[nodiscard]] const Sheet& edition_sheet();
[[nodiscard]] Raw raw_of(const EditionRow& edition, const EditionDetails& details);
struct EditionTyped {
  EditionForm form;
  web::Faults faults;
};
// `before`: what the form does not ask (whether it is cancelled) stays.
[[nodiscard]] EditionTyped edition_typed(const Raw& raw, const EditionRow& before);

// What those who answered would want to be told.
[[nodiscard]] bool is_news(const EditionRow& before, const EditionFields& after);

}  // namespace uke::server::events
