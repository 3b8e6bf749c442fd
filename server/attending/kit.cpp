#include "server/attending/kit.h"

#include "server/tickets/site.h"
#include "server/web/page_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace uke::server::attending {
namespace {

constexpr std::int64_t kRememberedSeconds = 400LL * 24 * 3600;  // as long as browsers keep a cookie
constexpr std::size_t kSecretLength = 128;                      // at most

std::string cookie_name(std::int64_t event_no) { return fmt::format("uke_mine_{}", event_no); }

bool looks_like_secret(std::string_view text) {
  const auto fits = [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= kSecretLength && std::ranges::all_of(text, fits);
}

void set_mine(web::Response& response, const PageParts& parts, std::int64_t event_no, const std::vector<std::string>& secrets) {
  std::string value;
  for (const auto& secret : secrets) value += (value.empty() ? "" : ".") + secret;
  response.header("set-cookie", parts.pages->cookie(cookie_name(event_no), value, secrets.empty() ? 0 : kRememberedSeconds));
}

struct LostView {
  std::string text;
  std::vector<std::string> points;
};
BOOST_DESCRIBE_STRUCT(LostView, (), (text, points))

void append(web::Routes& all, web::Routes more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

web::Routes page_routes(const PageParts& parts) {
  const auto shared = std::make_shared<const PageParts>(parts);
  auto routes = event_pages(shared);
  append(routes, answer_pages(shared));
  append(routes, my_pages(shared));
  append(routes, my_change_pages(shared));
  append(routes, my_data_pages(shared));
  append(routes, ticket_pages(shared));
  append(routes, letter_pages(shared));
  return routes;
}

web::Route page_get(std::string pattern, decltype(web::Route::handler) handler, unsigned access) {
  return web::page(web::Method::get, std::move(pattern), access, std::move(handler));
}

web::Route page_post(std::string pattern, decltype(web::Route::handler) handler, unsigned access) {
  return web::page(web::Method::post, std::move(pattern), access, std::move(handler));
}

Result<Occasion> occasion_of(storage::ReadTx& tx, EventId id) {
  TRY(auto event, events::find_event(tx, id));
  if (!event) return fail(ErrorCode::internal, "attending.occasion", "the event is gone");
  Occasion occasion{.event = std::move(*event), .details = {}};
  TRY(occasion.details, events::event_details_of(tx, id));
  return occasion;
}

namespace {

Result<Venue> with_details(storage::ReadTx& tx, events::EditionRow edition) {
  Venue venue{.edition = std::move(edition), .details = {}, .categories = {}, .goods = {}, .programme = {}};
  const auto id = venue.edition.id;
  TRY(venue.details, events::edition_details_of(tx, id));
  TRY(venue.categories, events::fee_categories_of(tx, id));
  TRY(venue.goods, events::goods_items_of(tx, id));
  TRY(venue.programme, events::programme_of(tx, id));
  return venue;
}

}  // namespace

Result<Venue> venue_of(storage::ReadTx& tx, EditionId id) {
  TRY(auto edition, events::edition_of(tx, id));
  return with_details(tx, std::move(edition));
}

Result<std::vector<Venue>> venues_of(storage::ReadTx& tx, EventId id) {
  TRY(auto editions, events::list_editions(tx, id));
  std::vector<Venue> venues;
  for (auto& edition : editions) {
    TRY(auto venue, with_details(tx, std::move(edition)));
    venues.push_back(std::move(venue));
  }
  return venues;
}

std::string event_path(const Occasion& occasion) { return "/e/" + occasion.details.slug; }
std::string my_path(const rsvps::Own& own) { return "/my/" + own.secret; }

std::string full_link(const PageParts& parts, const web::Req& req, std::string_view path) {
  return tickets::url_of({.url = parts.url}, req.http.header("host")).append(path);
}

Result<TicketLink> ticket_link(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const rsvps::AttendeeRow& row) {
  TRY(auto text, rsvps::ticket_text_of(tx, row, tickets::host_of({.url = parts.url}, req.http.header("host"))));
  const auto token = ticket::find_token(text);
  if (!token) return fail(ErrorCode::internal, "attending.ticket_link", "a ticket's text without a token");
  return TicketLink{.path = "/T/" + *token, .qr_text = std::move(text)};
}

Result<web::Response> not_here(const PageParts& parts, const web::Req& req, Lost what) {
  const auto& m = parts.pages->messages(req.http);
  const auto key = "attending.lost." + std::string(what == Lost::event ? "event" : what == Lost::answer ? "answer" : "ticket");
  const LostView view{.text = m.text(key), .points = {m.text("attending.lost.cut"), m.text(key + "_again")}};
  return parts.pages->page(req, {.title = m.text("attending.lost.title"), .home = ""}, "attending/lost", view, 404);
}

std::vector<std::string> mine(const web::Req& req, std::int64_t event_no) {
  std::vector<std::string> secrets;
  auto rest = req.http.cookie(cookie_name(event_no));
  while (!rest.empty() && secrets.size() < kMineMax) {
    const auto one = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    if (looks_like_secret(one)) secrets.emplace_back(one);
  }
  return secrets;
}

void remember(web::Response& response, const PageParts& parts, const web::Req& req, std::int64_t event_no, const std::string& secret) {
  auto secrets = mine(req, event_no);
  std::erase(secrets, secret);
  secrets.insert(secrets.begin(), secret);
  if (secrets.size() > kMineMax) secrets.resize(kMineMax);
  set_mine(response, parts, event_no, secrets);
}

void forget(web::Response& response, const PageParts& parts, const web::Req& req, std::int64_t event_no, std::string_view secret) {
  auto secrets = mine(req, event_no);
  if (std::erase(secrets, secret) > 0) set_mine(response, parts, event_no, secrets);
}

std::int64_t version_of(const web::Form& form) {
  const auto text = form.text("version");
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  return error == std::errc{} && end == text.data() + text.size() ? version : 0;
}

}  // namespace uke::server::attending
