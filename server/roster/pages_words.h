// Members in the reader's words: labels, states, values. For the pages of all rooms that show members. Pure; thread-safe.
#pragma once

#include "server/render/parts.h"
#include "server/roster/likeness.h"
#include "server/roster/rules.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::roster {

// 2027年2月20日(土) 18:02, as clocks in Japan show it.
[[nodiscard]] std::string when(const i18n::Messages& messages, std::int64_t at_ms);

[[nodiscard]] std::string state_word(const i18n::Messages& messages, MemberState state);
[[nodiscard]] render::Chip state_chip(const i18n::Messages& messages, MemberState state);
[[nodiscard]] std::string employment_word(const i18n::Messages& messages, Employment employment);
[[nodiscard]] std::string occupation_word(const i18n::Messages& messages, Occupation occupation);
[[nodiscard]] std::string decade_word(const i18n::Messages& messages, std::int64_t decade);  // 50代; "" for 0

// The members of MemberFields by name, in their order; "show_former_name" is a flag.
[[nodiscard]] const std::vector<std::string>& field_names();
// Of a field, and of "state" and other words of the audit log; the name itself where there is no label.
[[nodiscard]] std::string field_label(const i18n::Messages& messages, std::string_view field);

// As a form sends it: numbers as digits, 0 as "", enums by name, flags as "1" or "", aliases one a line.
[[nodiscard]] std::string raw_value(const MemberFields& fields, std::string_view field);
// As people read it; "" for what is not known. `raw` as above, or as the audit log has it.
[[nodiscard]] std::string shown_value(const i18n::Messages& messages, std::string_view field, std::string_view raw);

// お名前が同じ・ふりがなが同じ
[[nodiscard]] std::string reason_words(const i18n::Messages& messages, const std::vector<Reason>& reasons);

// 事業所 部署, 1988–2010; whatever is known of it.
[[nodiscard]] std::string work_words(const MemberFields& fields);
[[nodiscard]] std::string years_words(const MemberFields& fields);

}  // namespace uke::server::roster
