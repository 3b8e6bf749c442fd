#include "server/events/copy_rules.h"

#include "shared/i18n/dates.h"

#include <fmt/format.h>

#include <charconv>

namespace uke::server::events {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kMinutesOfDay = 24 * 60;

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string text_of(year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

bool is_digit(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

// Ends stay behind beginnings, also where clocks left out what lies between.
std::int64_t behind(std::int64_t end_ms, std::int64_t begin_ms, std::int64_t length_ms) {
  return end_ms > begin_ms ? end_ms : begin_ms + length_ms;
}

}  // namespace

year_month_day local_day(std::int64_t at_ms, std::string_view zone) {
  const auto text = i18n::typed_date(from_ms(at_ms), zone);
  return year_month_day{std::chrono::year{number(text.substr(0, 4))}, std::chrono::month{static_cast<unsigned>(number(text.substr(5, 2)))},
                        std::chrono::day{static_cast<unsigned>(number(text.substr(8, 2)))}};
}

year_month_day next_anniversary(year_month_day day, year_month_day today) {
  auto next = day;
  do {
    next = next + years{1};
  } while (sys_days{next} <= sys_days{today} && static_cast<int>(next.year()) < 2100);
  return next.ok() ? next : year_month_day{next.year() / next.month() / std::chrono::last};
}

std::int64_t later(std::int64_t at_ms, std::string_view zone, days by) {
  if (at_ms == 0) return 0;
  const auto day = year_month_day{sys_days{local_day(at_ms, zone)} + by};
  const auto time = i18n::format_time(from_ms(at_ms), zone);
  const int minute = number(std::string_view(time).substr(0, 2)) * 60 + number(std::string_view(time).substr(3, 2));
  const auto rest_ms = ((at_ms % kMinuteMs) + kMinuteMs) % kMinuteMs;
  for (int shown = minute; shown < kMinutesOfDay; ++shown) {
    const auto at = i18n::parse_local(text_of(day), fmt::format("{:02}:{:02}", shown / 60, shown % 60), zone);
    if (at) return to_ms(*at) + rest_ms;
  }
  return at_ms + std::chrono::duration_cast<Millis>(by).count();
}

Move move_of(const EventRow& event, Time now) {
  const auto day = local_day(event.date_ms, event.zone);
  const auto next = next_anniversary(day, local_day(to_ms(now), event.zone));
  return {.by = sys_days{next} - sys_days{day}, .from_year = static_cast<int>(day.year()), .to_year = static_cast<int>(next.year())};
}

std::string with_new_year(std::string_view text, const Move& move) {
  const auto from = std::to_string(move.from_year);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool alone = text.substr(at).starts_with(from) && !is_digit(text, at + from.size()) && (at == 0 || !is_digit(text, at - 1));
    out += alone ? std::to_string(move.to_year) : std::string(1, text[at]);
    at += alone ? from.size() : 1;
  }
  return out;
}

EventFields moved(const EventRow& event, const Move& move) {
  auto fields = fields_of(event);
  fields.name = with_new_year(event.name, move);
  fields.name_en = with_new_year(event.name_en, move);
  fields.date_ms = later(event.date_ms, event.zone, move.by);
  return fields;
}

EditionFields moved(const EditionRow& edition, const Move& move) {
  auto fields = fields_of(edition);
  fields.name = with_new_year(edition.name, move);
  fields.name_en = with_new_year(edition.name_en, move);
  for (auto* at_ms : {&fields.starts_ms, &fields.doors_open_ms, &fields.doors_close_ms, &fields.ends_ms}) {
    *at_ms = later(*at_ms, edition.zone, move.by);
  }
  fields.ends_ms = behind(fields.ends_ms, fields.starts_ms, edition.ends_ms - edition.starts_ms);
  fields.doors_close_ms = behind(fields.doors_close_ms, fields.doors_open_ms, edition.doors_close_ms - edition.doors_open_ms);
  fields.cancelled = false;
  return fields;
}

EditionDetails moved(EditionDetails details, std::string_view zone, const Move& move) {
  for (auto* at_ms : {&details.rsvp_closes_ms, &details.maybe_until_ms, &details.cancel_free_until_ms, &details.food_fixed_ms}) {
    *at_ms = later(*at_ms, zone, move.by);
  }
  if (!details.online_guide.empty()) details.online_guide = kGuideToCome;
  return details;
}

ProgrammeItem moved(ProgrammeItem item, std::string_view zone, const Move& move) {
  item.starts_ms = later(item.starts_ms, zone, move.by);
  if (!item.speaker.empty()) item.description.clear();  // of that speaker's talk
  item.speaker.clear();
  item.speaker_about.clear();
  item.id.clear();
  item.code.clear();
  return item;
}

}  // namespace uke::server::events
