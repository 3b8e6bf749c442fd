#include "server/rsvps/pages_words.h"

#include "server/rsvps/names.h"

namespace uke::server::rsvps {

using i18n::Messages;
using render::Tone;

std::string state_word(const Messages& messages, desk::RsvpState state, bool held) {
  return held ? messages.text("rsvps.held") : messages.text("rsvps.state." + std::string(enum_name(state)));
}

render::Chip state_chip(const Messages& messages, desk::RsvpState state, bool held) {
  using enum desk::RsvpState;
  auto tone = Tone::neutral;
  if (state == yes) tone = Tone::good;
  if (state == maybe) tone = Tone::info;
  if (state == waiting || held) tone = Tone::attention;
  return {tone, state_word(messages, state, held)};
}

std::string mode_word(const Messages& messages, desk::Mode mode) { return messages.text("rsvps.mode." + std::string(enum_name(mode))); }

std::string person_name(const Messages& messages, const AttendeeRow& row, std::string_view holder_name) {
  auto name = whole_name(row.family_name, row.given_name);
  if (!name.empty()) return name;
  if (!holder_name.empty()) return messages.text("rsvps.companion_of", {{"name", holder_name}});
  return messages.text("rsvps.nameless");
}

std::string former_words(const Messages& messages, const Details& details) {
  return details.former_name.empty() ? std::string() : messages.text("rsvps.former", {{"name", details.former_name}});
}

bool owes(const AttendeeRow& row) { return row.fee.value > row.prepaid.value; }

std::vector<render::Chip> money_chips(const Messages& messages, const AttendeeRow& row) {
  if (row.fee.value == 0 && row.prepaid.value == 0) return {};
  if (owes(row)) {
    const auto open = i18n::format_yen(messages, Yen{row.fee.value - row.prepaid.value});
    return {{Tone::attention, messages.text("rsvps.money.open", {{"amount", open}})}};
  }
  return {{Tone::good, messages.text("rsvps.money.paid", {{"amount", i18n::format_yen(messages, row.prepaid)}})}};
}

std::vector<render::Chip> mark_chips(const Messages& messages, const Listed& listed) {
  std::vector<render::Chip> chips;
  const auto& [row, details, holder_name, fee_category, has_come] = listed;
  if (has_come) chips.push_back({Tone::good, messages.text("rsvps.mark.came")});
  if (details.doubt_of) chips.push_back({Tone::attention, messages.text("rsvps.mark.doubtful")});
  if (row.late) chips.push_back({Tone::info, messages.text("rsvps.mark.late")});
  if (!details.food.empty()) chips.push_back({Tone::info, messages.text("rsvps.mark.food")});
  if (!row.photo_ok) chips.push_back({Tone::info, messages.text("rsvps.mark.photo_no")});
  if (row.provisional) chips.push_back({Tone::neutral, messages.text("rsvps.mark.provisional")});
  return chips;
}

}  // namespace uke::server::rsvps
