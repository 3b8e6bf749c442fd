#include "server/events/details_api.h"

#include "server/accounts/once.h"
#include "server/events/details_service.h"
#include "server/events/service.h"
#include "server/web/rest.h"

namespace uke::server::events {
namespace {

struct EventDetailsBody {
  LinkTrust link_trust = LinkTrust::group_link;
  std::string description;
  std::string description_en;
  std::string handover;
};
BOOST_DESCRIBE_STRUCT(EventDetailsBody, (), (link_trust, description, description_en, handover))

struct EditionDetailsBody {
  std::string map_url;
  std::string contact;
  std::int64_t rsvp_closes_ms = 0;
  std::int64_t maybe_until_ms = 0;
  std::int64_t cancel_free_until_ms = 0;
  Yen cancel_fee;
  Yen online_fee;
  std::string online_guide;
  std::int64_t companions_max = 0;
  bool asks_after_party = false;
  std::string after_party;
  std::string caterer;
  Yen food_price;
  std::int64_t food_fixed_ms = 0;
};
BOOST_DESCRIBE_STRUCT(EditionDetailsBody, (),
                      (map_url, contact, rsvp_closes_ms, maybe_until_ms, cancel_free_until_ms, cancel_fee, online_fee, online_guide,
                       companions_max, asks_after_party, after_party, caterer, food_price, food_fixed_ms))

EventDetails details_of(EventDetailsBody body) {
  EventDetails details;
  details.link_trust = body.link_trust;
  details.description = std::move(body.description);
  details.description_en = std::move(body.description_en);
  details.handover = std::move(body.handover);
  return details;
}

EditionDetails details_of(EditionDetailsBody body) {
  EditionDetails details;
  details.map_url = std::move(body.map_url);
  details.contact = std::move(body.contact);
  details.rsvp_closes_ms = body.rsvp_closes_ms;
  details.maybe_until_ms = body.maybe_until_ms;
  details.cancel_free_until_ms = body.cancel_free_until_ms;
  details.cancel_fee = body.cancel_fee;
  details.online_fee = body.online_fee;
  details.online_guide = std::move(body.online_guide);
  details.companions_max = body.companions_max;
  details.asks_after_party = body.asks_after_party;
  details.after_party = std::move(body.after_party);
  details.caterer = std::move(body.caterer);
  details.food_price = body.food_price;
  details.food_fixed_ms = body.food_fixed_ms;
  return details;
}

Result<web::Response> get_event_details(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRYV(get_event(tx, req.actor, id));
  TRY(const auto details, event_details_of(tx, id));
  return web::versioned_answer(details, details.version);
}

Result<web::Response> put_event_details(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(auto body, web::body_of<EventDetailsBody>(req));
  const auto said = details_of(std::move(body));
  if (const auto faults = check(said); !faults.empty()) return web::refuse_fields(in_english(faults));
  TRY(const auto details, change_event_details(tx, req.actor, id, *version, said));
  return web::versioned_answer(details, details.version);
}

Result<web::Response> rotate(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto details, rotate_link(tx, req.actor, id, *version));
  return web::versioned_answer(details, details.version);
}

Result<web::Response> copy(const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto id, web::path_value<EventId>(req, "event"));
    TRY(const auto event, copy_event(tx, req.actor, id));
    return web::versioned_answer(event, event.version, 201);
  });
}

Result<web::Response> get_edition_details(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRYV(get_edition(tx, req.actor, id));
  TRY(const auto details, edition_details_of(tx, id));
  return web::versioned_answer(details, details.version);
}

Result<web::Response> put_edition_details(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(auto body, web::body_of<EditionDetailsBody>(req));
  const auto said = details_of(std::move(body));
  if (const auto faults = check(said); !faults.empty()) return web::refuse_fields(in_english(faults));
  TRY(const auto details, change_edition_details(tx, req.actor, id, *version, said));
  return web::versioned_answer(details, details.version);
}

using Decide = Result<EditionRow> (*)(storage::WriteTx&, const web::Actor&, EditionId, std::int64_t);

web::Write deciding(Decide decide) {
  return [decide](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto id, web::path_value<EditionId>(req, "edition"));
    TRY(const auto version, web::if_match(req));
    if (!version) return web::precondition_required();
    TRY(const auto edition, decide(tx, req.actor, id, *version));
    return web::versioned_answer(edition, edition.version);
  };
}

}  // namespace

web::Routes details_routes() {
  using enum web::Method;
  const std::string event = "/api/v1/events/{event}";
  const std::string edition = "/api/v1/editions/{edition}";
  return {
      {.method = get, .pattern = event + "/details", .access = web::kOrganizers, .handler = web::Read(get_event_details)},
      {.method = put, .pattern = event + "/details", .access = web::kAdmin, .handler = web::Write(put_event_details)},
      {.method = post, .pattern = event + "/link", .access = web::kAdmin, .handler = web::Write(rotate)},
      {.method = post, .pattern = event + "/copies", .access = web::kAdmin, .handler = web::Write(copy)},
      {.method = get, .pattern = edition + "/details", .access = web::kOrganizers, .handler = web::Read(get_edition_details)},
      {.method = put, .pattern = edition + "/details", .access = web::kAdmin, .handler = web::Write(put_edition_details)},
      {.method = put, .pattern = edition + "/cancellation", .access = web::kAdmin, .handler = deciding(cancel_edition)},
      {.method = del, .pattern = edition + "/cancellation", .access = web::kAdmin, .handler = deciding(restore_edition)},
  };
}

}  // namespace uke::server::events
