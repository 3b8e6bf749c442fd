#include "server/rsvps/api.h"

#include "server/accounts/once.h"
#include "server/rsvps/api_view.h"
#include "server/rsvps/service.h"
#include "server/web/rest.h"
#include "shared/assets/assets.h"

#include <memory>

namespace uke::server::rsvps {
namespace {

constexpr std::int64_t kPage = 200;

struct RsvpList {
  std::vector<desk::Attendee> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(RsvpList, (), (items, next))

Result<web::Response> list(const RoomPtr&, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<AttendeeId>(req));
  TRY(auto rows, get_rsvps(tx, req.actor, edition, after, limit + 1));
  RsvpList page;
  if (std::ssize(rows) > limit) {
    rows.pop_back();
    page.next = rows.back().id.to_string();
  }
  for (auto& row : rows) {
    TRY(auto goods, goods_of(tx, row.id));
    page.items.push_back(for_desk(std::move(row), std::move(goods), ""));
  }
  return web::json_answer(page);
}

Result<web::Response> create(const RoomPtr& room, const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
    TRY(const auto fields, web::body_of<RsvpFields>(req));
    if (auto errors = check(fields); !errors.empty()) return web::refuse_fields(std::move(errors));
    TRY(const auto rsvp, create_rsvp(tx, req.actor, edition, fields));
    return rsvp_answer(room, req, tx, rsvp, 201);
  });
}

Result<web::Response> get_one(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  TRY(const auto rsvp, get_rsvp(tx, req.actor, id));
  return rsvp_answer(room, req, tx, rsvp, 200);
}

Result<web::Response> change(const RoomPtr& room, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto fields, web::body_of<RsvpChange>(req));
  if (auto errors = check(fields); !errors.empty()) return web::refuse_fields(std::move(errors));
  TRY(const auto rsvp, change_rsvp(tx, req.actor, id, *version, fields));
  return rsvp_answer(room, req, tx, rsvp, 200);
}

Result<web::Response> get_ticket(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto no, web::path_value<ticket::TicketNo>(req, "no"));
  TRY(const auto rsvp, get_by_ticket(tx, req.actor, no));
  return rsvp_answer(room, req, tx, rsvp, 200);
}

// On a worker: drawing takes tens of milliseconds.
Result<std::variant<web::Response, web::Mutation>> get_picture(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto no, web::path_value<ticket::TicketNo>(req, "no"));
  TRY(const auto rsvp, get_by_ticket(tx, req.actor, no));
  const auto& messages = req.query("lang") == "en" ? room->english : room->japanese;
  TRY(const auto face, ticket_face(tx, rsvp.attendee, tickets::host_of(room->site, req.http.header("host")), messages));
  web::Response response;
  response.header("content-type", "image/png").header("cache-control", "private, no-store");
  TRY(response.body, tickets::ticket_png(face));
  return response;
}

}  // namespace

Result<web::Routes> routes(const tickets::Site& site) {
  using enum web::Method;
  TRY(auto japanese, i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja));
  TRY(auto english, i18n::Messages::load(assets::text("i18n/en.json"), i18n::Language::en));
  const RoomPtr room = std::make_shared<const ApiRoom>(ApiRoom{site, std::move(japanese), std::move(english)});
  const auto with_room = [room](auto handler) { return [room, handler](const web::Req& req, auto& tx) { return handler(room, req, tx); }; };
  const auto kiosks_too = static_cast<web::Access>(web::kOrganizers | web::kKiosk);
  web::Routes routes{
      {.method = get, .pattern = "/api/v1/editions/{edition}/rsvps", .access = web::kOrganizers, .handler = web::Read(with_room(list))},
      {.method = post, .pattern = "/api/v1/editions/{edition}/rsvps", .access = web::kOrganizers, .handler = web::Write(with_room(create))},
      {.method = get, .pattern = "/api/v1/rsvps/{rsvp}", .access = web::kOrganizers, .handler = web::Read(with_room(get_one))},
      {.method = patch, .pattern = "/api/v1/rsvps/{rsvp}", .access = web::kOrganizers, .handler = web::Write(with_room(change))},
      {.method = get, .pattern = "/api/v1/tickets/{no}", .access = kiosks_too, .handler = web::Read(with_room(get_ticket))},
      {.method = get, .pattern = "/api/v1/tickets/{no}/picture", .access = kiosks_too, .handler = web::Work(with_room(get_picture))},
  };
  for (auto& route : decision_routes(room)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace uke::server::rsvps
