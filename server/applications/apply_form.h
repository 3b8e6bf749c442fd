// The form of an application: its fields, what was typed, and the page before sending. Internal to this room.
#pragma once

#include "server/applications/rules.h"
#include "server/render/form.h"
#include "server/render/parts.h"
#include "server/web/form.h"
#include "shared/i18n/messages.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::applications {

// A field that people never see; who fills it in is a program.
inline constexpr std::string_view kDecoy = "homepage";

// What somebody typed: tidied fields, what is wrong with them, and the year as it was typed.
struct Typed {
  ApplicationFields fields;
  std::string joined_year;
  web::Faults faults;
};
[[nodiscard]] Typed typed_of(const web::Form& form);
[[nodiscard]] Typed typed_of(const ApplicationFields& fields);

enum class AskSponsor : std::uint8_t { yes, no };  // no: the link says who
[[nodiscard]] std::vector<render::Field> fields_to_fill(const i18n::Messages& messages, const Typed& typed, AskSponsor ask);

// What will be sent, in words; empty fields are left out.
[[nodiscard]] render::Facts facts_to_confirm(const i18n::Messages& messages, const ApplicationFields& fields, AskSponsor ask);
// The same for sending along.
[[nodiscard]] std::vector<render::Hidden> hidden_fields(const Typed& typed);

}  // namespace uke::server::applications
