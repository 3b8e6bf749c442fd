#include "server/web/engine.h"

#include "server/http/target.h"
#include "server/web/answers.h"
#include "server/web/call.h"
#include "server/web/own_path.h"

#include <algorithm>
#include <exception>
#include <typeinfo>

namespace uke::server::web {
namespace {

constexpr Millis kWatchMax{30'000};
constexpr std::size_t kReadAtOnce = 2 * 1024;  // so small that reading it here costs less than waking a worker

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

http::BodyRule Engine::body_rule(Method method, const std::string& path) const {
  using Keep = http::BodyRule::Keep;
  const auto* route = routes_.find_route(method, path);
  if (!route) return {.bytes_max = 1024};
  return {.bytes_max = route->body_bytes_max, .keep = route->takes_files ? Keep::in_a_file : Keep::as_it_comes};
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
    const std::string_view foreign = call->is_page() ? "authorization" : "cookie";
    std::erase_if(call->request.headers, [&](const auto& header) { return header.first == foreign; });
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
  if (call->is_form()) return begin_form(std::move(call));
  const auto coding = call->request.header("content-encoding");
  if (!coding.empty() && coding != "gzip" && coding != "identity") {
    return answer(*call, fail(ErrorCode::unsupported, "web.unpack", "a body can be gzip or plain"));
  }
  const bool is_read_here = coding == "gzip" || std::holds_alternative<PreparedWrite>(call->route->handler);
  const bool stays_as_it_is = !call->request.body_file || call->route->takes_files;
  if (!is_read_here && stays_as_it_is) return start_handler(std::move(call));
  if (call->request.body_file || call->request.body.size() > kReadAtOnce) return unpack_on_worker(std::move(call));
  if (auto unpacked = unpack(*call); !unpacked) return answer(*call, std::unexpected(std::move(unpacked.error())));
  start_handler(std::move(call));
}

void Engine::begin_form(CallPtr call) {
  if (!is_from_own_page(call->request, parts_.url)) {
    return answer(*call, fail(ErrorCode::forbidden, kForeignForm, "the form was sent by another site"));
  }
  if (call->request.body_file || call->request.body.size() > kReadAtOnce) {
    const bool posted = parts_.workers->post([this, call](uke::storage::Connection&) {
      if (auto read = read_form(*call); !read) return answer(*call, std::unexpected(std::move(read.error())));
      start_handler(call);
    });
    if (!posted) answer(*call, fail(ErrorCode::busy, "web.form", "the queue of the workers is full"));
    return;
  }
  if (auto read = read_form(*call); !read) return answer(*call, std::unexpected(std::move(read.error())));
  start_handler(std::move(call));
}

Status Engine::read_form(Call& call) const {
  const auto coding = call.request.header("content-encoding");
  if (!coding.empty() && coding != "identity") return fail(ErrorCode::unsupported, "web.form", "forms come as they are");
  TRY(call.form, Form::parse(call.request));
  return {};
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
      TRYV(admit(*call, tx));
      return guarded([&] { return std::get<Read>(call->route->handler)(call->req(), tx); });
    }));
  });
  if (!posted) answer(*call, fail(ErrorCode::busy, "web.read", "the queue of the readers is full"));
}

void Engine::start_work(CallPtr call) {
  const bool posted = parts_.workers->post([this, call](uke::storage::Connection& connection) {
    using Outcome = std::variant<Response, Mutation>;
    auto outcome = connection.read([&](ReadTx& tx) -> Result<Outcome> {
      TRYV(admit(*call, tx));
      return guarded([&] { return std::get<Work>(call->route->handler)(call->req(), tx); });
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
  TRYV(engine_.admit(*call_, tx));
  const auto& write = call_->prepared ? call_->prepared : std::get<web::Write>(call_->route->handler);
  return guarded([&] { return write(call_->req(), tx); });
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
  if (parts_.after_commit && report.status) parts_.after_commit(report.topics);
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
      TRYV(admit(*call, tx));
      return guarded([&]() -> Result<std::optional<Response>> {
        const auto req = call->req();
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

Status Engine::admit(Call& call, ReadTx& tx) const {
  call.actor = {};
  auto who = authenticate_(call.request, tx);
  // An old session is nobody: the page that it asks for says where to sign in.
  if (!who && !(call.is_page() && who.error().code == ErrorCode::unauthorized)) return std::unexpected(std::move(who.error()));
  if (who) call.actor = std::move(*who);
  const auto access = call.route->access;
  const bool is_signed_in = (call.actor.access & ~kOpen) != 0;
  if ((access & kOpen) == 0 && (access & call.actor.access) == 0) {
    if (!is_signed_in) return fail(ErrorCode::unauthorized, "web.admit", "nobody is signed in");
    return fail(ErrorCode::forbidden, "web.admit", "the role is not allowed here");
  }
  if (call.is_form() && is_signed_in && !same_secret(call.form.text("csrf"), call.actor.csrf)) {
    return fail(ErrorCode::forbidden, kOldForm, "the form is of another session");
  }
  return {};
}

}  // namespace uke::server::web
