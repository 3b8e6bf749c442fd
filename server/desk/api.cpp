#include "server/desk/api.h"

#include "server/accounts/service.h"
#include "server/desk/feed.h"
#include "server/desk/service.h"
#include "server/desk/upload.h"
#include "server/desk/web_api.h"
#include "server/events/service.h"
#include "server/storage/changes.h"
#include "server/web/gzip.h"
#include "server/web/rest.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace uke::server::desk {
namespace {

constexpr std::int64_t kChangesAtOnce = 1000;
constexpr std::int64_t kWaitSecondsMax = 30;

// What the handlers share.
struct Room {
  tickets::Site site;
  std::shared_ptr<LiveDesk> live;
  Snapshots snapshots;
};
using RoomPtr = std::shared_ptr<Room>;

struct PairingCodeFields {
  std::optional<std::string> pin;
};
BOOST_DESCRIBE_STRUCT(PairingCodeFields, (), (pin))
struct ConflictList {
  std::vector<Conflict> items;
};
BOOST_DESCRIBE_STRUCT(ConflictList, (), (items))
struct KioskList {
  std::vector<KioskState> items;
};
BOOST_DESCRIBE_STRUCT(KioskList, (), (items))
struct ParkedList {
  std::vector<ParkedRow> items;
};
BOOST_DESCRIBE_STRUCT(ParkedList, (), (items))
struct Revocation {
  accounts::TokenState state = accounts::TokenState::stolen;
};
BOOST_DESCRIBE_STRUCT(Revocation, (), (state))
struct Revoked {
  KioskId id;
  accounts::TokenState state = accounts::TokenState::stolen;
};
BOOST_DESCRIBE_STRUCT(Revoked, (), (id, state))

Result<web::Response> pair(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto request, web::body_of<wire::PairRequest>(req));
  TRY(const auto paired, redeem(tx, request));
  switch (paired.fault) {
    case PairFault::code_unknown: return web::problem(404, wire::kProblemCodeUnknown, "The pairing code is wrong or too old");
    case PairFault::code_used: return web::problem(409, wire::kProblemCodeUsed, "The pairing code was used by another kiosk");
    case PairFault::none: break;
  }
  return web::json_answer(paired.answer);
}

Result<std::variant<web::Response, web::Mutation>> create_code(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  PairingCodeFields fields;
  if (!req.http.body.empty()) {
    TRY(fields, web::body_of<PairingCodeFields>(req));
  }
  TRYV(events::event_of(tx, edition));
  TRY(auto pin, prepare_pin(tx, edition, fields.pin));
  return web::Mutation([actor = req.actor, edition, pin = std::move(pin),
                        url = tickets::url_of(room->site, req.http.header("host"))](storage::WriteTx& write) -> Result<web::Response> {
    TRY(const auto code, create_pairing_code(write, actor, edition, url, pin));
    return web::json_answer(code, 201);
  });
}

// More than a batch's records are only counted, not read: take_upload refuses them.
Result<std::vector<Delivered>> records_of(const http::Request& request) {
  TRY(auto body, json::parse<wire::UploadRequest>(request.body));
  body.records.resize(std::min(body.records.size(), wire::kRecordsPerBatch + 1));
  return read_delivered(std::move(body));
}

web::Write upload(const RoomPtr& room, const http::Request& request) {
  return [room, records = records_of(request)](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    if (!records) return std::unexpected(records.error());
    TRY(const auto answer, take_upload(tx, req.actor, *records));
    room->live->note_contact(req.actor.id, answer.server_time_ms);
    return web::json_answer(answer);
  };
}

web::Response revoked_answer(const web::Actor& actor) {
  wire::Problem more;
  more.kiosk = actor.id;
  return web::problem(403, wire::kProblemKioskRevoked, "This kiosk was revoked", more);
}

// ?name=N, clamped to [least, most].
Result<std::int64_t> number_query(const web::Req& req, std::string_view name, std::int64_t fallback, std::int64_t least,
                                  std::int64_t most) {
  const auto text = req.query(name);
  if (!text) return fallback;
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{} || stop != text->data() + text->size()) {
    return fail(ErrorCode::invalid, "desk.number_query", std::string(name) + ": must be a whole number");
  }
  return std::clamp(number, least, most);
}

Result<std::optional<web::Response>> poll_changes(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx, web::Turn turn) {
  room->live->note_contact(req.actor.id, to_ms(tx.now()));
  if (req.actor.token_state != enum_name(accounts::TokenState::active)) return revoked_answer(req.actor);
  FeedQuery query;
  TRY(query.kiosk, KioskId::parse(req.actor.id));
  TRY(query.edition, EditionId::parse(req.actor.scope));
  TRY(query.event, events::event_of(tx, query.edition));
  TRY(query.limit, number_query(req, "limit", kChangesAtOnce, 1, kChangesAtOnce));
  TRY(const auto wait, number_query(req, "wait", 0, 0, kWaitSecondsMax));
  query.after = req.query("after").value_or("");
  if (query.after.empty() && !req.query("limit")) {
    const bool gzip = web::accepts_gzip(req.http.header("accept-encoding"));
    web::Response response;
    response.header("content-type", "application/json").header("vary", "accept-encoding");
    if (gzip) response.header("content-encoding", "gzip");
    TRY(response.body, room->snapshots.whole(tx, query, gzip ? Snapshots::Packing::gzip : Snapshots::Packing::plain));
    return response;
  }
  auto answer = changes_since(tx, query);
  if (!answer && answer.error().code == ErrorCode::conflict) {
    return web::problem(409, wire::kProblemHistoryChanged, "The server's history changed: download again from the beginning");
  }
  if (!answer) return std::unexpected(answer.error());
  const bool nothing_new = answer->to == answer->from;
  if (nothing_new && wait > 0 && turn == web::Turn::again) return std::nullopt;
  return web::json_answer(*answer);
}

std::string changes_topic(const web::Req& req, storage::ReadTx& tx) {
  const auto edition = EditionId::parse(req.actor.scope);
  const auto event = edition ? events::event_of(tx, *edition) : Result<EventId>(std::unexpected(edition.error()));
  return event ? storage::feed_topic(*event) : std::string();
}

Millis changes_wait(const web::Req& req) { return std::chrono::seconds(number_query(req, "wait", 0, 0, kWaitSecondsMax).value_or(0)); }

Result<web::Response> headcount(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx) {
  if (req.actor.access == web::kKiosk && req.actor.token_state != enum_name(accounts::TokenState::active)) return revoked_answer(req.actor);
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto counted, get_headcount(tx, req.actor, *room->live, edition));
  return web::json_answer(counted);
}

Result<web::Response> conflicts(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(auto found, get_conflicts(tx, req.actor, *room->live, edition));
  return web::json_answer(ConflictList{std::move(found)});
}

// On a worker: the fold may only ever see committed rows.
Result<std::variant<web::Response, web::Mutation>> resolve(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto decision, web::body_of<ConflictDecision>(req));
  TRY(auto resolution, prepare_resolution(tx, req.actor, *room->live, edition, req.at("conflict"), decision));
  return web::Mutation([actor = req.actor, resolution = std::move(resolution)](storage::WriteTx& write) -> Result<web::Response> {
    TRY(const auto record, write_resolution(write, actor, resolution));
    return web::json_answer(record, 201);
  });
}

Result<web::Response> kiosks(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(auto states, get_kiosk_states(tx, req.actor, *room->live, edition));
  return web::json_answer(KioskList{std::move(states)});
}

Result<web::Response> revoke(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto kiosk, web::path_value<KioskId>(req, "kiosk"));
  TRY(const auto revocation, web::body_of<Revocation>(req));
  TRY(const auto row, revoke_kiosk(tx, req.actor, kiosk, revocation.state));
  return web::json_answer(Revoked{row.id, row.state});
}

Result<web::Response> parked(const web::Req& req, storage::ReadTx& tx) {
  TRYV(accounts::require(req.actor, web::kOrganizers));
  TRY(auto rows, list_parked(tx));
  return web::json_answer(ParkedList{std::move(rows)});
}

}  // namespace

web::Routes routes(const tickets::Site& site, std::shared_ptr<LiveDesk> live) {
  using enum web::Method;
  auto room = std::make_shared<Room>();
  room->site = site;
  room->live = std::move(live);
  const auto with_room = [room](auto handler) { return [room, handler](const web::Req& req, auto& tx) { return handler(room, req, tx); }; };
  const web::Watch watch{
      .topic = changes_topic, .wait = changes_wait, .poll = [room](const web::Req& req, storage::ReadTx& tx, web::Turn turn) {
        return poll_changes(room, req, tx, turn);
      }};
  auto all = web_desk_routes();
  web::Routes own = {
      {.method = post, .pattern = "/api/v1/pair", .access = web::kOpen, .handler = web::Write(pair)},
      {.method = post,
       .pattern = "/api/v1/editions/{edition}/pairing-codes",
       .access = web::kAdmin,
       .handler = web::Work(with_room(create_code))},
      {.method = post,
       .pattern = "/api/v1/desk-records",
       .access = web::kKiosk,
       .handler = web::PreparedWrite([room](const http::Request& request) { return upload(room, request); }),
       .body_bytes_max = wire::kBatchBytesOnWire,
       .inflated_bytes_max = wire::kBatchBytesInflated},
      {.method = get, .pattern = "/api/v1/desk-changes", .access = web::kKiosk, .handler = watch},
      {.method = get,
       .pattern = "/api/v1/editions/{edition}/headcount",
       .access = static_cast<web::Access>(web::kOrganizers | web::kKiosk),
       .handler = web::Read(with_room(headcount))},
      {.method = get,
       .pattern = "/api/v1/editions/{edition}/conflicts",
       .access = web::kOrganizers,
       .handler = web::Read(with_room(conflicts))},
      {.method = post,
       .pattern = "/api/v1/editions/{edition}/conflicts/{conflict}/resolve",
       .access = static_cast<web::Access>(web::kAdmin | web::kReception),
       .handler = web::Work(with_room(resolve))},
      {.method = get, .pattern = "/api/v1/editions/{edition}/kiosks", .access = web::kOrganizers, .handler = web::Read(with_room(kiosks))},
      {.method = post, .pattern = "/api/v1/kiosks/{kiosk}/revoke", .access = web::kAdmin, .handler = web::Write(revoke)},
      {.method = get, .pattern = "/api/v1/parked-records", .access = web::kOrganizers, .handler = web::Read(parked)},
  };
  all.insert(all.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  return all;
}

}  // namespace uke::server::desk
