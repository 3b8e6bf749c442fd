#include "server/applications/api.h"
#include "server/applications/checking_service.h"
#include "server/web/rest.h"

namespace uke::server::applications {
namespace {

constexpr std::int64_t kPage = 500;

struct CheckingList {
  std::int64_t count = 0;
  std::optional<std::int64_t> first_vanish_ms;  // when the oldest names go; absent while the list is empty
  std::vector<CheckingRow> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(CheckingList, (), (count, first_vanish_ms, items, next))

struct Paste {
  std::vector<std::string> names;
  std::optional<PasteMode> mode;  // add
};
BOOST_DESCRIBE_STRUCT(Paste, (), (names, mode))

struct Deleted {
  std::int64_t deleted = 0;
};
BOOST_DESCRIBE_STRUCT(Deleted, (), (deleted))

struct StrangersView {
  std::vector<std::string> names;
  std::int64_t recognised = 0;
};
BOOST_DESCRIBE_STRUCT(StrangersView, (), (names, recognised))

using Outcome = std::variant<web::Response, web::Mutation>;

Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<CheckingId>(req));
  TRY(const auto totals, checking_totals(tx, req.actor));
  TRY(auto page, search_names(tx, req.actor, "", after, limit));
  CheckingList answer;
  answer.count = totals.count;
  if (totals.count > 0) answer.first_vanish_ms = totals.oldest_ms + kCheckingLasts.count();
  answer.items = std::move(page.items);
  if (!page.next.empty()) answer.next = std::move(page.next);
  return web::json_answer(answer);
}

Result<Outcome> paste(const web::Req& req, storage::ReadTx&) {
  TRY(const auto body, web::body_of<Paste>(req));
  std::string lines;
  for (const auto& name : body.names) lines.append(name).append("\n");
  auto pasted = parse_names(lines);
  return Outcome(web::Mutation([actor = req.actor, pasted = std::move(pasted),
                                mode = body.mode.value_or(PasteMode::add)](storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto report, paste_names(tx, actor, pasted, mode));
    return web::json_answer(report);
  }));
}

Result<web::Response> remove(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto deleted, delete_checking_list(tx, req.actor));
  return web::json_answer(Deleted{deleted});
}

Result<Outcome> strangers(const web::Req& req, storage::ReadTx& tx) {
  TRY(auto found, not_on_the_roster(tx, req.actor));
  return Outcome(web::json_answer(StrangersView{std::move(found.names), found.recognised}));
}

}  // namespace

web::Routes checking_routes() {
  using enum web::Method;
  const std::string path = "/api/v1/checking-list";
  return {
      {.method = get, .pattern = path, .access = web::kOrganizers, .handler = web::Read(list)},
      {.method = post,
       .pattern = path,
       .access = web::kAdmin,
       .handler = web::Work(paste),
       .body_bytes_max = kCheckingBytesMax,
       .inflated_bytes_max = kCheckingBytesMax},
      {.method = del, .pattern = path, .access = web::kAdmin, .handler = web::Write(remove)},
      {.method = get, .pattern = path + "/not-on-the-roster", .access = web::kOrganizers, .handler = web::Work(strangers)},
  };
}

}  // namespace uke::server::applications
