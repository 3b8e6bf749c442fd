// What a member's texts become for storing (tidied) and for searching (folded).
#include "server/roster/rules.h"
#include "server/roster/rules_characters.h"
#include "shared/text/fold.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::roster {
namespace {

// Without line breaks and tabs (each run is one space) and white space at the ends. Other control characters stay, to be refused.
std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool broken = false;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t') {
      broken = true;
      continue;
    }
    if (broken && !line.empty()) line += ' ';
    broken = false;
    line += c;
  }
  return std::string(text::trim(line));
}

void tidy(std::string& value) {
  if (is_valid_utf8(value)) value = one_line(value);
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return text;
}

// \r\n and lone \r of other systems as \n.
std::string with_plain_breaks(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      plain += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      plain += '\n';
    }
  }
  return std::string(text::trim(plain));
}

// Appends a text to what a search looks into unless it can be found there already.
void add_folded(std::string& all, std::string_view typed) {
  const auto folded = text::fold(typed);
  if (folded.empty() || all.find(folded) != all.npos) return;
  if (!all.empty()) all += ' ';
  all += folded;
}

}  // namespace

MemberFields tidied(MemberFields fields) {
  for (auto* field : {&fields.family_name, &fields.given_name, &fields.kana, &fields.former_name, &fields.display_name, &fields.email,
                      &fields.site, &fields.department, &fields.region, &fields.introduced_by}) {
    tidy(*field);
  }
  if (is_valid_utf8(fields.kana)) fields.kana = wide_kana(fields.kana);
  if (is_valid_utf8(fields.email)) fields.email = text::trim(narrow_ascii(fields.email));
  if (is_valid_utf8(fields.note)) fields.note = with_plain_breaks(fields.note);
  std::vector<std::string> aliases;
  for (auto& alias : fields.aliases) {
    tidy(alias);
    if (!alias.empty() && std::ranges::find(aliases, alias) == aliases.end()) aliases.push_back(std::move(alias));
  }
  fields.aliases = std::move(aliases);
  return fields;
}

NameKeys keys_of(const MemberFields& fields) {
  return {.name = text::fold(fields.family_name + fields.given_name),
          .kana = text::fold(fields.kana),
          .former = fields.former_name.empty() ? std::string() : text::fold(fields.former_name + fields.given_name),
          .email = lower_case(narrow_ascii(fields.email))};
}

std::string search_text(const MemberFields& fields) {
  std::string all;
  add_folded(all, fields.family_name + fields.given_name);
  add_folded(all, fields.kana);
  if (!fields.former_name.empty()) add_folded(all, fields.former_name + fields.given_name);
  add_folded(all, fields.display_name);
  for (const auto& alias : fields.aliases) add_folded(all, alias);
  add_folded(all, fields.email);
  add_folded(all, fields.site);
  add_folded(all, fields.department);
  return all;
}

}  // namespace uke::server::roster
