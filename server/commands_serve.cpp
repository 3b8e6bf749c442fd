#include "server/accounts/service.h"
#include "server/accounts/store.h"
#include "server/commands.h"
#include "server/commands_database.h"
#include "server/desk/upload.h"
#include "server/http/target.h"
#include "server/mail/overview.h"
#include "server/rooms.h"
#include "server/tickets/site.h"
#include "server/web/app.h"
#include "shared/json/json.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <mutex>
#include <set>

namespace uke::server {
namespace {

std::string host_for_url(const std::string& address) { return address == "0.0.0.0" || address == "::" ? "127.0.0.1" : address; }

// The names that a browser may know this server by; any where they cannot be known. A page elsewhere whose name was made to point here
// (DNS rebinding) is refused.
std::vector<std::string> hosts_of(const Config& config) {
  const bool everywhere = config.listen == "0.0.0.0" || config.listen == "::";
  if (everywhere && config.url.empty()) return {};
  std::vector<std::string> hosts = {"localhost", "127.0.0.1", "[::1]"};
  if (!everywhere) hosts.push_back(config.listen.find(':') == std::string::npos ? config.listen : "[" + config.listen + "]");
  if (!config.url.empty()) {
    const auto host = tickets::host_of({.url = config.url}, "");
    hosts.push_back(http::host_name(host.substr(0, host.find('/'))));
  }
  return hosts;
}

struct RouteLine {
  std::string method;
  std::string path;
  std::vector<std::string> access;
  std::string surface;
};
BOOST_DESCRIBE_STRUCT(RouteLine, (), (method, path, access, surface))

std::string_view method_word(web::Method method) {
  switch (method) {
    case web::Method::get: return "GET";
    case web::Method::head: return "HEAD";
    case web::Method::post: return "POST";
    case web::Method::put: return "PUT";
    case web::Method::patch: return "PATCH";
    case web::Method::del: return "DELETE";
    case web::Method::other: break;
  }
  return "OTHER";
}

std::vector<std::string> access_words(web::Access access) {
  std::vector<std::string> words;
  const std::pair<web::Access, const char*> bits[] = {
      {web::kOpen, "open"}, {web::kKiosk, "kiosk"}, {web::kReception, "reception"}, {web::kTreasurer, "treasurer"}, {web::kAdmin, "admin"}};
  for (const auto& [bit, word] : bits) {
    if ((access & bit) != 0) words.emplace_back(word);
  }
  return words;
}

// Wakes the jobs after a commit that may have brought one. The writer's thread calls it as long as the app lives, the runner is there for
// a part of that time.
class Alarm {
 public:
  void set(jobs::Runner* runner) {
    const std::lock_guard lock(mutex_);
    runner_ = runner;
  }
  void after_commit(const std::set<std::string>& topics) {
    if (!topics.contains(std::string(jobs::kTopic))) return;
    const std::lock_guard lock(mutex_);
    if (runner_ != nullptr) runner_->wake();
  }

 private:
  std::mutex mutex_;
  jobs::Runner* runner_ = nullptr;
};

jobs::Access access_to(web::App& app) {
  return {.read = [&app](const std::function<Status(storage::ReadTx&)>& body) { return app.read(body); },
          .write = [&app](std::function<Status(storage::WriteTx&)> body) { return app.write(std::move(body)); }};
}

}  // namespace

Result<web::Routes> all_routes(const std::string& url) {
  TRY(auto house, furnish({.url = url, .data = {}, .organization = {}, .mail = {}}));
  for (auto& route : web::own_routes()) house.routes.push_back(std::move(route));
  return std::move(house.routes);
}

int routes_command() {
  const auto all = all_routes("");
  if (!all) {
    fmt::print(stderr, "{}\n", describe(all.error()));
    return 1;
  }
  std::vector<RouteLine> lines;
  for (const auto& route : *all) {
    const auto* const surface = route.surface == web::Surface::page ? "page" : "api";
    lines.push_back({std::string(method_word(route.method)), route.pattern, access_words(route.access), surface});
  }
  fmt::print("{}\n", json::to_text(lines));
  return 0;
}

int serve(const Config& config, const Console& console) {
  auto lock = FolderLock::take(config.data);
  if (!lock)
    return console.fail(lock.error().code == ErrorCode::busy ? "cli.folder_in_use" : "cli.folder_unusable",
                        {{"folder", config.data.string()}});
  auto house = furnish({.url = config.url, .data = config.data, .organization = config.organization, .mail = config.mail});
  if (!house) return console.fail(house.error());
  web::AppOptions options;
  options.data_file = config.database();
  options.http.address = config.listen;
  options.http.port = config.port;
  options.http.hosts = hosts_of(config);
  options.http.signals = http::Signals::handle;
  options.http.forwarded = config.behind_proxy ? http::Forwarded::trust : http::Forwarded::ignore;
  options.log = [](std::string_view line) { spdlog::info("{}", line); };
  options.url = config.url;
  options.error_page = [pages = house->pages](const web::Req& req, int status, const Error* error) {
    return pages->error_page(req, status, error);
  };
  options.mail_state = [settings = config.mail](storage::ReadTx& tx) { return mail::queue_word(tx, settings); };
  const auto alarm = std::make_shared<Alarm>();
  options.after_commit = [alarm](const std::set<std::string>& topics) { alarm->after_commit(topics); };
  auto app = web::App::start(std::move(options), std::move(house->routes), std::move(house->authenticate));
  if (!app) {
    if (app.error().code == ErrorCode::unavailable) {
      return console.fail("cli.serve.cannot_listen", {{"address", config.listen}, {"port", std::to_string(config.port)}});
    }
    return console.fail(app.error());
  }
  const auto url = config.url.empty() ? fmt::format("http://{}:{}", host_for_url(config.listen), (*app)->port()) : config.url;
  if (const auto noted = note_running_url(config, url); !noted) return console.fail(noted.error());
  std::int64_t organizers = 0;
  const auto counted = (*app)->read([&](storage::ReadTx& tx) -> Status {
    TRY(organizers, accounts::count_accounts(tx));
    return {};
  });
  if (!counted) return console.fail(counted.error());
  // What an older version could not accept, this one may.
  const auto judged = (*app)->write([](storage::WriteTx& tx) -> Status {
    TRYV(desk::judge_parked_again(tx, accounts::operator_of_this_machine()));
    return {};
  });
  if (!judged) return console.fail(judged.error());
  auto runner = jobs::Runner::start(std::move(house->jobs), access_to(**app), system_clock(),
                                    [](std::string_view line) { spdlog::warn("{}", line); });
  if (!runner) return console.fail(runner.error());
  alarm->set(runner->get());
  console.say("cli.serve.ready", {{"url", url}});
  if (organizers == 0) console.say("cli.serve.no_organizer", {{"folder", config.data.string()}});
  (*app)->wait_for_signal();
  console.say("cli.serve.stopping");
  alarm->set(nullptr);
  runner->reset();
  (*app)->stop();
  forget_running_url(config);
  return 0;
}

}  // namespace uke::server
