#include "shared/i18n/dates.h"

#include <unicode/gregocal.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <map>
#include <memory>
#include <optional>

namespace uke::i18n {

namespace {

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::unique_ptr<icu::TimeZone> zone_named(std::string_view zone) {
  return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(utf16(zone)));
}

// Kept by each thread: a SimpleDateFormat is slow to make and must not be used by two at once. Zones come from a handful of editions.
icu::SimpleDateFormat* formatter(std::string_view pattern, std::string_view zone, Language language) {
  thread_local std::map<std::string, std::unique_ptr<icu::SimpleDateFormat>> known;
  std::string key(pattern);
  key.append("\n").append(zone).append(language == Language::ja ? "\nja" : "\nen");
  const auto found = known.find(key);
  if (found != known.end()) return found->second.get();
  UErrorCode status = U_ZERO_ERROR;
  const auto& locale = language == Language::ja ? icu::Locale::getJapanese() : icu::Locale::getEnglish();
  auto made = std::make_unique<icu::SimpleDateFormat>(utf16(pattern), locale, status);
  if (U_FAILURE(status)) return nullptr;
  made->adoptTimeZone(zone_named(zone).release());
  return known.emplace(std::move(key), std::move(made)).first->second.get();
}

std::string format(Time at, std::string_view pattern, std::string_view zone, Language language) {
  const auto* dates = formatter(pattern, zone, language);
  if (!dates) return {};
  icu::UnicodeString out;
  dates->format(static_cast<UDate>(to_ms(at)), out);
  std::string text;
  out.toUTF8String(text);
  return text;
}

// Reads numbers laid out as `mask` says: '0' for a digit, anything else for itself.
bool has_form(std::string_view text, std::string_view mask) {
  if (text.size() != mask.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (mask[i] == '0' ? !digit : text[i] != mask[i]) return false;
  }
  return true;
}

std::int32_t number(std::string_view digits) {
  std::int32_t value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace

bool is_known_zone(std::string_view zone) { return *zone_named(zone) != icu::TimeZone::getUnknown(); }

std::string format_date(Time at, std::string_view zone, Language language) {
  return format(at, language == Language::ja ? "y年M月d日(E)" : "E d MMM y", zone, language);
}

std::string format_date_short(Time at, std::string_view zone, Language language) {
  return format(at, language == Language::ja ? "M月d日(E)" : "E d MMM", zone, language);
}

std::string format_time(Time at, std::string_view zone) { return format(at, "HH:mm", zone, Language::en); }

std::string typed_date(Time at, std::string_view zone) { return format(at, "yyyy-MM-dd", zone, Language::en); }

Result<Time> parse_local(std::string_view date, std::string_view time, std::string_view zone) {
  if (!has_form(date, "0000-00-00")) return fail(ErrorCode::invalid, "parse_local", "date: must look like 2027-02-20");
  if (!has_form(time, "00:00")) return fail(ErrorCode::invalid, "parse_local", "time: must look like 18:00");
  if (!is_known_zone(zone)) return fail(ErrorCode::invalid, "parse_local", "zone: is not known");
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(zone_named(zone).release(), icu::Locale::getRoot(), status);
  if (U_FAILURE(status)) return fail(ErrorCode::internal, "parse_local", u_errorName(status));
  const auto year = number(date.substr(0, 4));
  calendar.setLenient(false);
  calendar.setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST);
  calendar.clear();
  calendar.set(year, number(date.substr(5, 2)) - 1, number(date.substr(8, 2)), number(time.substr(0, 2)), number(time.substr(3, 2)), 0);
  const auto ms = calendar.getTime(status);
  if (U_FAILURE(status) || year == 0) return fail(ErrorCode::invalid, "parse_local", "date: this day or time does not exist");
  const auto at = from_ms(static_cast<std::int64_t>(ms));
  // Where clocks are set forward an hour is left out; ICU moves such a time on.
  if (format_time(at, zone) != time) return fail(ErrorCode::invalid, "parse_local", "time: is left out on this day");
  return at;
}

}  // namespace uke::i18n
