// The form of an answer: its fields, what was typed, and the page before sending. Internal to this room. Pure.
#pragma once

#include "server/attending/rules.h"
#include "server/render/form.h"
#include "server/render/parts.h"
#include "server/web/form.h"
#include "shared/i18n/messages.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::attending {

// A field that people never see; who fills it in is a program.
inline constexpr std::string_view kDecoy = "homepage";

// What somebody typed: tidied fields, what is wrong with them, and numbers as they were typed.
struct Typed {
  rsvps::OwnFields fields;
  std::string watching;
  web::Faults faults;
};
[[nodiscard]] Typed typed_of(const web::Form& form, const Venue& venue, desk::Mode mode);
[[nodiscard]] Typed typed_of(const rsvps::OwnFields& fields);

// What the form is for: a new answer, or a change of one's own.
enum class Aim : std::uint8_t { answer, change };
// With the buttons that add and take away a companion (name "do": kAddCompanion, kLessPrefix + index).
inline constexpr std::string_view kAddCompanion = "companion";
inline constexpr std::string_view kLessPrefix = "less.";
[[nodiscard]] std::vector<render::Field> fields_to_fill(const i18n::Messages& m, const Typed& typed, const Venue& venue, Aim aim);
// The form after such a button; false where `pressed` is none of them.
bool press(Typed& typed, std::string_view pressed, const Venue& venue);

// What will be sent, in words; empty fields are left out.
[[nodiscard]] render::Facts facts_to_confirm(const i18n::Messages& m, const rsvps::OwnFields& fields, const Venue& venue);
// The same for sending along.
[[nodiscard]] std::vector<render::Hidden> hidden_fields(const Typed& typed);

// What it costs, line by line, and the sum. `total` "" where nothing is owed.
struct BillView {
  std::vector<render::Fact> lines;
  std::string total;
};
BOOST_DESCRIBE_STRUCT(BillView, (), (lines, total))
[[nodiscard]] BillView bill_view(const i18n::Messages& m, const rsvps::OwnFields& fields, const Venue& venue);

}  // namespace uke::server::attending
