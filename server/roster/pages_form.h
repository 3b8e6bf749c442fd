// The form of a member: fields in groups, reading what was typed, showing it again. Internal to this room. Pure; thread-safe.
#pragma once

#include "server/render/form.h"
#include "server/roster/rules.h"
#include "server/web/form.h"
#include "shared/i18n/messages.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::roster {

// What a field of the form holds, by its name, as the form sends it.
using RawOf = std::function<std::string(std::string_view)>;
[[nodiscard]] RawOf raw_of(const MemberFields& fields);
// As typed, also what is not acceptable; long texts are cut where nobody can have meant them.
[[nodiscard]] RawOf raw_of(const web::Form& form);

[[nodiscard]] std::vector<render::Field> form_fields(const i18n::Messages& messages, const RawOf& raw);

struct TypedFields {
  MemberFields fields;  // tidied
  web::Faults faults;   // of reading and of the rules
};
[[nodiscard]] TypedFields typed_fields(const web::Form& form);

// Writes one field from its raw form; what is no value of the field leaves it as it is and is false.
bool set_field(MemberFields& fields, std::string_view field, std::string_view raw);

}  // namespace uke::server::roster
