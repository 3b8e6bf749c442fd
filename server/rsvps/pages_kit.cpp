#include "server/rsvps/pages_kit.h"

#include "server/events/page_kit.h"
#include "server/events/service.h"
#include "server/roster/rules_characters.h"
#include "shared/text/text.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace uke::server::rsvps {
namespace {

constexpr std::size_t kFilterBytesMax = 100;

std::string value_of(const web::Req& req, std::string_view name) {
  auto value = req.http.method == web::Method::post ? std::string(req.form.text(name)) : req.query(name).value_or("");
  const bool is_good = value.size() <= kFilterBytesMax && text::is_valid_utf8(value) && value.find('\0') == value.npos;
  return is_good ? value : std::string();
}

}  // namespace

std::string path_of(AttendeeId id) { return "/rsvps/" + id.to_string(); }
std::string list_path(EditionId id) { return "/editions/" + id.to_string() + "/rsvps"; }
bool may(const web::Req& req, unsigned access) { return (req.actor.access & access) != 0; }
bool is_admin(const web::Req& req) { return may(req, web::kAdmin); }

std::optional<std::int64_t> whole_number(std::string_view typed) {
  const auto narrow = roster::narrow_ascii(typed);
  const auto digits = text::trim(narrow);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) return std::nullopt;
  return number;
}

Result<Place> place_of(storage::ReadTx& tx, const web::Actor& actor, EditionId id) {
  Place place;
  TRY(place.edition, events::get_edition(tx, actor, id));
  TRY(place.event, events::get_event(tx, actor, place.edition.event));
  return place;
}

std::string name_of(const Messages& messages, const Place& place) {
  return events::name_of(messages, place.event) + " " + events::name_of(messages, place.edition);
}

Asked asked_of(const web::Req& req) {
  Asked asked;
  if (req.http.method == web::Method::post) {
    const auto text = text::trim(req.form.text("q"));
    asked.too_long = roster::count_characters(text) > kSearchMax;
    if (!asked.too_long) asked.query.text = text;
  }
  auto& query = asked.query;
  query.state = enum_value<desk::RsvpState>(value_of(req, "state"));
  query.mode = enum_value<desk::Mode>(value_of(req, "mode"));
  query.money = enum_value<ListQuery::Money>(value_of(req, "money")).value_or(ListQuery::Money::any);
  query.only = enum_value<ListQuery::Only>(value_of(req, "only")).value_or(ListQuery::Only::all);
  asked.after = value_of(req, "after");
  asked.from = std::max<std::int64_t>(whole_number(value_of(req, "from")).value_or(1), 1);
  return asked;
}

FilterWords filters_of(const ListQuery& query) {
  FilterWords filters;
  if (query.state) filters.emplace_back("state", enum_name(*query.state));
  if (query.mode) filters.emplace_back("mode", enum_name(*query.mode));
  if (query.money != ListQuery::Money::any) filters.emplace_back("money", enum_name(query.money));
  if (query.only != ListQuery::Only::all) filters.emplace_back("only", enum_name(query.only));
  return filters;
}

std::string query_text(const FilterWords& filters) {
  std::string text;
  for (const auto& [name, value] : filters) text += (text.empty() ? "?" : "&") + name + "=" + value;
  return text;
}

bool asks_anything(const ListQuery& query) { return !query.text.empty() || !filters_of(query).empty(); }

web::Routes page_routes(render::PagesPtr pages, std::shared_ptr<const roster::ExportFiles> files, const tickets::Site& site) {
  const auto needs = std::make_shared<const PageNeeds>(PageNeeds{std::move(pages), std::move(files), site});
  web::Routes routes;
  for (auto part : {list_page_routes(needs), new_page_routes(needs), export_page_routes(needs), answer_page_routes(needs),
                    step_page_routes(needs), edit_page_routes(needs)}) {
    routes.insert(routes.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  return routes;
}

}  // namespace uke::server::rsvps
