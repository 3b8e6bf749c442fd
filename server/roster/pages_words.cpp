#include "server/roster/pages_words.h"

#include "shared/i18n/dates.h"

#include <charconv>
#include <type_traits>

namespace uke::server::roster {
namespace {

constexpr std::string_view kZone = "Asia/Tokyo";

template <class T>
std::string raw_text(const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return value;
  } else if constexpr (std::is_same_v<T, bool>) {
    return value ? "1" : "";
  } else if constexpr (std::is_enum_v<T>) {
    return std::string(enum_name(value));
  } else if constexpr (std::is_integral_v<T>) {
    return value == 0 ? std::string() : std::to_string(value);
  } else {
    std::string lines;
    for (const auto& line : value) lines.append(lines.empty() ? "" : "\n").append(line);
    return lines;
  }
}

template <class Visit>
void each_field(const MemberFields& fields, Visit visit) {
  boost::mp11::mp_for_each<boost::describe::describe_members<MemberFields, boost::describe::mod_public>>(
      [&](auto member) { visit(std::string_view(member.name), fields.*member.pointer); });
}

std::int64_t number_of(std::string_view digits) {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::string word_or_raw(const i18n::Messages& messages, const std::string& key, std::string_view raw) {
  return messages.has(key) ? messages.text(key) : std::string(raw);
}

// ["a","b"] of the audit log, or one a line, as a、b.
std::string list_words(const i18n::Messages& messages, std::string_view raw) {
  std::string words;
  const bool is_json = raw.starts_with('[');
  for (const char c : raw) {
    if (is_json && (c == '[' || c == ']' || c == '"')) continue;
    if (c == '\n' || (is_json && c == ',')) {
      words += messages.text("roster.list_comma");
    } else {
      words += c;
    }
  }
  return words;
}

}  // namespace

std::string when(const i18n::Messages& messages, std::int64_t at_ms) {
  return i18n::format_date(from_ms(at_ms), kZone, messages.language()) + " " + i18n::format_time(from_ms(at_ms), kZone);
}

std::string state_word(const i18n::Messages& messages, MemberState state) {
  return messages.text("member.state." + std::string(enum_name(state)));
}

render::Chip state_chip(const i18n::Messages& messages, MemberState state) {
  using enum MemberState;
  auto tone = render::Tone::neutral;
  if (state == approved) tone = render::Tone::good;
  if (state == provisional || state == applied) tone = render::Tone::attention;
  if (state == invited) tone = render::Tone::info;
  if (state == removed || state == declined) tone = render::Tone::stop;
  return {tone, state_word(messages, state)};
}

std::string employment_word(const i18n::Messages& messages, Employment employment) {
  return messages.text("member.employment." + std::string(enum_name(employment)));
}

std::string occupation_word(const i18n::Messages& messages, Occupation occupation) {
  return messages.text("member.occupation." + std::string(enum_name(occupation)));
}

std::string decade_word(const i18n::Messages& messages, std::int64_t decade) {
  return decade == 0 ? std::string() : messages.text("member.decade", {{"decade", decade}});
}

const std::vector<std::string>& field_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    each_field(MemberFields{}, [&](std::string_view name, const auto&) { names.emplace_back(name); });
    return names;
  }();
  return kNames;
}

std::string field_label(const i18n::Messages& messages, std::string_view field) {
  return word_or_raw(messages, "member.field." + std::string(field), field);
}

std::string raw_value(const MemberFields& fields, std::string_view field) {
  std::string raw;
  each_field(fields, [&](std::string_view name, const auto& value) {
    if (name == field) raw = raw_text(value);
  });
  return raw;
}

std::string shown_value(const i18n::Messages& messages, std::string_view field, std::string_view raw) {
  if (raw.empty() || raw == "0" || raw == "unknown") return {};
  const std::string word(raw);
  if (field == "state") return word_or_raw(messages, "member.state." + word, raw);
  if (field == "employment") return word_or_raw(messages, "member.employment." + word, raw);
  if (field == "occupation") return word_or_raw(messages, "member.occupation." + word, raw);
  if (field == "age_decade") return decade_word(messages, number_of(raw));
  if (field == "show_former_name") return messages.text(raw == "1" || raw == "true" ? "ui.yes" : "ui.no");
  if (field == "aliases") return list_words(messages, raw);
  return word;
}

std::string reason_words(const i18n::Messages& messages, const std::vector<Reason>& reasons) {
  std::string words;
  for (const auto reason : reasons) {
    words.append(words.empty() ? "" : messages.text("roster.list_comma"))
        .append(messages.text("roster.reason." + std::string(enum_name(reason))));
  }
  return words;
}

std::string work_words(const MemberFields& fields) {
  if (fields.site.empty() || fields.department.empty()) return fields.site + fields.department;
  return fields.site + " " + fields.department;
}

std::string years_words(const MemberFields& fields) {
  if (fields.joined_year == 0 && fields.left_year == 0) return {};
  return raw_value(fields, "joined_year") + "–" + raw_value(fields, "left_year");
}

}  // namespace uke::server::roster
