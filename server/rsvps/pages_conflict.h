// Two organizers edit an answer at once: both versions side by side, one choice a field. Internal to this room.
#pragma once

#include "server/rsvps/pages_form.h"
#include "server/rsvps/pages_kit.h"

#include <optional>
#include <string>
#include <string_view>

namespace uke::server::rsvps {

// A form in one text, for going along unseen.
[[nodiscard]] std::string packed(const Raw& raw);
[[nodiscard]] std::optional<Raw> unpacked(std::string_view text);

// 409: what is there now beside what was typed. Everything typed goes along in the form; its version is that of now.
struct Clash {
  AttendeeId id;
  std::string name;
  std::int64_t version = 0;  // of now
  Raw now;
  Raw typed;
};
[[nodiscard]] Result<web::Response> conflict_page(const Needs& needs, const web::Req& req, const Offer& offer, const Clash& clash);

// `typed`, but for the fields where the form's choices say that what is there now stays.
[[nodiscard]] Raw with_choices(const web::Form& form, Raw typed, const Raw& now);

}  // namespace uke::server::rsvps
