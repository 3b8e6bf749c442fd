// One request on its way through the engine. Internal to this room. Belongs to one thread at a time.
#pragma once

#include "server/http/responder.h"
#include "server/web/engine.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace uke::server::web {

struct Call {
  http::Request request;
  http::Responder responder;
  const Route* route = nullptr;
  std::size_t route_index = Metrics::kNoRoute;
  std::map<std::string, std::string, std::less<>> path;
  Form form;                       // of a page's POST
  Actor actor;                     // once admitted
  Write prepared;                  // of a PreparedWrite
  std::optional<Millis> deadline;  // of a long poll, by the clock's uptime

  [[nodiscard]] Req req() const { return {request, actor, form, path}; }
  [[nodiscard]] bool is_page() const { return route && route->surface == Surface::page; }
  [[nodiscard]] bool is_form() const { return is_page() && route->method == Method::post; }
  // A place where secrets can be guessed: anybody may call it and it does something (pairing codes, sign-in).
  [[nodiscard]] bool is_guess() const {
    return route && (route->access & kOpen) != 0 && route->method != Method::get && request.method != Method::head;
  }
};

// A write in the queue: authenticates and runs the handler (or the mutation that a worker made) in the batch's transaction.
class WriteCall final : public storage::Write {
 public:
  WriteCall(Engine& engine, std::shared_ptr<Call> call, Mutation mutation)
      : engine_(engine), call_(std::move(call)), mutation_(std::move(mutation)) {}
  Status run(WriteTx& tx) override;
  void finish(const Status& status) override;

 private:
  [[nodiscard]] Result<Response> respond(WriteTx& tx);
  Engine& engine_;
  std::shared_ptr<Call> call_;
  Mutation mutation_;  // empty: the route's own handler
  Response response_;
};

// A long poll that waits.
class WatchCall final : public Watcher {
 public:
  WatchCall(Engine& engine, std::shared_ptr<Call> call) : engine_(engine), call_(std::move(call)) {}
  void wake(Turn turn) override { engine_.start_watch(call_, turn); }
  [[nodiscard]] bool gone() const override { return call_->responder.client_gone(); }

 private:
  Engine& engine_;
  std::shared_ptr<Call> call_;
};

}  // namespace uke::server::web
