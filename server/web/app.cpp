#include "server/web/app.h"

#include "server/storage/migrations.h"
#include "server/web/answers.h"
#include "server/web/own_routes.h"
#include "shared/base/thread_executor.h"

#include <atomic>
#include <future>
#include <optional>

namespace uke::server::web {
namespace {

// Of the writer. A checkpoint copies each changed page once however often it changed, and everybody waits for it: so there are few of
// them (the log grows to 16 MB), and the pages of a busy door stay in memory (at most 16 MB).
constexpr std::string_view kWriterSettings = "pragma wal_autocheckpoint = 4000; pragma cache_size = -16000;";

// For answers that are data. Pages set a policy of their own.
const http::Headers kDefaultHeaders = {{"x-content-type-options", "nosniff"},
                                       {"content-security-policy", "default-src 'none'; frame-ancestors 'none'"},
                                       {"referrer-policy", "no-referrer"},
                                       {"cache-control", "no-store"}};

Response refusal(int status) {
  switch (status) {
    case 408: return problem(status, "timeout", "The request took too long");
    case 413: return problem(status, "too-large", "The request is too large");
    case 417: return problem(status, "expectation", "Only 100-continue can be expected");
    case 421: return problem(status, "wrong-host", "This server has another name");
    case 431: return problem(status, "header-too-large", "The request's header is too large");
    case 500: return problem(status, "internal", "Something went wrong in the server");
    case 501: return problem(status, "unsupported", "Only chunked transfer encoding is supported");
    case 503: return problem(status, "busy", "Too much at once, try again");
    case 505: return problem(status, "unsupported", "Only HTTP/1.0 and HTTP/1.1 are supported");
    default: return problem(status, "invalid", "The request is not HTTP");
  }
}

}  // namespace

// In the order of construction. stop() ends the threads in the order that keeps every pointer valid.
struct App::Parts {
  AppOptions options;
  std::optional<ThreadExecutor> writer_thread;
  std::optional<ThreadExecutor> timer_thread;
  std::optional<Metrics> metrics;
  std::optional<RateLimit> limit;
  std::optional<WatchHub> hub;
  std::optional<storage::WriteQueue> writer;
  std::optional<Engine> engine;
  std::unique_ptr<storage::Readers> readers;
  std::unique_ptr<storage::Readers> workers;
  std::unique_ptr<http::Server> server;
  std::atomic<const http::Server*> serving = nullptr;  // the same, for requests that come before start() is through

  [[nodiscard]] Status open_storage();
  [[nodiscard]] Status open_engine(Routes routes, Authenticate authenticate);
  [[nodiscard]] Status listen();
  [[nodiscard]] uke::storage::OpenOptions database() const {
    return {.file = options.data_file, .clock = options.clock, .random = options.random};
  }
};

Status App::Parts::open_storage() {
  TRY(auto connection, uke::storage::Connection::open(database()));
  TRYV(uke::storage::migrate(connection, storage::migrations()));
  TRYV(connection.run_script(kWriterSettings));
  writer_thread.emplace("writer");
  timer_thread.emplace("timers");
  auto queue = options.write_queue;
  queue.after_batch = [this](const storage::BatchReport& report) { engine->after_batch(report); };
  writer.emplace(*writer_thread, std::move(connection), std::move(queue));
  TRY(readers, storage::Readers::start(database(), {.name = "reader"}));
  TRY(workers, storage::Readers::start(database(), {.name = "worker", .queue_max = 256}));
  return {};
}

Status App::Parts::open_engine(Routes routes, Authenticate authenticate) {
  auto own = make_own_routes(
      [this] {
        const auto* http = serving.load();
        return metrics->text({.connections = http ? http->connections() : 0,
                              .write_queue = writer->depth(),
                              .read_queue = readers->depth(),
                              .work_queue = workers->depth(),
                              .watchers = hub->parked()});
      },
      options.mail_state);
  routes.insert(routes.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  metrics.emplace(routes);
  limit.emplace(*options.waiting_clock, options.rate_limit);
  hub.emplace(*timer_thread, *options.waiting_clock, options.watch_gap);
  TRY(auto table, RouteTable::create(std::move(routes)));
  engine.emplace(std::move(table), std::move(authenticate),
                 EngineParts{.writer = &*writer,
                             .readers = readers.get(),
                             .workers = workers.get(),
                             .hub = &*hub,
                             .limit = &*limit,
                             .metrics = &*metrics,
                             .clock = options.waiting_clock,
                             .log = options.log,
                             .error_page = options.error_page,
                             .after_commit = options.after_commit,
                             .url = options.url});
  return {};
}

Status App::Parts::listen() {
  auto http = options.http;
  http.default_headers = kDefaultHeaders;
  http.refusal = [this](int status, const http::Request& request) {
    metrics->count_request(Metrics::kNoRoute, status);
    return engine->refused(request, refusal(status));
  };
  http.body_rule = [this](Method method, const std::string& path) { return engine->body_rule(method, path); };
  const auto handle = [this](http::Request request, http::Responder responder) {
    engine->handle(std::move(request), std::move(responder));
  };
  TRY(server, http::Server::start(std::move(http), handle));
  serving = server.get();
  return {};
}

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
App::~App() { stop(); }

Result<std::unique_ptr<App>> App::start(AppOptions options, Routes routes, Authenticate authenticate) {
  std::unique_ptr<App> app(new App(std::make_unique<Parts>()));
  auto& parts = *app->parts_;
  parts.options = std::move(options);
  TRYV(parts.open_storage());
  TRYV(parts.open_engine(std::move(routes), std::move(authenticate)));
  TRYV(parts.listen());
  return app;
}

std::uint16_t App::port() const { return parts_->server->port(); }
void App::wait_for_signal() { parts_->server->wait_for_signal(); }

void App::stop() {
  auto& parts = *parts_;
  if (parts.server) parts.server->stop_accepting();
  if (parts.hub) parts.hub->wake_all();
  if (parts.server) parts.server->drain_and_stop();
  // Stopped, but not gone: workers and readers that are still at it may post to them, in vain.
  if (parts.timer_thread) parts.timer_thread->stop();
  if (parts.writer_thread) parts.writer_thread->stop();
  parts.workers.reset();
  parts.readers.reset();
  parts.timer_thread.reset();
  parts.writer_thread.reset();
  parts.writer.reset();
  if (parts.engine) parts.engine->send_rest();  // no answer may outlive the server that it belongs to
}

Status App::read(const std::function<Status(ReadTx&)>& body) {
  std::promise<Status> outcome;
  auto result = outcome.get_future();
  const bool posted = parts_->readers->post([&](uke::storage::Connection& connection) { outcome.set_value(connection.read(body)); });
  if (!posted) return fail(ErrorCode::busy, "web.read", "the queue of the readers is full");
  return result.get();
}

Status App::write(std::function<Status(WriteTx&)> body) { return parts_->writer->write_and_wait(std::move(body)); }

}  // namespace uke::server::web
