// The route table: what a route is. The engine runs its handler where that belongs; no handler starts a thread, commits, waits or sees
// a socket. An error that a handler returns becomes application/problem+json (web/answers.h), on a page the error page, and undoes what the
// handler wrote. A page's POST gets its form parsed; one that another site sent, or whose csrf is not the session's, never arrives.
#pragma once

#include "server/http/message.h"
#include "server/storage/write_tx.h"
#include "server/web/form.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace uke::server::web {

using http::Method;
using http::Response;
using storage::ReadTx;
using storage::WriteTx;

// Who may call a route: a set of these bits. Roles contain each other only where a route lists several.
enum Access : std::uint8_t {
  kNobody = 0,
  kOpen = 1,  // also without any token
  kKiosk = 2,
  kReception = 4,
  kTreasurer = 8,
  kAdmin = 16,
  kOrganizers = kReception | kTreasurer | kAdmin,
};

// For whom a route is: programs (JSON, problems, bearer tokens) or people (HTML, the session's cookie, forms). The engine takes neither
// for the other: a cookie opens no API route and a token no page.
enum class Surface : std::uint8_t { api, page };

// Who calls. Filled by the `authenticate` function that main hands to the engine (server/accounts); this room knows no accounts.
struct Actor {
  Access access = kOpen;
  std::string id = {};           // of the kiosk or organizer account
  std::string name = {};         // for audit and screens
  std::string scope = {};        // of a kiosk: its edition id
  std::string token_state = {};  // of a kiosk: active | retired | stolen
  std::string session = {};      // of an organizer in a browser: the session's id
  std::string csrf = {};         // what every form of that session must carry
};

// A request as a handler sees it.
struct Req {
  const http::Request& http;
  const Actor& actor;
  const Form& form;                                                             // of a page's POST; empty otherwise
  std::map<std::string, std::string, std::less<>> path;                         // {edition} → its text
  [[nodiscard]] std::string_view at(std::string_view name) const;               // path part; "" if the pattern has none of that name
  [[nodiscard]] std::optional<std::string> query(std::string_view name) const;  // decoded query parameter
};

// Runs on a reader.
using Read = std::function<Result<Response>(const Req&, ReadTx&)>;
// Runs on the writer inside the batch's transaction, in a savepoint of its own. May be run again: no effect but rows. At most 500 rows.
using Write = std::function<Result<Response>(const Req&, WriteTx&)>;
// A write whose body is worth reading before the writer's turn comes: makes the Write from the request, before anybody is admitted, on the
// I/O thread for a small body, else on a worker. Quick, without the database; what is wrong with the body is the Write's error.
using PreparedWrite = std::function<Write(const http::Request&)>;
// Runs on a worker (hashing, PDF, parsing an upload); what must be written goes on to the writer as a mutation.
using Mutation = std::function<Result<Response>(WriteTx&)>;
using Work = std::function<Result<std::variant<Response, Mutation>>(const Req&, ReadTx&)>;
// A long poll. `poll` runs on a reader at once and again after each commit that touched `topic(req)`; nothing = wait on. When
// `wait(req)` has passed it runs once more with Turn::last and must then return an answer.
enum class Turn : std::uint8_t { again, last };
struct Watch {
  std::function<std::string(const Req&, ReadTx&)> topic;
  std::function<Millis(const Req&)> wait;  // at most 30 s
  std::function<Result<std::optional<Response>>(const Req&, ReadTx&, Turn)> poll;
};

// The same bytes for everybody, answered at once, with an ETag; for open routes only. Never changes while the server runs.
struct Static {
  std::shared_ptr<const std::string> bytes;  // none: not_found
  std::string content_type;
  std::string etag;
  std::string cache_control = "no-cache";
};
[[nodiscard]] Static fixed(std::shared_ptr<const std::string> bytes, std::string content_type);

struct Route {
  Method method = Method::get;
  std::string pattern;  // "/api/v1/editions/{edition}/headcount"
  Access access = kNobody;
  std::variant<Read, Write, PreparedWrite, Work, Watch, Static> handler;
  std::size_t body_bytes_max = 64 * 1024;
  std::size_t inflated_bytes_max = 1024 * 1024;  // of a gzip body; the handler sees it inflated
  Surface surface = Surface::api;
  bool takes_files = false;  // uploads may come: the body lies in a file from its first byte on, and stays there
};

using Routes = std::vector<Route>;

// Who the caller is: of an API route from its bearer token, of a page from its session's cookie; the engine takes the other's header out
// of the request before. kOpen without one; `unauthorized` for an unknown one (on a page that is open to all, that is nobody).
// Called on the thread and inside the transaction on which the handler runs.
using Authenticate = std::function<Result<Actor>(const http::Request&, ReadTx&)>;

}  // namespace uke::server::web
