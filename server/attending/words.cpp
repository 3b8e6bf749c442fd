#include "server/attending/words.h"

#include "shared/i18n/dates.h"

#include <algorithm>

namespace uke::server::attending {
namespace {

using i18n::Messages;

constexpr std::int64_t kFew = 5;          // 残りわずか
constexpr std::int64_t kFewPerCent = 10;  // of the capacity

const std::string& in_language(const Messages& m, const std::string& japanese, const std::string& english) {
  return m.language() == i18n::Language::en && !english.empty() ? english : japanese;
}

std::string date_of(const Messages& m, const events::EditionRow& edition, std::int64_t at_ms) {
  return i18n::format_date(from_ms(at_ms), edition.zone, m.language());
}

std::string time_of(const events::EditionRow& edition, std::int64_t at_ms) { return i18n::format_time(from_ms(at_ms), edition.zone); }

}  // namespace

std::string name_of(const Messages& m, const events::FeeCategory& category) { return in_language(m, category.name, category.name_en); }
std::string name_of(const Messages& m, const events::GoodsItem& item) { return in_language(m, item.name, item.name_en); }

std::string where_name(const Messages& m, const Venue& venue, desk::Mode mode) {
  const auto name = events::name_of(m, venue.edition);
  if (modes_of(venue).size() < 2) return name;
  return m.text("attending.where_and_how", {{"edition", name}, {"mode", mode_word(m, mode)}});
}

std::string when_of(const Messages& m, const events::EditionRow& edition) {
  return m.text("attending.when", {{"date", date_of(m, edition, edition.starts_ms)},
                                   {"from", time_of(edition, edition.starts_ms)},
                                   {"to", moment_of(m, edition, edition.ends_ms)}});
}

std::string doors_of(const Messages& m, const events::EditionRow& edition) {
  return m.text("attending.doors", {{"time", moment_of(m, edition, edition.doors_open_ms)}});
}

std::string moment_of(const Messages& m, const events::EditionRow& edition, std::int64_t at_ms) {
  const auto time = time_of(edition, at_ms);
  if (date_of(m, edition, at_ms) == date_of(m, edition, edition.starts_ms)) return time;
  return i18n::format_date_short(from_ms(at_ms), edition.zone, m.language()) + " " + time;
}

std::string deadline_of(const Messages& m, const events::EditionRow& edition, std::int64_t at_ms) {
  const auto time = time_of(edition, at_ms);
  if (time == "00:00") return date_of(m, edition, at_ms - 1);
  if (time == "23:59") return date_of(m, edition, at_ms);
  return events::moment(m, at_ms, edition.zone);
}

std::string mode_word(const Messages& m, desk::Mode mode) { return m.text("attending.mode." + std::string(enum_name(mode))); }

std::string fee_word(const Messages& m, Yen amount) { return amount.value == 0 ? m.text("attending.free") : i18n::format_yen(m, amount); }

std::vector<render::Fact> fee_lines(const Messages& m, const Venue& venue, desk::Mode mode) {
  if (mode == desk::Mode::online) return {{.label = m.text("attending.fee_online"), .value = fee_word(m, venue.details.online_fee)}};
  std::vector<render::Fact> lines;
  for (const auto& category : venue.categories) {
    if (!category.retired) lines.push_back({.label = name_of(m, category), .value = fee_word(m, category.amount)});
  }
  if (lines.empty()) lines.push_back({.label = m.text("attending.fee"), .value = fee_word(m, venue.edition.door_fee)});
  return lines;
}

std::optional<render::Chip> places_chip(const Messages& m, const rsvps::Places& places) {
  if (places.capacity == 0) return std::nullopt;
  const auto free = places.capacity - places.occupied;
  if (free <= 0 || places.waiting > 0) return render::Chip{.tone = render::Tone::info, .text = m.text("attending.places.full")};
  if (free > std::max(kFew, places.capacity * kFewPerCent / 100)) return std::nullopt;
  return render::Chip{.tone = render::Tone::attention, .text = m.text("attending.places.few", {{"count", free}})};
}

std::string cancel_rule(const Messages& m, const Venue& venue) {
  const auto& details = venue.details;
  if (details.cancel_free_until_ms == 0 || details.cancel_fee.value == 0) return {};
  // The last free moment may be the last of a day: then the day after is the first that costs.
  const auto first = from_ms(details.cancel_free_until_ms + 60'000);
  return m.text("attending.cancel_rule", {{"date", i18n::format_date_short(first, venue.edition.zone, m.language())},
                                          {"amount", i18n::format_yen(m, details.cancel_fee)}});
}

std::vector<std::string> rule_lines(const Messages& m, const Venue& venue) {
  std::vector<std::string> lines;
  if (venue.details.rsvp_closes_ms != 0)
    lines.push_back(m.text("attending.until", {{"when", deadline_of(m, venue.edition, venue.details.rsvp_closes_ms)}}));
  if (auto rule = cancel_rule(m, venue); !rule.empty()) lines.push_back(std::move(rule));
  return lines;
}

std::string refusal_sentence(const Messages& m, rsvps::Refusal refusal) {
  return m.text("rsvp.refusal." + std::string(enum_name(refusal)));
}

render::Chip state_chip(const Messages& m, desk::RsvpState state, bool held) {
  using render::Tone;
  if (held) return {.tone = Tone::info, .text = m.text("attending.state.held")};
  auto text = m.text("attending.state." + std::string(enum_name(state)));
  switch (state) {
    case desk::RsvpState::yes: return {.tone = Tone::good, .text = std::move(text)};
    case desk::RsvpState::waiting:
    case desk::RsvpState::maybe: return {.tone = Tone::info, .text = std::move(text)};
    case desk::RsvpState::no:
    case desk::RsvpState::cancelled: break;
  }
  return {.tone = Tone::neutral, .text = std::move(text)};
}

std::string person_of(const Messages& m, const rsvps::AttendeeRow& row, const rsvps::AttendeeRow* holder) {
  if (row.shown_name.empty() && holder != nullptr) return m.text("ticket.companion_of", {{"name", holder->shown_name}});
  return m.text("ticket.name", {{"name", row.shown_name}});
}

}  // namespace uke::server::attending
