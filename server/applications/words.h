// How this room's things are said on pages: names, dates, waiting times, states. In the reader's language.
#pragma once

#include "server/applications/invitations_rules.h"
#include "server/applications/service.h"
#include "server/render/parts.h"
#include "shared/i18n/messages.h"

#include <string>
#include <string_view>

namespace uke::server::applications {

using i18n::Messages;

// 「佐藤 花子」; the kana where there is no name.
[[nodiscard]] std::string name_of(const ApplicationFields& fields);
[[nodiscard]] std::string date_of(const Messages& messages, std::int64_t at_ms);           // 2027年2月20日(土)
[[nodiscard]] std::string date_and_time_of(const Messages& messages, std::int64_t at_ms);  // … 18:02
// 「3日前から」, by whole hours and days.
[[nodiscard]] std::string waiting_since(const Messages& messages, std::int64_t since_ms, Time now);
// 「府中 光学設計部・1988年入社」; "" where nothing is known.
[[nodiscard]] std::string where_they_worked(const Messages& messages, const ApplicationFields& fields);
[[nodiscard]] std::string where_they_worked(const Messages& messages, const roster::MemberFields& fields);
// 「お名前、ふりがなが同じ」
[[nodiscard]] std::string reasons_of(const Messages& messages, const std::vector<roster::Reason>& reasons);

[[nodiscard]] render::Chip chip_of(const Messages& messages, const ApplicationRow& row);
[[nodiscard]] render::Chip chip_of(const Messages& messages, InvitationState state);
[[nodiscard]] render::Chip chip_of(const Messages& messages, roster::MemberState state);

}  // namespace uke::server::applications
