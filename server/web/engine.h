// Runs each request's handler where that belongs: reads on a reader, writes in the writer's batch, long work on a worker, long polls
// parked until a commit. This is also the one place where access is checked, bodies are unpacked and answers packed, and where an error
// becomes a problem, a log line and a number in /metrics.
#pragma once

#include "server/http/responder.h"
#include "server/http/server.h"
#include "server/storage/readers.h"
#include "server/storage/write_queue.h"
#include "server/web/gzip.h"
#include "server/web/metrics.h"
#include "server/web/rate_limit.h"
#include "server/web/route_table.h"
#include "server/web/watch_hub.h"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace uke::server::web {

// A line for the log. Holds the method, the route's pattern, the status and the error's op and detail: never a path, a query, a header
// or a body, because those hold secrets and personal data.
using Log = std::function<void(std::string_view line)>;

// Operations (Error::op) that an error page has words of its own for: forms that this server does not take.
inline constexpr std::string_view kOldForm = "web.csrf";
inline constexpr std::string_view kForeignForm = "web.origin";

// What a person sees instead of a problem (render::Pages). `error`: why, where an error is why. Any thread.
using ErrorPage = std::function<Response(const Req&, int status, const Error* error)>;

struct EngineParts {
  storage::WriteQueue* writer = nullptr;
  storage::Readers* readers = nullptr;
  storage::Readers* workers = nullptr;
  WatchHub* hub = nullptr;
  RateLimit* limit = nullptr;
  Metrics* metrics = nullptr;
  const Clock* clock = nullptr;
  Log log;
  ErrorPage error_page = {};
  std::function<void(const std::set<std::string>& topics)> after_commit = {};
  std::string url = {};  // how the outside names this server
};

struct Call;

// The parts outlive the engine's last request. handle() is called on the I/O thread, after_batch() on the writer.
class Engine {
 public:
  Engine(RouteTable routes, Authenticate authenticate, EngineParts parts);
  ~Engine();

  void handle(http::Request request, http::Responder responder);
  // Delivers the answers of the batch in one post and wakes who watches. For WriteQueueOptions::after_batch.
  void after_batch(const storage::BatchReport& report);
  // For the end, when the writer has stopped: answers of writes that never ran.
  void send_rest() { outbox_.send(); }
  // What that route takes; little for requests that will be refused anyway.
  [[nodiscard]] http::BodyRule body_rule(Method method, const std::string& path) const;
  // As a person sees it, if it is a person who asks: `problem` as a page where the request takes HTML. `request` may be incomplete.
  [[nodiscard]] Response refused(const http::Request& request, Response problem) const;
  [[nodiscard]] const RouteTable& routes() const { return routes_; }

 private:
  using CallPtr = std::shared_ptr<Call>;
  friend class WriteCall;
  friend class WatchCall;

  void begin(CallPtr call);
  void begin_form(CallPtr call);
  [[nodiscard]] Status read_form(Call& call) const;
  void start_handler(CallPtr call);
  void unpack_on_worker(CallPtr call);
  [[nodiscard]] Status unpack(Call& call) const;
  void answer_static(Call& call);
  void start_read(CallPtr call);
  void start_work(CallPtr call);
  void prepare_write(CallPtr call);
  void start_write(CallPtr call, Mutation mutation);
  void start_watch(CallPtr call, Turn turn);
  void run_watch(const CallPtr& call, Turn turn, uke::storage::Connection& connection);

  // Who calls (call.actor), and whether that is allowed: the only access check there is.
  [[nodiscard]] Status admit(Call& call, ReadTx& tx) const;
  // Packs, counts, logs; the answer is then ready to be sent.
  enum class Pack : std::uint8_t { yes, no };
  [[nodiscard]] Response finished(Call& call, Result<Response> result, Pack pack);
  void answer(Call& call, Result<Response> result, Pack pack = Pack::yes);
  // What the answer of a page has that others have not: errors as pages, the way to the sign-in, the headers.
  [[nodiscard]] Response dressed(const Call& call, Response response, const Error* error) const;
  void pack(Call& call, Response& response);
  void log_error(const Call& call, int status, const Error* error) const;

  const RouteTable routes_;
  const Authenticate authenticate_;
  const EngineParts parts_;
  GzipCache gzip_cache_;
  http::Outbox outbox_;  // of the batch being finished; writer only
};

}  // namespace uke::server::web
