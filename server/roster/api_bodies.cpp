#include "server/roster/api_bodies.h"

#include "server/roster/rules_characters.h"
#include "server/roster/search.h"
#include "shared/base/utf8.h"

#include <charconv>

namespace uke::server::roster {
namespace {

constexpr std::int64_t kTextSearched = 200;  // characters

std::unexpected<Error> wrong(std::string_view field, std::string_view what) {
  return fail(ErrorCode::invalid, "roster.query", std::string(field) + ": " + std::string(what));
}

template <DescribedEnum E>
Status read_word(const web::Req& req, std::string_view name, std::optional<E>& value) {
  const auto text = req.query(name);
  if (!text || text->empty()) return {};
  value = enum_value<E>(*text);
  return value ? Status{} : wrong(name, "is not one of those there are");
}
Status read_number(const web::Req& req, std::string_view name, std::optional<std::int64_t>& value) {
  const auto text = req.query(name);
  if (!text || text->empty()) return {};
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size()) return wrong(name, "is not a number");
  value = number;
  return {};
}
Status read_text(const web::Req& req, std::string_view name, std::optional<std::string>& value) {
  auto text = req.query(name);
  if (!text || text->empty()) return {};
  if (!is_valid_utf8(*text) || text->find('\0') != text->npos) return wrong(name, "is not text");
  value = std::move(*text);
  return {};
}

}  // namespace

MemberBody body_of(Member member) {
  MemberBody body{.id = member.id,
                  .state = member.state,
                  .fields = std::move(member.fields),
                  .origin = member.origin,
                  .sponsor = member.sponsor,
                  .approved_by = {},
                  .approved_ms = {},
                  .was = member.was,
                  .merged_into = member.merged_into,
                  .created_ms = member.created_ms,
                  .changed_ms = member.changed_ms,
                  .version = member.version};
  if (!member.approved_by.empty()) {
    body.approved_by = std::move(member.approved_by);
    body.approved_ms = member.approved_ms;
  }
  return body;
}

Result<MemberQuery> query_of(const SearchBody& body) {
  MemberQuery query;
  query.text = body.text.value_or("");
  if (count_characters(query.text) > kTextSearched) return wrong("text", "has more than 200 characters");
  query.state = body.state;
  if (body.row && !(query.row = row_of(*body.row))) return wrong("row", "is no row of the index");
  query.region = body.region.value_or("");
  query.site = body.site.value_or("");
  query.employment = body.employment;
  query.occupation = body.occupation;
  query.age_decade = body.age_decade;
  if (query.age_decade && (*query.age_decade < 0 || *query.age_decade > kDecadeLast || *query.age_decade % 10 != 0)) {
    return wrong("age_decade", "is not one of 0, 10 … 100");
  }
  query.mail = static_cast<MemberQuery::Mail>(body.mail.value_or(MailFilter::any));
  if (body.limit && (*body.limit < 1 || *body.limit > kListMost)) return wrong("limit", "is not between 1 and 100");
  return query;
}

Result<SearchBody> search_in(const web::Req& req) {
  SearchBody body;
  TRYV(read_word(req, "state", body.state));
  TRYV(read_text(req, "row", body.row));
  TRYV(read_text(req, "region", body.region));
  TRYV(read_text(req, "site", body.site));
  TRYV(read_word(req, "employment", body.employment));
  TRYV(read_word(req, "occupation", body.occupation));
  TRYV(read_number(req, "age_decade", body.age_decade));
  TRYV(read_word(req, "mail", body.mail));
  TRYV(read_text(req, "after", body.after));
  TRYV(read_number(req, "limit", body.limit));
  return body;
}

}  // namespace uke::server::roster
