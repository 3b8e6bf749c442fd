#include "server/web/engine.h"

#include "server/http/target.h"
#include "server/web/answers.h"
#include "server/web/call.h"

#include <algorithm>
#include <exception>
#include <typeinfo>

namespace uke::server::web {
namespace {

constexpr Millis kWatchMax{30'000};

// A handler that throws has a defect; it costs its own request and nothing else. what() may hold bound values: it is not logged.
template <class Body>
auto guarded(Body body) -> std::invoke_result_t<Body> {
  try {
    return body();
  } catch (const std::exception& thrown) {
    return fail(ErrorCode::internal, "web.handler", std::string("threw ") + typeid(thrown).name());
  }
}

}  // namespace

Engine::Engine(RouteTable routes, Authenticate authenticate, EngineParts parts)
    : routes_(std::move(routes)), authenticate_(std::move(authenticate)), parts_(std::move(parts)) {}
Engine::~Engine() = default;

std::size_t Engine::body_limit(Method method, const std::string& path) const {
  const auto* route = routes_.find_route(method, path);
  return route ? route->body_bytes_max : 1024;
}

void Engine::handle(http::Request request, http::Responder responder) {
  auto call = std::make_shared<Call>();
  auto match = routes_.find(request.method, request.path);
  call->request = std::move(request);
  call->responder = std::move(responder);
  call->route = match.route;
  if (match.route) {
    call->route_index = match.index;
    call->path = std::move(match.path);
    return begin(std::move(call));
  }
  if (match.allow.empty()) return answer(*call, problem(404, "not-found", "There is no such thing"));
  auto response = problem(405, "method-not-allowed", "Not with this method");
  response.header("allow", match.allow);
  answer(*call, std::move(response));
}

void Engine::begin(CallPtr call) {
  if (call->is_guess() && !parts_.limit->has_guess(call->request.remote)) {
    auto response = problem(429, "too-many-attempts", "Too many attempts, wait a little");
    response.header("retry-after", "10");
    return answer(*call, std::move(response));
  }
  const auto coding = call->request.header("content-encoding");
  if (!coding.empty() && coding != "gzip" && coding != "identity") {
    return answer(*call, fail(ErrorCode::unsupported, "web.unpack", "a body can be gzip or plain"));
  }
  // Small enough to be unpacked or read here: at worst a millisecond, mostly much less than waking a worker.
  constexpr std::size_t kReadAtOnce = 2 * 1024;
  const bool is_read_here = coding == "gzip" || std::holds_alternative<PreparedWrite>(call->route->handler);
  if (!is_read_here && !call->request.body_file) return start_handler(std::move(call));
  if (call->request.body_file || call->request.body.size() > kReadAtOnce) return unpack_on_worker(std::move(call));
  if (auto unpacked = unpack(*call); !unpacked) return answer(*call, std::unexpected(std::move(unpacked.error())));
  start_handler(std::move(call));
}

void Engine::start_handler(CallPtr call) {
  const auto& handler = call->route->handler;
  if (std::holds_alternative<Write>(handler)) return start_write(std::move(call), {});
  if (std::holds_alternative<PreparedWrite>(handler)) return prepare_write(std::move(call));
  if (std::holds_alternative<Read>(handler)) return start_read(std::move(call));
  if (std::holds_alternative<Work>(handler)) return start_work(std::move(call));
  if (std::holds_alternative<Static>(handler)) return answer_static(*call);
  start_watch(std::move(call), Turn::again);
}

void Engine::start_read(CallPtr call) {
  const bool posted = parts_.readers->post([this, call](uke::storage::Connection& connection) {
    answer(*call, connection.read([&](ReadTx& tx) -> Result<Response> {
      TRY(const auto actor, admit(*call, tx));
      return guarded([&] { return std::get<Read>(call->route->handler)(call->req(actor), tx); });
    }));
  });
  if (!posted) answer(*call, fail(ErrorCode::busy, "web.read", "the queue of the readers is full"));
}

void Engine::start_work(CallPtr call) {
  const bool posted = parts_.workers->post([this, call](uke::storage::Connection& connection) {
    using Outcome = std::variant<Response, Mutation>;
    auto outcome = connection.read([&](ReadTx& tx) -> Result<Outcome> {
      TRY(const auto actor, admit(*call, tx));
      return guarded([&] { return std::get<Work>(call->route->handler)(call->req(actor), tx); });
    });
    if (!outcome) return answer(*call, std::unexpected(std::move(outcome.error())));
    if (auto* response = std::get_if<Response>(&*outcome)) return answer(*call, std::move(*response));
    start_write(call, std::move(std::get<Mutation>(*outcome)));
  });
  if (!posted) answer(*call, fail(ErrorCode::busy, "web.work", "the queue of the workers is full"));
}

void Engine::prepare_write(CallPtr call) {
  auto prepared = guarded([&]() -> Result<Write> { return std::get<PreparedWrite>(call->route->handler)(call->request); });
  if (!prepared) return answer(*call, std::unexpected(std::move(prepared.error())));
  call->prepared = std::move(*prepared);
  start_write(std::move(call), {});
}

void Engine::start_write(CallPtr call, Mutation mutation) {
  std::unique_ptr<storage::Write> write = std::make_unique<WriteCall>(*this, call, std::move(mutation));
  if (!parts_.writer->post(write)) answer(*call, fail(ErrorCode::busy, "web.write", "the queue of the writer is full"), Pack::no);
}

Status WriteCall::run(WriteTx& tx) {
  TRY(response_, respond(tx));
  return {};
}

Result<Response> WriteCall::respond(WriteTx& tx) {
  if (mutation_) return guarded([&] { return mutation_(tx); });  // the worker has admitted the caller
  TRY(const auto actor, engine_.admit(*call_, tx));
  const auto& write = call_->prepared ? call_->prepared : std::get<web::Write>(call_->route->handler);
  return guarded([&] { return write(call_->req(actor), tx); });
}

void WriteCall::finish(const Status& status) {
  Result<Response> result = std::move(response_);
  if (!status) result = std::unexpected(status.error());
  auto response = engine_.finished(*call_, std::move(result), Engine::Pack::no);
  engine_.outbox_.add(std::move(call_->responder), std::move(response));
}

void Engine::after_batch(const storage::BatchReport& report) {
  parts_.metrics->count_batch(report);
  outbox_.send();
  parts_.hub->touched(report.topics);
}

void Engine::start_watch(CallPtr call, Turn turn) {
  const bool posted = parts_.readers->post([this, call, turn](uke::storage::Connection& connection) { run_watch(call, turn, connection); });
  if (!posted) answer(*call, fail(ErrorCode::busy, "web.watch", "the queue of the readers is full"));
}

void Engine::run_watch(const CallPtr& call, Turn turn, uke::storage::Connection& connection) {
  const auto& watch = std::get<Watch>(call->route->handler);
  while (true) {
    const auto since = parts_.hub->sequence();
    std::string topic;
    Millis wait{0};
    auto polled = connection.read([&](ReadTx& tx) -> Result<std::optional<Response>> {
      TRY(const auto actor, admit(*call, tx));
      return guarded([&]() -> Result<std::optional<Response>> {
        const auto req = call->req(actor);
        TRY(auto response, watch.poll(req, tx, turn));
        if (response) return response;
        topic = watch.topic(req, tx);
        wait = std::min(watch.wait(req), kWatchMax);
        return std::nullopt;
      });
    });
    if (!polled) return answer(*call, std::unexpected(std::move(polled.error())));
    if (*polled) return answer(*call, std::move(**polled));
    if (turn == Turn::last) return answer(*call, fail(ErrorCode::internal, "web.watch", "no answer at the last turn"));
    if (!call->deadline) call->deadline = parts_.clock->uptime() + wait;
    switch (parts_.hub->park(topic, since, *call->deadline, std::make_shared<WatchCall>(*this, call))) {
      case WatchHub::Parking::parked: return;
      case WatchHub::Parking::look_again: break;
      case WatchHub::Parking::look_last: turn = Turn::last; break;
    }
  }
}

Result<Actor> Engine::admit(const Call& call, ReadTx& tx) const {
  TRY(auto actor, authenticate_(call.request, tx));
  const auto access = call.route->access;
  if ((access & kOpen) != 0 || (access & actor.access) != 0) return actor;
  if ((actor.access & ~kOpen) == 0) return fail(ErrorCode::unauthorized, "web.admit", "nobody is signed in");
  return fail(ErrorCode::forbidden, "web.admit", "the role is not allowed here");
}

}  // namespace uke::server::web
