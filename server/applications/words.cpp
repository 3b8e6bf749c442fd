#include "server/applications/words.h"

#include "shared/i18n/dates.h"

#include <algorithm>

namespace uke::server::applications {
namespace {

constexpr std::string_view kZone = "Asia/Tokyo";  // where the association is
constexpr std::int64_t kHour = 3600'000;
constexpr std::int64_t kDay = 24 * kHour;

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string place_of(const Messages& messages, const std::string& site, const std::string& department, std::int64_t joined_year) {
  const auto year = joined_year == 0 ? std::string() : messages.text("application.joined_in", {{"year", std::to_string(joined_year)}});
  return joined({joined({site, department}, " "), year}, messages.text("application.separator"));
}

}  // namespace

std::string name_of(const ApplicationFields& fields) { return roster::whole_name(member_fields(fields)); }

std::string date_of(const Messages& messages, std::int64_t at_ms) { return i18n::format_date(from_ms(at_ms), kZone, messages.language()); }

std::string date_and_time_of(const Messages& messages, std::int64_t at_ms) {
  return date_of(messages, at_ms) + " " + i18n::format_time(from_ms(at_ms), kZone);
}

std::string waiting_since(const Messages& messages, std::int64_t since_ms, Time now) {
  const auto waited = std::max<std::int64_t>(0, to_ms(now) - since_ms);
  if (waited < kHour) return messages.text("application.waits.moments");
  if (waited < kDay) return messages.text("application.waits.hours", {{"hours", waited / kHour}});
  return messages.text("application.waits.days", {{"days", waited / kDay}});
}

std::string where_they_worked(const Messages& messages, const ApplicationFields& fields) {
  return place_of(messages, fields.site, fields.department, fields.joined_year);
}
std::string where_they_worked(const Messages& messages, const roster::MemberFields& fields) {
  return place_of(messages, fields.site, fields.department, fields.joined_year);
}

std::string reasons_of(const Messages& messages, const std::vector<roster::Reason>& reasons) {
  std::vector<std::string> words;
  for (const auto reason : reasons) words.push_back(messages.text("application.reason." + std::string(enum_name(reason))));
  return joined(words, messages.text("application.separator"));
}

render::Chip chip_of(const Messages& messages, const ApplicationRow& row) {
  using enum ApplicationState;
  auto text = messages.text("application.state." + std::string(enum_name(row.state)));
  if (row.state == checking) text = messages.text("application.checking_by", {{"name", row.taken_by}});
  const auto tone = row.state == approved   ? render::Tone::good
                    : row.state == checking ? render::Tone::info
                    : row.state == received ? render::Tone::attention
                                            : render::Tone::neutral;
  return {tone, std::move(text)};
}

render::Chip chip_of(const Messages& messages, InvitationState state) {
  const auto tone = state == InvitationState::open   ? render::Tone::good
                    : state == InvitationState::used ? render::Tone::info
                                                     : render::Tone::neutral;
  return {tone, messages.text("invitation.state." + std::string(enum_name(state)))};
}

render::Chip chip_of(const Messages& messages, roster::MemberState state) {
  const auto tone = state == roster::MemberState::approved ? render::Tone::good : render::Tone::neutral;
  return {tone, messages.text("audit.value.state." + std::string(enum_name(state)))};
}

}  // namespace uke::server::applications
