#include "server/web/own_routes.h"

#include "server/web/answers.h"
#include "server/web/app.h"
#include "server/web/health_store.h"
#include "shared/assets/assets.h"

namespace uke::server::web {
namespace {

constexpr Millis kCheckEvery{1000};  // anybody may ask, and each check costs an fsync

struct Health {
  std::string storage = "ok";
  std::int64_t server_time_ms = 0;
  std::optional<std::string> mail;
};
BOOST_DESCRIBE_STRUCT(Health, (), (storage, server_time_ms, mail))

// An answer at all means that the batch with this write was committed; otherwise the engine answers 503.
Result<Response> check_health(const MailState& mail_state, WriteTx& tx) {
  const auto now = tx.now();
  TRY(const auto last, last_check(tx));
  if (!last || now < *last || now - *last >= kCheckEvery) TRYV(note_check(tx));
  Health health{.storage = "ok", .server_time_ms = to_ms(now), .mail = {}};
  if (mail_state) {
    TRY(health.mail, mail_state(tx));
  }
  return json_answer(health);
}

Static document(std::string_view name, std::string content_type) {
  const auto text = assets::text(name);
  return fixed(text.empty() ? nullptr : std::make_shared<const std::string>(text), std::move(content_type));
}

}  // namespace

Routes make_own_routes(std::function<std::string()> metrics_text, MailState mail_state) {
  const auto health = [state = std::move(mail_state)](const Req&, WriteTx& tx) { return check_health(state, tx); };
  const auto metrics = [text = std::move(metrics_text)](const Req&, ReadTx&) -> Result<Response> {
    Response response;
    response.header("content-type", "text/plain; version=0.0.4");
    response.body = text();
    return response;
  };
  return {
      Route{.method = Method::get, .pattern = "/healthz", .access = kOpen, .handler = Write(health)},
      Route{.method = Method::get, .pattern = "/openapi.yaml", .access = kOpen, .handler = document("openapi.yaml", "application/yaml")},
      Route{.method = Method::get, .pattern = "/metrics", .access = kAdmin, .handler = Read(metrics)}};
}

Routes own_routes() {
  return make_own_routes([] { return std::string(); });
}

}  // namespace uke::server::web
