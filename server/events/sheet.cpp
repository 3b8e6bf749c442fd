#include "server/events/sheet.h"

#include "shared/base/utf8.h"
#include "shared/i18n/dates.h"

#include <algorithm>
#include <charconv>

namespace uke::server::events {
namespace {

constexpr std::size_t kShownBytesMax = 40'000;  // of one field; nobody typed more
constexpr const char* kZones[] = {"Asia/Tokyo",       "Asia/Seoul",          "Asia/Taipei",      "Asia/Shanghai",
                                  "Asia/Singapore",   "Asia/Bangkok",        "Europe/London",    "Europe/Berlin",
                                  "America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "UTC"};

// Ａ１：／ as A1:/; the ideographic space as a space.
std::string narrow(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (i + 2 < text.size() && lead == 0xEF) {
      const auto code = ((lead & 0x0FU) << 12U) | ((static_cast<unsigned char>(text[i + 1]) & 0x3FU) << 6U) |
                        (static_cast<unsigned char>(text[i + 2]) & 0x3FU);
      if (code >= 0xFF01 && code <= 0xFF5E) {
        out += static_cast<char>(code - 0xFEE0);
        i += 2;
        continue;
      }
    }
    if (text.substr(i).starts_with("　")) {
      out += ' ';
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

void drop_all(std::string& text, std::string_view part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
}

// 5,000円 and ¥5000 as 5000.
std::string tidy_number(std::string_view typed) {
  auto text = narrow(tidy_line(typed));
  for (const std::string_view part : {",", "、", " ", "円", "¥", "￥", "名", "人"}) drop_all(text, part);
  return text;
}

// 2027/2/20 9:00 as 2027-02-20T09:00.
std::string tidy_moment(std::string_view typed) {
  const auto text = narrow(tidy_line(typed));
  std::string out;
  std::string digits;
  const auto flush = [&] {
    if (digits.size() == 1) out += '0';
    out += digits;
    digits.clear();
  };
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
      continue;
    }
    flush();
    out += c == '/' ? '-' : c == ' ' ? 'T' : c;
  }
  flush();
  return out;
}

std::string tidied(const FieldSpec& field, std::string_view typed) {
  switch (field.input) {
    case Input::number:
    case Input::limit: return tidy_number(typed);
    case Input::date:
    case Input::time:
    case Input::datetime: return tidy_moment(typed);
    case Input::flag: return raw_flag(!typed.empty());
    case Input::text: return tidy_text(typed);
    case Input::line:
    case Input::choice:
    case Input::radios:
    case Input::zone: break;
  }
  return tidy_line(typed);
}

std::string cut(std::string text) {
  if (text.size() <= kShownBytesMax) return text;
  auto end = kShownBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

render::FieldKind kind_of(Input input) {
  using enum render::FieldKind;
  switch (input) {
    case Input::text: return textarea;
    case Input::number:
    case Input::limit: return number;
    case Input::date: return date;
    case Input::time: return time;
    case Input::datetime: return datetime;
    case Input::flag: return checkbox;
    case Input::choice:
    case Input::zone: return select;
    case Input::radios: return radios;
    case Input::line: break;
  }
  return render::FieldKind::text;
}

// A zone that this list does not know stays possible.
std::vector<render::Choice> zones(const std::string& chosen) {
  std::vector<render::Choice> choices;
  if (std::ranges::find(kZones, chosen) == std::end(kZones) && !chosen.empty()) choices.push_back({chosen, chosen, true});
  for (const auto* zone : kZones) choices.push_back({zone, zone, chosen == zone});
  return choices;
}

std::string value_in(const Raw& raw, std::string_view name) {
  const auto found = raw.find(name);
  return found == raw.end() ? std::string() : found->second;
}

// Fields for dates show none.
std::string with_weekday(const i18n::Messages& messages, const FieldSpec& spec, const std::string& value) {
  if (value.empty() || (spec.input != Input::date && spec.input != Input::datetime)) return {};
  auto text = shown(messages, spec, value);
  return text == value ? std::string() : text;
}

}  // namespace

Raw raw_of(const Sheet& sheet, const web::Form& form) {
  Raw raw;
  for (const auto& field : sheet.fields) raw.emplace(field.name, cut(tidied(field, form.text(field.name))));
  return raw;
}

std::vector<render::Field> fields_of(const i18n::Messages& messages, const Sheet& sheet, const Raw& raw) {
  std::vector<render::Field> fields;
  for (const auto& spec : sheet.fields) {
    const std::string name(spec.name);
    const auto value = value_in(raw, name);
    render::Field field{.kind = kind_of(spec.input), .name = name, .label = messages.text(sheet.labels + name), .value = value};
    if (messages.has(sheet.hints + name)) field.hint = messages.text(sheet.hints + name);
    if (const auto weekday = with_weekday(messages, spec, value); !weekday.empty()) {
      field.hint += (field.hint.empty() ? "" : "\n") + messages.text("event.hint_moment", {{"moment", weekday}});
    }
    field.required = spec.required;
    field.length_max = spec.input == Input::line ? (spec.length_max == 0 ? kLineMax : spec.length_max) : 0;
    field.autocomplete = "off";
    field.begins_group = spec.group != nullptr;
    if (spec.group != nullptr) field.group = messages.text(spec.group);
    if (spec.input == Input::flag) {
      field.ticked = !value.empty();
      field.value = "1";
    }
    if (spec.input == Input::zone) field.choices = zones(value);
    for (const auto& choice : spec.values) field.choices.push_back({choice, messages.text(spec.choices + choice), choice == value});
    fields.push_back(std::move(field));
  }
  return fields;
}

std::string shown(const i18n::Messages& messages, const FieldSpec& field, const std::string& value) {
  switch (field.input) {
    case Input::flag: return messages.text(value.empty() ? "ui.no" : "ui.yes");
    case Input::choice:
    case Input::radios: return std::ranges::find(field.values, value) == field.values.end() ? value : messages.text(field.choices + value);
    case Input::date:
    case Input::datetime: {
      // Any zone shows the same clock again.
      const auto at = i18n::parse_local(value.substr(0, 10), value.size() > 11 ? value.substr(11) : "00:00", "UTC");
      if (!at) return value;
      const auto day = i18n::format_date(*at, "UTC", messages.language());
      return field.input == Input::date ? day : day + " " + i18n::format_time(*at, "UTC");
    }
    default: return value;
  }
}

std::string raw_moment(std::int64_t at_ms, std::string_view zone) {
  if (at_ms == 0) return {};
  return i18n::typed_date(from_ms(at_ms), zone) + "T" + i18n::format_time(from_ms(at_ms), zone);
}

std::string raw_flag(bool flag) { return flag ? "1" : ""; }

std::string raw_limit(std::int64_t number) { return number == 0 ? std::string() : std::to_string(number); }

std::string SheetReader::text(std::string_view name) const { return value_in(raw_, name); }

bool SheetReader::flag(std::string_view name) const { return !text(name).empty(); }

std::int64_t SheetReader::number(std::string_view name) {
  constexpr std::size_t kDigits = 12;
  const auto typed = text(name);
  if (typed.empty()) return 0;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  const bool is_number = error == std::errc() && end == typed.data() + typed.size() && value >= 0 && typed.size() <= kDigits;
  if (!is_number) faults_.add(name, web::What::not_number);
  return is_number ? value : 0;
}

std::int64_t SheetReader::moment(std::string_view name, std::string_view zone) {
  const auto typed = text(name);
  if (typed.empty()) return 0;
  const auto clock = typed.size() > 11 ? typed.substr(11, 5) : std::string();
  const auto at = i18n::parse_local(typed.substr(0, 10), clock, zone);
  if (!at || (typed.size() != 16 && typed.size() != 19)) {  // some browsers send seconds
    faults_.add(name, web::What::not_date);
    return 0;
  }
  return to_ms(*at);
}

web::Faults SheetReader::with(const web::Faults& of_rules) {
  for (const auto& fault : of_rules) faults_.add(fault.field, fault.what, fault.limit);
  return faults_.take();
}

}  // namespace uke::server::events
