// The whole server in one object: database, writer, readers, workers, engine and HTTP. main and tests make one.
#pragma once

#include "server/http/server.h"
#include "server/storage/readers.h"
#include "server/storage/write_queue.h"
#include "server/web/engine.h"
#include "server/web/rate_limit.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace uke::server::web {

struct AppOptions {
  std::filesystem::path data_file;
  http::ServerOptions http;  // body_rule, refusal and default_headers are set by the app
  storage::WriteQueueOptions write_queue;
  RateLimitOptions rate_limit;
  Millis watch_gap{50};
  const Clock* clock = &system_clock();          // the time that handlers see
  const Clock* waiting_clock = &system_clock();  // by which long polls and rate limits wait
  Random* random = &system_random();
  Log log;
  ErrorPage error_page = {};  // unset: pages answer problems, too
  // On the writer, after each batch that was stored; must be quick.
  std::function<void(const std::set<std::string>& topics)> after_commit = {};
  std::string url = {};                                         // how the outside names this server; forms that its pages sent are taken
  std::function<Result<std::string>(ReadTx&)> mail_state = {};  // a word about the mail queue, for /healthz
};

class App {
 public:
  // Opens or creates the database, migrates it, and serves `routes` beside own_routes(). Errors: of the database, of the routes
  // (`internal`), `unavailable` for an address that cannot be listened on.
  [[nodiscard]] static Result<std::unique_ptr<App>> start(AppOptions options, Routes routes, Authenticate authenticate);
  ~App();  // as stop()

  [[nodiscard]] std::uint16_t port() const;
  // Until SIGTERM or SIGINT. Precondition: http.signals == handle.
  void wait_for_signal();
  // Answers what is under way (long polls at once), at most http.drain_time_max, and ends. Committed is committed.
  void stop();

  // Reads or writes as a handler would; waits. Not from a handler.
  [[nodiscard]] Status read(const std::function<Status(ReadTx&)>& body);
  [[nodiscard]] Status write(std::function<Status(WriteTx&)> body);

 private:
  struct Parts;
  explicit App(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// /healthz, /metrics and the description of the API. For listing; the app adds them itself.
[[nodiscard]] Routes own_routes();

}  // namespace uke::server::web
