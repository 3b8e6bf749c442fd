// What the pages of this room have in common. Internal to this room.
#pragma once

#include "server/attending/pages.h"
#include "server/attending/rules.h"
#include "server/events/details_service.h"
#include "server/rsvps/own.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace uke::server::attending {

using i18n::Messages;
using PagePartsPtr = std::shared_ptr<const PageParts>;
using Outcome = std::variant<web::Response, web::Mutation>;

// The parts of page_routes(), a file each.
[[nodiscard]] web::Routes event_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes answer_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes my_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes my_change_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes my_data_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes ticket_pages(const PagePartsPtr& parts);
[[nodiscard]] web::Routes letter_pages(const PagePartsPtr& parts);

[[nodiscard]] web::Route page_get(std::string pattern, decltype(web::Route::handler) handler, unsigned access = web::kOpen);
[[nodiscard]] web::Route page_post(std::string pattern, decltype(web::Route::handler) handler, unsigned access = web::kOpen);

// An event with its details.
struct Occasion {
  events::EventRow event;
  events::EventDetails details;
};
[[nodiscard]] Result<Occasion> occasion_of(storage::ReadTx& tx, EventId id);
[[nodiscard]] Result<Venue> venue_of(storage::ReadTx& tx, EditionId id);
[[nodiscard]] Result<std::vector<Venue>> venues_of(storage::ReadTx& tx, EventId id);

[[nodiscard]] std::string event_path(const Occasion& occasion);
[[nodiscard]] std::string my_path(const rsvps::Own& own);
// Under "https://…": `path` at this server, as whoever sent the request names it.
[[nodiscard]] std::string full_link(const PageParts& parts, const web::Req& req, std::string_view path);
// "/T/…" of the row's ticket, and what its QR code says.
struct TicketLink {
  std::string path;
  std::string qr_text;
};
[[nodiscard]] Result<TicketLink> ticket_link(const PageParts& parts, const web::Req& req, storage::ReadTx& tx,
                                             const rsvps::AttendeeRow& row);

// 404 in words that help: the address was cut off, or is not valid any more.
enum class Lost : std::uint8_t { event, answer, ticket };
[[nodiscard]] Result<web::Response> not_here(const PageParts& parts, const web::Req& req, Lost what);

// The answers of an event that this browser gave: a cookie with their secrets, at most kMineMax.
inline constexpr std::size_t kMineMax = 3;
[[nodiscard]] std::vector<std::string> mine(const web::Req& req, std::int64_t event_no);
void remember(web::Response& response, const PageParts& parts, const web::Req& req, std::int64_t event_no, const std::string& secret);
void forget(web::Response& response, const PageParts& parts, const web::Req& req, std::int64_t event_no, std::string_view secret);

// A request that lives on until the writer's turn has come.
struct KeptRequest {
  explicit KeptRequest(const web::Req& req) : http(req.http), actor(req.actor), form(req.form), path(req.path) {}
  http::Request http;
  web::Actor actor;
  web::Form form;
  std::map<std::string, std::string, std::less<>> path;
  [[nodiscard]] web::Req req() const { return {http, actor, form, path}; }
};

// The version that a form carries; 0 for what is none.
[[nodiscard]] std::int64_t version_of(const web::Form& form);

}  // namespace uke::server::attending
