// Two editors at once: both versions side by side, one choice a field. Internal to this room.
#pragma once

#include "server/roster/pages_kit.h"

namespace uke::server::roster {

// 409: what is there now beside what was typed. Everything typed goes along in the form; its version is that of now.
[[nodiscard]] Result<web::Response> conflict_page(const Needs& needs, const web::Req& req, const Member& now, const MemberFields& typed);

// `typed`, but for the fields where the form's choices say that what is there now stays.
[[nodiscard]] MemberFields with_choices(const web::Form& form, MemberFields typed, const MemberFields& now);

}  // namespace uke::server::roster
