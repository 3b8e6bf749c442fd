#include "server/roster/pages_kit.h"

#include "server/roster/rules_characters.h"
#include "shared/text/text.h"

#include <algorithm>
#include <charconv>

namespace uke::server::roster {
namespace {

constexpr std::size_t kFilterBytesMax = 400;  // kTextMax characters

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return {};
  return number;
}

std::string value_of(const web::Req& req, std::string_view name) {
  auto value = req.http.method == web::Method::post ? std::string(req.form.text(name)) : req.query(name).value_or("");
  const bool is_good = value.size() <= kFilterBytesMax && is_valid_utf8(value) && value.find('\0') == value.npos;
  return is_good ? value : std::string();
}

void ask_for_text(Asked& asked, std::string_view typed) {
  const auto text = text::trim(typed);
  asked.too_long = count_characters(text) > kSearchMax;
  if (!asked.too_long) asked.query.text = text;
}

}  // namespace

std::string path_of(MemberId id) { return "/members/" + id.to_string(); }

bool is_admin(const web::Req& req) { return (req.actor.access & web::kAdmin) != 0; }

Asked asked_of(const web::Req& req) {
  Asked asked;
  if (req.http.method == web::Method::post) ask_for_text(asked, req.form.text("q"));
  auto& query = asked.query;
  query.state = enum_value<MemberState>(value_of(req, "state"));
  query.row = row_of(value_of(req, "row"));
  query.region = value_of(req, "region");
  query.site = value_of(req, "site");
  query.employment = enum_value<Employment>(value_of(req, "employment"));
  query.occupation = enum_value<Occupation>(value_of(req, "occupation"));
  const auto decade = number_of(value_of(req, "age_decade"));
  if (decade && *decade >= 0 && *decade <= kDecadeLast && *decade % 10 == 0) query.age_decade = decade;
  const auto mail = value_of(req, "mail");
  if (mail == "with") query.mail = MemberQuery::Mail::with;
  if (mail == "without") query.mail = MemberQuery::Mail::without;
  asked.after = value_of(req, "after");
  asked.from = std::max<std::int64_t>(number_of(value_of(req, "from")).value_or(1), 1);
  return asked;
}

}  // namespace uke::server::roster
