#include "server/announcements/rules.h"

#include "server/roster/rules_characters.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::announcements {
namespace {

constexpr std::size_t kPlaceholderMax = 20;  // bytes between braces; anything longer is prose

bool is_good_text(std::string_view text, bool breaks) {
  return text::is_valid_utf8(text) && std::ranges::none_of(roster::characters_of(text), [&](char32_t c) {
           return roster::is_control(c) && !(breaks && (c == U'\n' || c == U'\t'));
         });
}

void check_text(web::Faults& faults, std::string_view field, std::string_view text, std::int64_t most, bool breaks) {
  const auto fault = [&](web::What what, std::int64_t limit = 0) { faults.push_back({std::string(field), what, limit}); };
  if (text.empty()) return fault(web::What::required);
  if (!is_good_text(text, breaks)) return fault(web::What::not_text);
  if (roster::count_characters(text) > most) return fault(web::What::too_long, most);
  if (!unknown_placeholders(text).empty()) return fault(web::What::wrong);
}

// The "{word}" that begins at `at`; "" if none does.
std::string_view braced_at(std::string_view text, std::size_t at) {
  if (text[at] != '{') return {};
  const auto end = text.find_first_of("{}\n", at + 1);
  if (end == text.npos || text[end] != '}' || end - at - 1 > kPlaceholderMax || end == at + 1) return {};
  return text.substr(at, end - at + 1);
}

}  // namespace

rsvps::ListQuery query_of(const Filter& filter) {
  rsvps::ListQuery query;
  query.state = filter.state;
  query.mode = filter.mode;
  query.money = filter.money.value_or(rsvps::ListQuery::Money::any);
  query.only = filter.only.value_or(rsvps::ListQuery::Only::all);
  return query;
}

bool is_for(const Filter& filter, const rsvps::Listed& listed) {
  using enum desk::RsvpState;
  if (listed.row.holder) return false;
  if (listed.details.held && filter.only != rsvps::ListQuery::Only::held) return false;
  if (filter.state) return true;  // the list looked at it
  return listed.row.state == yes || listed.row.state == maybe || listed.row.state == waiting;
}

MessageFields tidied(MessageFields fields) {
  fields.subject = text::trim(fields.subject);
  std::ranges::replace_if(fields.subject, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  fields.body = text::trim(fields.body);
  if (fields.filter.money == rsvps::ListQuery::Money::any) fields.filter.money.reset();
  if (fields.filter.only == rsvps::ListQuery::Only::all) fields.filter.only.reset();
  return fields;
}

web::Faults check(const MessageFields& fields) {
  web::Faults faults;
  check_text(faults, "subject", fields.subject, kSubjectMax, false);
  const bool has_link = fields.subject.find(kLink) != std::string::npos;
  if (has_link) faults.push_back({"subject", web::What::wrong});
  check_text(faults, "body", fields.body, kBodyMax, true);
  return faults;
}

std::vector<std::string> unknown_placeholders(std::string_view text) {
  std::vector<std::string> unknown;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto word = braced_at(text, at);
    if (word.empty() || word == kName || word == kLink) continue;
    if (std::ranges::find(unknown, word) == unknown.end()) unknown.emplace_back(word);
  }
  return unknown;
}

std::string filled(std::string_view text, std::string_view name, std::string_view link) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    if (rest.starts_with(kName)) {
      out += name;
      at += kName.size();
    } else if (rest.starts_with(kLink)) {
      out += link;
      at += kLink.size();
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs;
  std::string current;
  const auto end_one = [&] {
    if (!text::trim(current).empty()) paragraphs.emplace_back(text::trim(current));
    current.clear();
  };
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (text::trim(line).empty()) {
      end_one();
    } else {
      current.append(current.empty() ? "" : "\n").append(line);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  end_one();
  return paragraphs;
}

std::string letter_key(std::string_view message, AttendeeId attendee) {
  return "message:" + std::string(message) + ":" + attendee.to_string();
}

}  // namespace uke::server::announcements
