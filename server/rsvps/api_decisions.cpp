// REST of what organizers decide about single answers, and of places.
#include "server/accounts/service.h"
#include "server/events/service.h"
#include "server/rsvps/api_view.h"
#include "server/rsvps/list.h"
#include "server/rsvps/places.h"
#include "server/web/rest.h"

namespace uke::server::rsvps {
namespace {

enum class Person : std::uint8_t { same, different };
BOOST_DESCRIBE_ENUM(Person, same, different)

struct DoubtBody {
  Person person = Person::same;
};
BOOST_DESCRIBE_STRUCT(DoubtBody, (), (person))
struct PromotionBody {
  std::optional<bool> over_capacity;
};
BOOST_DESCRIBE_STRUCT(PromotionBody, (), (over_capacity))
struct PaymentBody {
  bool paid = true;
};
BOOST_DESCRIBE_STRUCT(PaymentBody, (), (paid))

struct LinkView {
  std::string url;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (url))

struct PlacesView {
  std::int64_t capacity = 0;
  std::int64_t occupied = 0;
  std::int64_t waiting = 0;
};
BOOST_DESCRIBE_STRUCT(PlacesView, (), (capacity, occupied, waiting))
struct EditionPlaces {
  PlacesView onsite;
  PlacesView online;
};
BOOST_DESCRIBE_STRUCT(EditionPlaces, (), (onsite, online))

// Which answer, and of which version; 428 without If-Match.
struct Chosen {
  AttendeeId id;
  std::int64_t version = 0;
};
template <class Decide>
Result<web::Response> with_chosen(const web::Req& req, Decide decide) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  return decide(Chosen{id, *version});
}

Result<web::Response> approve(const RoomPtr& room, const web::Req& req, storage::WriteTx& tx) {
  return with_chosen(req, [&](const Chosen& chosen) -> Result<web::Response> {
    TRY(const auto rsvp, approve_held(tx, req.actor, chosen.id, chosen.version));
    return rsvp_answer(room, req, tx, rsvp, 200);
  });
}

Result<web::Response> reject(const RoomPtr& room, const web::Req& req, storage::WriteTx& tx) {
  return with_chosen(req, [&](const Chosen& chosen) -> Result<web::Response> {
    TRY(const auto rsvp, decline_held(tx, req.actor, chosen.id, chosen.version));
    return rsvp_answer(room, req, tx, rsvp, 200);
  });
}

Result<web::Response> settle(const RoomPtr& room, const web::Req& req, storage::WriteTx& tx) {
  return with_chosen(req, [&](const Chosen& chosen) -> Result<web::Response> {
    TRY(const auto body, web::body_of<DoubtBody>(req));
    TRY(const auto rsvp, settle_doubt(tx, req.actor, chosen.id, chosen.version, body.person == Person::same));
    return rsvp_answer(room, req, tx, rsvp, 200);
  });
}

Result<web::Response> give_place(const RoomPtr& room, const web::Req& req, storage::WriteTx& tx) {
  return with_chosen(req, [&](const Chosen& chosen) -> Result<web::Response> {
    TRY(const auto body, web::body_of<PromotionBody>(req));
    TRY(const auto rsvp, promote_one(tx, req.actor, chosen.id, chosen.version, body.over_capacity.value_or(false)));
    return rsvp_answer(room, req, tx, rsvp, 200);
  });
}

Result<web::Response> pay(const RoomPtr& room, const web::Req& req, storage::WriteTx& tx) {
  return with_chosen(req, [&](const Chosen& chosen) -> Result<web::Response> {
    TRY(const auto body, web::body_of<PaymentBody>(req));
    TRY(const auto rsvp, mark_paid(tx, req.actor, chosen.id, chosen.version, body.paid));
    return rsvp_answer(room, req, tx, rsvp, 200);
  });
}

Result<web::Response> make_link(const RoomPtr& room, const web::Req& req, storage::WriteTx& tx) {
  return with_chosen(req, [&](const Chosen& chosen) -> Result<web::Response> {
    TRY(const auto secret, renew_link(tx, req.actor, chosen.id, chosen.version));
    return web::json_answer(LinkView{tickets::url_of(room->site, req.http.header("host")) + "/my/" + secret});
  });
}

Result<web::Response> get_places(const RoomPtr&, const web::Req& req, storage::ReadTx& tx) {
  TRYV(accounts::require(req.actor, web::kOrganizers));
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto onsite, places_of(tx, edition, desk::Mode::onsite));
  TRY(const auto online, places_of(tx, edition, desk::Mode::online));
  const auto view = [](const Places& places) { return PlacesView{places.capacity, places.occupied, places.waiting}; };
  return web::json_answer(EditionPlaces{.onsite = view(onsite), .online = view(online)});
}

}  // namespace

web::Routes decision_routes(const RoomPtr& room) {
  using enum web::Method;
  const auto with_room = [room](auto handler) { return [room, handler](const web::Req& req, auto& tx) { return handler(room, req, tx); }; };
  const auto money = static_cast<web::Access>(web::kTreasurer | web::kAdmin);
  return {
      {.method = post, .pattern = "/api/v1/rsvps/{rsvp}/approval", .access = web::kAdmin, .handler = web::Write(with_room(approve))},
      {.method = post, .pattern = "/api/v1/rsvps/{rsvp}/rejection", .access = web::kAdmin, .handler = web::Write(with_room(reject))},
      {.method = post, .pattern = "/api/v1/rsvps/{rsvp}/doubt", .access = web::kAdmin, .handler = web::Write(with_room(settle))},
      {.method = post, .pattern = "/api/v1/rsvps/{rsvp}/promotion", .access = web::kAdmin, .handler = web::Write(with_room(give_place))},
      {.method = post, .pattern = "/api/v1/rsvps/{rsvp}/payment", .access = money, .handler = web::Write(with_room(pay))},
      {.method = post, .pattern = "/api/v1/rsvps/{rsvp}/link", .access = web::kAdmin, .handler = web::Write(with_room(make_link))},
      {.method = get,
       .pattern = "/api/v1/editions/{edition}/places",
       .access = web::kOrganizers,
       .handler = web::Read(with_room(get_places))},
  };
}

}  // namespace uke::server::rsvps
