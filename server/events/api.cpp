#include "server/events/api.h"

#include "server/accounts/once.h"
#include "server/events/details_api.h"
#include "server/events/details_service.h"
#include "server/events/edition_form.h"
#include "server/events/service.h"
#include "server/jobs/jobs.h"
#include "server/web/rest.h"

#include <iterator>

namespace uke::server::events {
namespace {

constexpr std::int64_t kPage = 100;

struct EventList {
  std::vector<EventRow> items;
  std::optional<std::string> next;  // ?after= of the next page; absent on the last
};
BOOST_DESCRIBE_STRUCT(EventList, (), (items, next))

struct EditionList {  // at most 15: one page
  std::vector<EditionRow> items;
};
BOOST_DESCRIBE_STRUCT(EditionList, (), (items))

Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<EventId>(req));
  EventList answer;
  TRY(answer.items, get_events(tx, req.actor, after, limit + 1));
  if (std::ssize(answer.items) > limit) {
    answer.items.pop_back();
    answer.next = answer.items.back().id.to_string();
  }
  return web::json_answer(answer);
}

Result<web::Response> create(const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto fields, web::body_of<EventFields>(req));
    if (auto errors = check(fields); !errors.empty()) return web::refuse_fields(std::move(errors));
    TRY(const auto event, create_event(tx, req.actor, fields));
    return web::versioned_answer(event, event.version, 201);
  });
}

Result<web::Response> get(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto event, get_event(tx, req.actor, id));
  return web::versioned_answer(event, event.version);
}

Result<web::Response> change(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto fields, web::body_of<EventFields>(req));
  if (auto errors = check(fields); !errors.empty()) return web::refuse_fields(std::move(errors));
  TRY(const auto event, change_event(tx, req.actor, id, *version, fields));
  return web::versioned_answer(event, event.version);
}

Result<web::Response> list_editions_of(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(auto editions, get_editions(tx, req.actor, id));
  return web::json_answer(EditionList{std::move(editions)});
}

Result<web::Response> create_edition_of(const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto id, web::path_value<EventId>(req, "event"));
    TRY(const auto fields, web::body_of<EditionFields>(req));
    if (auto errors = check(fields); !errors.empty()) return web::refuse_fields(std::move(errors));
    TRY(const auto edition, create_edition(tx, req.actor, id, fields));
    return web::versioned_answer(edition, edition.version, 201);
  });
}

Result<web::Response> get_one_edition(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, get_edition(tx, req.actor, id));
  return web::versioned_answer(edition, edition.version);
}

Result<web::Response> change_one_edition(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto fields, web::body_of<EditionFields>(req));
  if (auto errors = check(fields); !errors.empty()) return web::refuse_fields(std::move(errors));
  TRY(const auto before, get_edition(tx, req.actor, id));
  TRY(const auto edition, change_edition(tx, req.actor, id, *version, fields));
  if (req.query("tell") == "true" && is_news(before, fields)) TRYV(jobs::start_job(tx, kTellChangedJob, id.to_string()));
  return web::versioned_answer(edition, edition.version);
}

}  // namespace

web::Routes routes() {
  using enum web::Method;
  web::Routes all = {
      {.method = get, .pattern = "/api/v1/events", .access = web::kOrganizers, .handler = web::Read(list)},
      {.method = post, .pattern = "/api/v1/events", .access = web::kAdmin, .handler = web::Write(create)},
      {.method = get, .pattern = "/api/v1/events/{event}", .access = web::kOrganizers, .handler = web::Read(events::get)},
      {.method = put, .pattern = "/api/v1/events/{event}", .access = web::kAdmin, .handler = web::Write(change)},
      {.method = get, .pattern = "/api/v1/events/{event}/editions", .access = web::kOrganizers, .handler = web::Read(list_editions_of)},
      {.method = post, .pattern = "/api/v1/events/{event}/editions", .access = web::kAdmin, .handler = web::Write(create_edition_of)},
      {.method = get, .pattern = "/api/v1/editions/{edition}", .access = web::kOrganizers, .handler = web::Read(get_one_edition)},
      {.method = put, .pattern = "/api/v1/editions/{edition}", .access = web::kAdmin, .handler = web::Write(change_one_edition)},
  };
  for (auto* more : {details_routes, item_routes}) {
    auto routes = more();
    all.insert(all.end(), std::make_move_iterator(routes.begin()), std::make_move_iterator(routes.end()));
  }
  return all;
}

}  // namespace uke::server::events
