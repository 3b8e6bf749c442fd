// The organizers' form of an answer: what it holds by the names of its fields, its fields in words, and what was typed as a command.
// Internal to this room. Pure where no transaction comes in.
#pragma once

#include "server/events/details_service.h"
#include "server/render/form.h"
#include "server/rsvps/list.h"
#include "server/web/form.h"
#include "shared/i18n/messages.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

// What an edition offers.
struct Offer {
  events::EditionRow edition;
  events::EditionDetails details;
  std::vector<events::FeeCategory> categories;
  std::vector<events::GoodsItem> goods;
};
[[nodiscard]] Result<Offer> offer_of(storage::ReadTx& tx, EditionId edition);

// A form by the names of its fields: texts as typed, flags "1" or "".
using Raw = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] Result<Raw> raw_of(storage::ReadTx& tx, const Own& own);
[[nodiscard]] Raw raw_of(const web::Form& form, const Offer& offer);
[[nodiscard]] Raw blank();

[[nodiscard]] std::string companion_field(std::size_t index, std::string_view name);
[[nodiscard]] std::string_view value_in(const Raw& raw, std::string_view name);
// Rows for companions that the form has, and whether somebody stands in one of them: ticked, or a name was typed.
[[nodiscard]] std::size_t companion_rows(const Raw& raw);
[[nodiscard]] bool is_somebody(const Raw& raw, std::size_t index);
inline constexpr std::size_t kCompanionRowsMax = 30;

// All fields; of companions those that are there and a free row, as long as the edition allows more.
[[nodiscard]] std::vector<render::Field> whole_form(const i18n::Messages& messages, const Raw& raw, const Offer& offer);
// For the telephone and the door: a name, where, how many.
[[nodiscard]] std::vector<render::Field> quick_form(const i18n::Messages& messages, const Raw& raw, const Offer& offer);

// A field's value as people read it.
[[nodiscard]] std::string shown_value(const i18n::Messages& messages, const render::Field& field);

struct Typed {
  ByOrganizer command;  // tidied
  web::Faults faults;   // of reading and of the rules
};
[[nodiscard]] Typed typed_of(const Raw& raw, const Offer& offer);

}  // namespace uke::server::rsvps
