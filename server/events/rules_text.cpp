#include "server/events/rules_text.h"

#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::events {
namespace {

constexpr std::int64_t kFirstMs = 946'684'800'000;   // 2000
constexpr std::int64_t kLastMs = 4'102'444'800'000;  // 2100

bool is_break(char c) { return c == '\n' || c == '\r' || c == '\t'; }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::int64_t count_characters(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return !is_continuation(c); });
}

// ASCII's, and those of Latin-1, which UTF-8 writes as C2 80 … C2 9F.
bool has_control(std::string_view text, bool breaks_allowed) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
    if (byte == 0x7F) return true;
    if (byte < 0x20 && !(breaks_allowed && is_break(text[i]))) return true;
  }
  return false;
}

}  // namespace

bool FaultList::has(std::string_view field) const {
  return std::ranges::any_of(faults_, [&](const web::Fault& fault) { return fault.field == field; });
}

void FaultList::add(std::string_view field, web::What what, std::int64_t limit) {
  if (!has(field)) faults_.push_back({std::string(field), what, limit});
}

void FaultList::unless(bool good, std::string_view field, web::What what, std::int64_t limit) {
  if (!good) add(field, what, limit);
}

void FaultList::line(std::string_view field, std::string_view value, std::int64_t characters_max) {
  unless(is_valid_utf8(value) && !has_control(value, false), field, web::What::not_text);
  unless(count_characters(value) <= characters_max, field, web::What::too_long, characters_max);
}

void FaultList::name(std::string_view field, std::string_view value) {
  unless(!value.empty(), field, web::What::required);
  line(field, value);
}

void FaultList::text(std::string_view field, std::string_view value, std::int64_t characters_max) {
  unless(is_valid_utf8(value) && !has_control(value, true), field, web::What::not_text);
  unless(count_characters(value) <= characters_max, field, web::What::too_long, characters_max);
}

void FaultList::number(std::string_view field, std::int64_t value, std::int64_t max) {
  unless(value >= 0 && value <= max, field, web::What::out_of_range, max);
}

void FaultList::time(std::string_view field, std::int64_t ms) {
  unless(ms != 0, field, web::What::required);
  time_or_none(field, ms);
}

void FaultList::time_or_none(std::string_view field, std::int64_t ms) {
  unless(ms == 0 || (ms >= kFirstMs && ms < kLastMs), field, web::What::out_of_range);
}

void FaultList::web_address(std::string_view field, std::string_view value) {
  if (value.empty()) return;
  line(field, value, kUrlMax);
  const auto scheme = value.starts_with("https://") ? 8U : value.starts_with("http://") ? 7U : 0U;
  const bool is_address = scheme != 0 && value.size() > scheme && value[scheme] != '/' && value.find_first_of(" \"<>\\") == value.npos;
  unless(is_address, field, web::What::not_url);
}

std::string tidy_line(std::string_view text) {
  if (!is_valid_utf8(text)) return std::string(text);
  std::string line(text::trim(text));
  for (char& c : line) {
    if (is_break(c)) c = ' ';
  }
  return line;
}

std::string tidy_text(std::string_view text) { return is_valid_utf8(text) ? std::string(text::trim(text)) : std::string(text); }

}  // namespace uke::server::events
