#include "server/applications/rules.h"

#include "server/roster/rules_characters.h"
#include "shared/text/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace uke::server::applications {
namespace {

bool ends_with_domain(std::string_view domain, std::string_view of) {
  if (domain == of) return true;
  return domain.size() > of.size() && domain.ends_with(of) && domain[domain.size() - of.size() - 1] == '.';
}

}  // namespace

ApplicationFields tidied(ApplicationFields fields) {
  auto member = roster::tidied(member_fields(fields));
  fields.family_name = std::move(member.family_name);
  fields.given_name = std::move(member.given_name);
  fields.kana = std::move(member.kana);
  fields.former_name = std::move(member.former_name);
  fields.email = std::move(member.email);
  fields.site = std::move(member.site);
  fields.department = std::move(member.department);
  fields.introduced_by = std::move(member.introduced_by);
  fields.display_name = std::move(member.display_name);
  std::erase(fields.message, '\r');
  std::ranges::replace(fields.message, '\t', ' ');
  fields.message = std::string(text::trim(fields.message));
  return fields;
}

web::Faults check(const ApplicationFields& fields) {
  auto faults = roster::check(member_fields(fields));
  const auto add = [&](std::string_view field, web::What what, std::int64_t limit = 0) {
    const bool known = std::ranges::any_of(faults, [&](const web::Fault& fault) { return fault.field == field; });
    if (!known) faults.push_back({std::string(field), what, limit});
  };
  if (fields.family_name.empty() && fields.given_name.empty()) add("family_name", web::What::required);
  if (fields.kana.empty()) add("kana", web::What::required);
  if (const auto fault = check_text("message", fields.message, kMessageMax)) faults.push_back(*fault);
  return faults;
}

roster::MemberFields member_fields(const ApplicationFields& fields) {
  roster::MemberFields member;
  member.family_name = fields.family_name;
  member.given_name = fields.given_name;
  member.kana = fields.kana;
  member.former_name = fields.former_name;
  member.display_name = fields.display_name;
  member.email = fields.email;
  member.site = fields.site;
  member.department = fields.department;
  member.joined_year = fields.joined_year;
  member.employment = fields.employment;
  member.introduced_by = fields.introduced_by;
  return member;
}

roster::MemberFields filled_in(roster::MemberFields known, const ApplicationFields& fields) {
  const auto fill = [](std::string& here, const std::string& from) {
    if (here.empty()) here = from;
  };
  if (known.family_name.empty() && known.given_name.empty()) {
    known.family_name = fields.family_name;
    known.given_name = fields.given_name;
  }
  fill(known.kana, fields.kana);
  fill(known.former_name, fields.former_name);
  fill(known.email, fields.email);
  fill(known.site, fields.site);
  fill(known.department, fields.department);
  fill(known.introduced_by, fields.introduced_by);
  if (known.joined_year == 0) known.joined_year = fields.joined_year;
  if (known.employment == roster::Employment::unknown) known.employment = fields.employment;
  const auto& shown = fields.display_name;
  if (known.display_name.empty()) {
    known.display_name = shown;
  } else if (!shown.empty() && shown != known.display_name && known.aliases.size() < roster::kAliasesMax &&
             std::ranges::find(known.aliases, shown) == known.aliases.end()) {
    known.aliases.push_back(shown);
  }
  return known;
}

bool may_not_arrive(std::string_view email) {
  static constexpr std::array<std::string_view, 8> kCarriers = {"docomo.ne.jp",   "ezweb.ne.jp",  "au.com",      "softbank.ne.jp",
                                                                "vodafone.ne.jp", "disney.ne.jp", "willcom.com", "ymobile.ne.jp"};
  const auto at = email.find('@');
  if (at == std::string_view::npos) return false;
  const auto domain = email.substr(at + 1);
  if (!std::ranges::any_of(kCarriers, [&](std::string_view carrier) { return ends_with_domain(domain, carrier); })) return false;
  const auto local = email.substr(0, at);
  return local.find("..") != std::string_view::npos || local.starts_with('.') || local.ends_with('.');
}

std::optional<web::Fault> check_text(std::string_view field, std::string_view text, std::int64_t characters_max) {
  const auto is_wrong = [](char32_t c) { return roster::is_control(c) && c != U'\n'; };
  if (!is_valid_utf8(text) || std::ranges::any_of(roster::characters_of(text), is_wrong)) {
    return web::Fault{std::string(field), web::What::not_text, 0};
  }
  if (roster::count_characters(text) > characters_max) return web::Fault{std::string(field), web::What::too_long, characters_max};
  return std::nullopt;
}

std::optional<std::int64_t> year_of(std::string_view text) {
  struct Era {
    std::string_view name;
    std::int64_t before;  // year 1 of the era is the one after
  };
  static constexpr std::array<Era, 9> kEras = {
      {{"昭和", 1925}, {"平成", 1988}, {"令和", 2018}, {"S", 1925}, {"s", 1925}, {"H", 1988}, {"h", 1988}, {"R", 2018}, {"r", 2018}}};
  const auto narrow = roster::narrow_ascii(text);
  auto rest = text::trim(narrow);
  if (rest.empty()) return 0;
  std::int64_t before = 0;
  for (const auto& era : kEras) {
    if (before != 0 || !rest.starts_with(era.name)) continue;
    before = era.before;
    rest = text::trim(rest.substr(era.name.size()));
  }
  if (rest.starts_with('.')) rest.remove_prefix(1);  // S.63
  if (rest.ends_with("年")) rest = text::trim(rest.substr(0, rest.size() - std::string_view("年").size()));
  if (before != 0 && rest == "元") return before + 1;
  std::int64_t year = 0;
  const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), year);
  if (error != std::errc{} || stop != rest.data() + rest.size() || year < 1 || year > 9999) return std::nullopt;
  return before + year;
}

bool is_open(ApplicationState state) { return state == ApplicationState::received || state == ApplicationState::checking; }

Progress progress_of(ApplicationState state, std::string_view question, std::string_view reply) {
  switch (state) {
    case ApplicationState::received:
    case ApplicationState::checking:
      if (!question.empty() && reply.empty()) return Progress::question;
      return state == ApplicationState::received ? Progress::received : Progress::checking;
    case ApplicationState::approved: return Progress::approved;
    case ApplicationState::declined: return Progress::declined;
    case ApplicationState::withdrawn: return Progress::withdrawn;
  }
  return Progress::received;
}

}  // namespace uke::server::applications
