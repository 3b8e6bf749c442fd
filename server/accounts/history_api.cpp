#include "server/accounts/api.h"
#include "server/accounts/history_service.h"
#include "server/web/rest.h"

#include <charconv>

namespace uke::server::accounts {
namespace {

constexpr std::int64_t kPage = 100;

struct AuditView {
  Uuid id;
  std::int64_t at_ms = 0;
  std::string actor_id;
  std::string actor_name;
  std::string action;
  std::string thing_kind;
  std::string thing_id;
  std::vector<Change> changes;
};
BOOST_DESCRIBE_STRUCT(AuditView, (), (id, at_ms, actor_id, actor_name, action, thing_kind, thing_id, changes))
struct AuditList {
  std::vector<AuditView> items;
  std::optional<std::string> next;  // ?after= of the next page; absent on the last
};
BOOST_DESCRIBE_STRUCT(AuditList, (), (items, next))
struct HandoutList {
  std::vector<HandoutEntry> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(HandoutList, (), (items, next))

Result<std::optional<Time>> time_of(const web::Req& req, std::string_view name) {
  const auto text = req.query(name);
  if (!text) return std::optional<Time>{};
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), ms);
  if (error != std::errc{} || end != text->data() + text->size() || ms < 0) {
    return fail(ErrorCode::invalid, "accounts.audit", std::string(name) + ": must be a time in milliseconds");
  }
  return std::optional(from_ms(ms));
}

Result<web::Response> list_audit(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<Uuid>(req));
  AuditQuery query{.actor = req.query("actor").value_or(""),
                   .kind = req.query("kind").value_or(""),
                   .thing = req.query("thing").value_or(""),
                   .action = req.query("action").value_or("")};
  TRY(query.from, time_of(req, "from_ms"));
  TRY(query.until, time_of(req, "until_ms"));
  TRY(auto entries, find_audit(tx, req.actor, query, after, limit + 1));
  AuditList answer;
  if (std::ssize(entries) > limit) {
    entries.pop_back();
    answer.next = entries.back().id.to_string();
  }
  for (auto& e : entries) {
    answer.items.push_back({e.id, e.at_ms, e.actor_id, e.actor_name, e.action, e.thing.kind, e.thing.id, std::move(e.changes)});
  }
  return web::json_answer(answer);
}

Result<web::Response> list_lists(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<Uuid>(req));
  HandoutList answer;
  TRY(answer.items, list_handouts(tx, req.actor, after, limit + 1));
  if (std::ssize(answer.items) > limit) {
    answer.items.pop_back();
    answer.next = answer.items.back().id.to_string();
  }
  return web::json_answer(answer);
}

}  // namespace

web::Routes history_routes() {
  using enum web::Method;
  return {
      {.method = get, .pattern = "/api/v1/audit", .access = web::kAdmin, .handler = web::Read(list_audit)},
      {.method = get, .pattern = "/api/v1/handouts", .access = web::kAdmin, .handler = web::Read(list_lists)},
  };
}

}  // namespace uke::server::accounts
