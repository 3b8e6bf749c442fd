#include "tests/sim/evening/server.h"

#include "server/desk/api.h"
#include "server/desk/live.h"
#include "server/desk/pairing.h"
#include "server/desk/store.h"
#include "server/events/service.h"
#include "server/rsvps/service.h"
#include "server/storage/migrations.h"
#include "server/web/answers.h"
#include "server/web/gzip.h"
#include "tests/sim/evening/must.h"

#include <algorithm>

namespace uke::sim {

namespace web = server::web;

namespace {

constexpr std::int64_t kStart = test::MachineClock::kStart;
constexpr std::int64_t kHour = 3'600'000;

web::Actor an_admin() { return {.access = web::kAdmin, .id = "admin", .name = "幹事", .scope = "", .token_state = "active"}; }

Result<HttpAnswer> to_answer(const Result<web::Response>& response) {
  const auto& given = response ? *response : web::problem_of(response.error());
  return HttpAnswer{.status = given.status, .body = std::string(given.bytes())};
}

server::http::Request request_of(const HttpCall& call) {
  server::http::Request request;
  request.method = call.method == HttpCall::Method::post ? server::http::Method::post : server::http::Method::get;
  const auto path = call.url.substr(call.url.find("/api/"));
  const auto mark = path.find('?');
  request.path = path.substr(0, mark);
  if (mark != std::string::npos) request.query = path.substr(mark + 1);
  request.body = call.packing == HttpCall::Body::gzip ? must(server::web::gunzip(call.body, wire::kBatchBytesInflated)) : call.body;
  request.remote = "127.0.0.1";
  return request;
}

template <class Handler>
const Handler& handler_of(const web::Routes& routes, std::string_view pattern) {
  const auto found = std::ranges::find_if(
      routes, [&](const web::Route& route) { return route.pattern == pattern && std::holds_alternative<Handler>(route.handler); });
  require(found != routes.end(), "the server has no route " + std::string(pattern));
  return std::get<Handler>(found->handler);
}

}  // namespace

template <class Body>
auto Server::write(Body body) {
  return connection_->write([&](storage::WriteTx& tx) {
    server::storage::WriteTx feeding(tx);
    return body(feeding);
  });
}

Server::Server(test::Timeline& timeline, std::filesystem::path folder, std::uint64_t seed)
    : timeline_(timeline), folder_(std::move(folder)), clock_(timeline, "server"), random_(seed) {
  std::filesystem::create_directories(folder_);
  open();
  prepare();
}

void Server::open() {
  routes_ = server::desk::routes({.url = "https://uketsuke.example"});
  connection_.emplace(must(storage::Connection::open({.file = folder_ / "server.db", .clock = &clock_, .random = &random_})));
  must(storage::migrate(*connection_, server::storage::migrations()));
}

void Server::prepare() {
  const auto made = must(write([&](server::storage::WriteTx& tx) {
    return server::events::create_event(tx, an_admin(),
                                        {.name = "創立記念パーティー", .name_en = "Anniversary", .date_ms = kStart, .zone = "Asia/Tokyo"});
  }));
  event_ = made.id;
  server::events::EditionFields fields;
  fields.name = "東京会場";
  fields.zone = "Asia/Tokyo";
  fields.doors_open_ms = kStart - 200'000 * kHour;  // clocks of kiosks jump by years: the doors are not what is tested here
  fields.starts_ms = kStart;
  fields.doors_close_ms = kStart + 200'000 * kHour;
  fields.ends_ms = fields.doors_close_ms;
  edition_ = must(write([&](server::storage::WriteTx& tx) { return server::events::create_edition(tx, an_admin(), event_, fields); })).id;
}

wire::PairAnswer Server::pair() {
  const auto code = must(write([&](server::storage::WriteTx& tx) {
    return server::desk::create_pairing_code(tx, an_admin(), edition_, "https://uketsuke.example",
                                             server::desk::NewPin{.pin = "1234", .hash = "hash"});
  }));
  const auto nonce = std::string(16, static_cast<char>('a' + kiosks_.size()));
  auto paired =
      must(write([&](server::storage::WriteTx& tx) { return server::desk::redeem(tx, {.code = code.code, .nonce = nonce, .name = {}}); }));
  kiosks_.push_back(paired.answer);
  return paired.answer;
}

Guest Server::add_guest(int number) {
  server::rsvps::RsvpFields fields;
  fields.family_name = "客" + std::to_string(number);
  fields.given_name = "花子";
  fields.kana = "きゃく はなこ";
  fields.fee = Yen{0};
  Guest guest;
  must(write([&](server::storage::WriteTx& tx) -> Status {
    TRY(const auto rsvp, server::rsvps::create_rsvp(tx, an_admin(), edition_, fields));
    TRY(guest.ticket, server::rsvps::ticket_text_of(tx, rsvp.attendee, "uketsuke.example"));
    guest.id = rsvp.attendee.id;
    return {};
  }));
  look_again();
  return guest;
}

web::Actor Server::actor_of(const HttpCall& call) {
  const auto kiosk = std::ranges::find(kiosks_, call.bearer, &wire::PairAnswer::token);
  require(kiosk != kiosks_.end(), "a kiosk with an unknown token");
  return {
      .access = web::kKiosk, .id = kiosk->kiosk.to_string(), .name = kiosk->name, .scope = edition_.to_string(), .token_state = "active"};
}

void Server::handle(const HttpCall& call, std::function<void(Result<HttpAnswer>)> done) {
  if (call.method == HttpCall::Method::post) {
    done(upload(call));
    return look_again();
  }
  const bool waits = call.url.find("wait=") != std::string::npos;
  const auto turn = waits ? web::Turn::again : web::Turn::last;
  if (auto answer = poll(call, turn)) return done(std::move(*answer));
  const Millis until = timeline_.now() + Millis{25'000};
  polls_.push_back({.call = call, .until = until, .done = std::move(done)});
  timeline_.at(until, [this] { look_again(); });
}

Result<HttpAnswer> Server::upload(const HttpCall& call) {
  const auto request = request_of(call);
  const auto handler = handler_of<web::PreparedWrite>(routes_, "/api/v1/desk-records")(request);
  const auto actor = actor_of(call);
  const web::Form form;
  const web::Req req{.http = request, .actor = actor, .form = form, .path = {}};
  return to_answer(write([&](server::storage::WriteTx& tx) { return handler(req, tx); }));
}

std::optional<Result<HttpAnswer>> Server::poll(const HttpCall& call, web::Turn turn) {
  const auto& watch = handler_of<web::Watch>(routes_, "/api/v1/desk-changes");
  const auto request = request_of(call);
  const auto actor = actor_of(call);
  const web::Form form;
  const web::Req req{.http = request, .actor = actor, .form = form, .path = {}};
  auto answer = connection_->read([&](storage::ReadTx& tx) { return watch.poll(req, tx, turn); });
  if (!answer) return to_answer(std::unexpected(answer.error()));
  if (!*answer) return std::nullopt;
  return to_answer(std::move(**answer));
}

void Server::look_again() {
  auto waiting = std::exchange(polls_, {});
  for (auto& one : waiting) {
    const auto turn = timeline_.now() >= one.until ? web::Turn::last : web::Turn::again;
    if (auto answer = poll(one.call, turn)) {
      one.done(std::move(*answer));
    } else {
      polls_.push_back(std::move(one));
    }
  }
}

void Server::back_up() {
  connection_.reset();
  std::filesystem::copy_file(folder_ / "server.db", folder_ / "backup.db", std::filesystem::copy_options::overwrite_existing);
  open();
}

void Server::restore() {
  connection_.reset();
  polls_.clear();
  for (const auto* name : {"server.db", "server.db-wal", "server.db-shm"}) std::filesystem::remove(folder_ / name);
  std::filesystem::copy_file(folder_ / "backup.db", folder_ / "server.db");
  open();
}

std::vector<desk::DeskRecord> Server::records() {
  std::vector<desk::DeskRecord> records;
  must(connection_->read([&](storage::ReadTx& tx) {
    return server::desk::each_record_after(tx, event_, 0, 1'000'000, [&](server::desk::StoredRecord&& row) -> Status {
      TRY(auto record, server::desk::to_desk_record(std::move(row)));
      records.push_back(std::move(record));
      return {};
    });
  }));
  return records;
}

desk::Headcount Server::headcount() {
  server::desk::LiveDesk live;  // counts from nothing, as after a start
  return must(connection_->read([&](storage::ReadTx& tx) { return live.headcount(tx, event_, edition_); }));
}

std::vector<desk::Conflict> Server::conflicts() {
  server::desk::LiveDesk live;
  return must(connection_->read([&](storage::ReadTx& tx) { return live.conflicts(tx, event_); }));
}

std::string Server::why_parked() {
  std::string reasons;
  for (const auto& row : must(connection_->read([&](storage::ReadTx& tx) { return server::desk::list_parked(tx); }))) {
    reasons += row.reason + "; ";
  }
  return reasons;
}

}  // namespace uke::sim
