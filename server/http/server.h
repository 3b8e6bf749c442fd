// The HTTP/1.1 server: sockets, limits and time limits; what a request means is the handler's business. One I/O thread.
// Limits and their reasons: design 02, "The writer". Beast and Asio are seen by connection.cpp and server.cpp only.
#pragma once

#include "server/http/head.h"
#include "server/http/message.h"
#include "server/http/responder.h"
#include "shared/base/result.h"
#include "shared/base/time.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::http {

// Called on the I/O thread with a whole request; must not block and must not throw.
using Handler = std::function<void(Request, Responder)>;

enum class Signals : std::uint8_t { leave, handle };
enum class Forwarded : std::uint8_t { ignore, trust };  // X-Forwarded-For of a reverse proxy

// What a route takes.
struct BodyRule {
  std::size_t bytes_max = 64 * 1024;
  enum class Keep : std::uint8_t { as_it_comes, in_a_file } keep = Keep::as_it_comes;  // in a file: small ones, too
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::size_t connections_max = 1024;
  std::size_t connections_per_address_max = 512;  // so that one address cannot take all of them
  std::size_t header_bytes_max = 8 * 1024;
  std::size_t body_bytes_in_memory = 64 * 1024;  // more is spooled to a file
  Millis idle_time_max{60'000};                  // between requests
  Millis header_time_max{10'000};                // from a request's first byte to the end of its header
  Millis body_time_max{15'000};                  // per 256 KB of body
  Millis write_time_max{20'000};                 // per 64 KB piece of an answer from a file, else for the whole answer
  Millis linger_time_max{2'000};                 // for the client to read the last answer before the connection closes
  Millis drain_time_max{10'000};
  std::vector<std::string> hosts;  // names that may stand in Host, lower case, without port; empty: any
  Headers default_headers;         // sent with every answer that does not set them itself; lower case
  std::filesystem::path spool_folder = std::filesystem::temp_directory_path();
  Signals signals = Signals::leave;
  Forwarded forwarded = Forwarded::ignore;
  // What the route says about bodies, asked after the header. Unset: 64 KB for all.
  std::function<BodyRule(Method, const std::string& path)> body_rule;
  // The answer to a request that never reaches the handler (400, 408, 413, 417, 421, 431, 501, 503, 505). `request` is what is known of
  // it by then: perhaps nothing. Unset: without a body.
  std::function<Response(int status, const Request& request)> refusal;
};

class Server {
 public:
  // `unavailable` where the address cannot be listened on.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler);
  ~Server();  // drains as drain_and_stop()

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::size_t connections() const;  // any thread
  // Waits until SIGTERM or SIGINT came; a second one ends the process. Precondition: Signals::handle.
  void wait_for_signal();
  // Takes no more connections and closes those without a request. Requests under way go on.
  void stop_accepting();
  // stop_accepting(), then waits until all requests are answered, at most drain_time_max. May be called again.
  void drain_and_stop();

  struct Core;  // of server.cpp and connection.cpp

 private:
  explicit Server(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace uke::server::http
