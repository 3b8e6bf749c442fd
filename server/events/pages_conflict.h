// Two editors at once: what is there now beside what was typed, one choice a field. Internal to this room.
#pragma once

#include "server/events/pages_kit.h"
#include "server/events/sheet.h"

namespace uke::server::events {

// What a form began from, short: one word a field. Travels as the hidden field kBase.
inline constexpr const char* kBase = "base";
[[nodiscard]] std::string base_of(const Sheet& sheet, const Raw& raw);

// What the form says, but for fields where its choices say that what is there now stays.
[[nodiscard]] Raw with_choices(const Sheet& sheet, const web::Form& form, Raw typed, const Raw& now);

struct Conflict {
  const Sheet& sheet;
  const Raw& now;
  const Raw& typed;
  std::string action;
  std::string back;  // where the thing itself stands
  std::string back_label;
  std::vector<render::Hidden> hidden;  // the versions of now, and what else the form carried
};
// 409. Everything typed goes along in the form.
[[nodiscard]] Result<web::Response> conflict_page(const Needs& needs, const web::Req& req, const Conflict& conflict);

}  // namespace uke::server::events
