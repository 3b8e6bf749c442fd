// The forms of fee categories, goods and programme items. Internal to this room. Pure.
#pragma once

#include "server/events/details.h"
#include "server/events/sheet.h"

#include <type_traits>

namespace uke::server::events {

[[nodiscard]] const Sheet& sheet_of(std::type_identity<FeeCategory>);
[[nodiscard]] const Sheet& sheet_of(std::type_identity<GoodsItem>);
[[nodiscard]] const Sheet& sheet_of(std::type_identity<ProgrammeItem>);

// `zone`: of the edition.
[[nodiscard]] Raw raw_of(const FeeCategory& item, std::string_view zone);
[[nodiscard]] Raw raw_of(const GoodsItem& item, std::string_view zone);
[[nodiscard]] Raw raw_of(const ProgrammeItem& item, std::string_view zone);

// Writes what was typed into the item; what is drawn or counted stays.
[[nodiscard]] web::Faults read_into(FeeCategory& item, const Raw& raw, std::string_view zone);
[[nodiscard]] web::Faults read_into(GoodsItem& item, const Raw& raw, std::string_view zone);
[[nodiscard]] web::Faults read_into(ProgrammeItem& item, const Raw& raw, std::string_view zone);

}  // namespace uke::server::events
