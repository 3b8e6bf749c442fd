#include "server/catering/words.h"

#include "shared/i18n/dates.h"

#include <chrono>
#include <cstdlib>

namespace uke::server::catering {
namespace {

// +2, −1
std::string signed_number(std::int64_t number) {
  const auto digits = std::to_string(std::abs(number));
  return number < 0 ? "−" + digits : "+" + digits;
}

}  // namespace

std::string moment_of(const i18n::Messages& messages, const events::EditionRow& edition, std::int64_t at_ms) {
  const auto at = from_ms(at_ms);
  return i18n::format_date_short(at, edition.zone, messages.language()) + " " + i18n::format_time(at, edition.zone);
}

std::string number_words(const i18n::Messages& messages, const Count& count) {
  return messages.text("catering.number", {{"count", count.expected}});
}

std::string range_words(const i18n::Messages& messages, const Count& count) {
  if (count.lowest == count.highest) return {};
  return messages.text("catering.range", {{"lowest", count.lowest}, {"highest", count.highest}});
}

std::string told_words(const i18n::Messages& messages, const Catering& catering) {
  if (!catering.told) return messages.text("catering.not_told");
  const auto& told = *catering.told;
  const auto day = i18n::format_date_short(from_ms(told.at_ms), catering.edition.zone, messages.language());
  const auto difference = catering.difference();
  if (difference == 0) return messages.text("catering.told_same", {{"told", told.number}, {"day", day}, {"by", told.by_name}});
  return messages.text("catering.told_differs", {{"told", told.number},
                                                 {"day", day},
                                                 {"by", told.by_name},
                                                 {"count", catering.count.expected},
                                                 {"difference", signed_number(difference)}});
}

std::string since_words(const i18n::Messages& messages, const Catering& catering) {
  const auto& [joined, cancelled, otherwise] = catering.since;
  std::string words;
  const auto say = [&](const char* key, const std::string& number) {
    if (!words.empty()) words += messages.text("catering.comma");
    words += messages.text(key, {{"number", number}});
  };
  if (joined != 0) say("catering.since.joined", signed_number(joined));
  if (cancelled != 0) say("catering.since.cancelled", signed_number(-cancelled));
  if (otherwise != 0) say("catering.since.otherwise", signed_number(otherwise));
  return words.empty() ? words : messages.text("catering.since.all", {{"changes", words}});
}

std::string deadline_words(const i18n::Messages& messages, const Catering& catering, Time now) {
  if (catering.details.food_fixed_ms == 0) return {};
  const auto when = moment_of(messages, catering.edition, catering.details.food_fixed_ms);
  const auto left = from_ms(catering.details.food_fixed_ms) - now;
  if (left <= Millis{0}) return messages.text("catering.deadline.over", {{"when", when}});
  const auto days = std::chrono::duration_cast<std::chrono::days>(left).count();
  if (days > 0) return messages.text("catering.deadline.days", {{"when", when}, {"days", days}});
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(left).count();
  return messages.text("catering.deadline.hours", {{"when", when}, {"hours", hours}});
}

std::string text_for_shop(const i18n::Messages& messages, const Catering& catering, std::string_view event) {
  const auto day = i18n::format_date(from_ms(catering.edition.starts_ms), catering.edition.zone, messages.language());
  const auto time = i18n::format_time(from_ms(catering.edition.starts_ms), catering.edition.zone);
  auto text = messages.text("catering.shop.greeting") + "\n" +
              messages.text("catering.shop.number", {{"event", event}, {"when", day + " " + time}, {"count", catering.count.expected}}) +
              "\n";
  if (catering.wishes.empty()) return text + messages.text("catering.shop.no_wishes") + "\n" + messages.text("catering.shop.closing");
  text += "\n" + messages.text("catering.shop.wishes") + "\n";
  for (const auto& wish : catering.wishes) {
    text += messages.text("catering.shop.wish", {{"text", wish.text}, {"count", wish.count}}) + "\n";
  }
  return text + "\n" + messages.text("catering.shop.closing");
}

}  // namespace uke::server::catering
