#include "server/outbox/api.h"

#include "server/accounts/once.h"
#include "server/outbox/service.h"
#include "server/web/rest.h"

namespace uke::server::outbox {
namespace {

constexpr std::int64_t kPage = 100;

struct LetterView {
  LetterId id;
  mail::MailState state = mail::MailState::waiting;
  mail::Reason reason = mail::Reason::none;
  std::string kind;
  mail::Purpose purpose = mail::Purpose::answer;
  std::string to;  // "" once emptied
  std::string to_name;
  std::string subject_id;
  std::string answer;
  std::int64_t attempts = 0;
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  std::optional<std::int64_t> next_ms;  // of one that waits
  std::optional<std::string> subject;   // of one letter only
  std::optional<std::string> text;
  std::optional<std::string> html;
};
BOOST_DESCRIBE_STRUCT(LetterView, (),
                      (id, state, reason, kind, purpose, to, to_name, subject_id, answer, attempts, created_ms, changed_ms, next_ms,
                       subject, text, html))

struct QueueView {
  std::string state;  // as /healthz says it
  mail::Trouble trouble = mail::Trouble::none;
  std::string answer;
  std::optional<std::int64_t> paused_until_ms;
  std::optional<std::int64_t> last_sent_ms;
  std::vector<mail::StateCount> counts;
};
BOOST_DESCRIBE_STRUCT(QueueView, (), (state, trouble, answer, paused_until_ms, last_sent_ms, counts))

struct LetterList {
  QueueView queue;
  std::vector<LetterView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(LetterList, (), (queue, items, next))

struct AddressView {
  AddressId id;
  std::string address;
  std::optional<std::int64_t> refused_ms;
  std::string refused_answer;
  std::optional<std::int64_t> unsubscribed_ms;
};
BOOST_DESCRIBE_STRUCT(AddressView, (), (id, address, refused_ms, refused_answer, unsubscribed_ms))
struct AddressList {
  std::vector<AddressView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(AddressList, (), (items, next))

struct TestBody {
  std::string to;
};
BOOST_DESCRIBE_STRUCT(TestBody, (), (to))
struct ClearBody {
  Mark mark = Mark::refused;
};
BOOST_DESCRIBE_STRUCT(ClearBody, (), (mark))

struct Parts {
  render::PagesPtr pages;
  mail::Settings settings;
};

std::optional<std::int64_t> unless_zero(std::int64_t value) { return value == 0 ? std::nullopt : std::optional(value); }

LetterView view_of(const mail::LetterRow& row) {
  LetterView view;
  view.id = row.id;
  view.state = row.state;
  view.reason = row.reason;
  view.kind = row.kind;
  view.purpose = row.purpose;
  view.to = row.sent_to;
  view.to_name = row.to_name;
  view.subject_id = row.subject_id;
  view.answer = row.answer;
  view.attempts = row.attempts;
  view.created_ms = row.created_ms;
  view.changed_ms = row.changed_ms;
  if (row.state == mail::MailState::waiting) view.next_ms = row.next_ms;
  return view;
}

Result<QueueView> queue_view(storage::ReadTx& tx, const web::Actor& actor, const mail::Settings& settings) {
  TRY(auto all, get_overview(tx, actor));
  QueueView view;
  TRY(view.state, mail::queue_word(tx, settings));
  view.trouble = all.queue.reason;
  view.answer = all.queue.answer;
  view.paused_until_ms = unless_zero(all.queue.paused_until_ms);
  view.last_sent_ms = unless_zero(all.queue.last_sent_ms);
  view.counts = std::move(all.counts);
  return view;
}

Result<std::optional<mail::MailState>> state_of(const web::Req& req) {
  const auto word = req.query("state");
  if (!word) return std::optional<mail::MailState>{};
  const auto state = enum_value<mail::MailState>(*word);
  if (!state) return fail(ErrorCode::invalid, "outbox.list", "state: is unknown");
  return state;
}

Result<web::Response> list(const Parts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<LetterId>(req));
  TRY(const auto state, state_of(req));
  TRY(auto rows, get_letters(tx, req.actor, state, after, limit + 1));
  LetterList answer;
  TRY(answer.queue, queue_view(tx, req.actor, parts.settings));
  if (std::ssize(rows) > limit) {
    rows.pop_back();
    answer.next = rows.back().id.to_string();
  }
  for (const auto& row : rows) answer.items.push_back(view_of(row));
  return web::json_answer(answer);
}

Result<web::Response> one(const Parts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<LetterId>(req, "letter"));
  TRY(const auto row, get_letter(tx, req.actor, id));
  auto view = view_of(row);
  TRY(const auto language, mail::language_of(row));
  TRY(const auto preview, mail::preview(tx, row, parts.pages->messages(language), parts.pages->url()));
  if (!preview) return web::json_answer(view);
  TRY(view.subject, mail::subject_of(row));
  view.text = preview->text;
  view.html = preview->html;
  return web::json_answer(view);
}

// What is asked for is a state: asked twice, the second finds the letter waiting or gone (409).
Result<web::Response> again(const Parts&, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<LetterId>(req, "letter"));
  TRYV(send_again(tx, req.actor, id));
  TRY(const auto row, get_letter(tx, req.actor, id));
  return web::json_answer(view_of(row));
}

Result<web::Response> test(const Parts& parts, const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto body, web::body_of<TestBody>(req));
    if (!check_test(body.to).empty()) return web::refuse_fields({{"to", "must be a mail address"}});
    TRYV(send_test(tx, req.actor, parts.settings, body.to, parts.pages->messages(req.http)));
    TRY(const auto view, queue_view(tx, req.actor, parts.settings));
    return web::json_answer(view, 201);
  });
}

Result<web::Response> try_now(const Parts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRYV(resume(tx, req.actor));
  TRY(const auto view, queue_view(tx, req.actor, parts.settings));
  return web::json_answer(view);
}

Result<web::Response> addresses(const Parts&, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<AddressId>(req));
  TRY(auto rows, get_marked_addresses(tx, req.actor, after, limit + 1));
  AddressList answer;
  if (std::ssize(rows) > limit) {
    rows.pop_back();
    answer.next = rows.back().id.to_string();
  }
  for (const auto& row : rows) {
    answer.items.push_back({row.id, row.address, unless_zero(row.refused_ms), row.refused_answer, unless_zero(row.unsubscribed_ms)});
  }
  return web::json_answer(answer);
}

Result<web::Response> clear(const Parts&, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AddressId>(req, "address"));
  TRY(const auto body, web::body_of<ClearBody>(req));
  TRYV(clear_mark(tx, req.actor, id, body.mark));
  web::Response response;
  response.status = 204;
  return response;
}

using PartsPtr = std::shared_ptr<const Parts>;

web::Read reads(const PartsPtr& parts, Result<web::Response> (*body)(const Parts&, const web::Req&, storage::ReadTx&)) {
  return [parts, body](const web::Req& req, storage::ReadTx& tx) { return body(*parts, req, tx); };
}
web::Write writes(const PartsPtr& parts, Result<web::Response> (*body)(const Parts&, const web::Req&, storage::WriteTx&)) {
  return [parts, body](const web::Req& req, storage::WriteTx& tx) { return body(*parts, req, tx); };
}

web::Route route(web::Method method, std::string pattern, decltype(web::Route::handler) handler) {
  return {.method = method, .pattern = std::move(pattern), .access = web::kAdmin, .handler = std::move(handler)};
}

}  // namespace

web::Routes routes(const render::PagesPtr& pages, const mail::Settings& settings) {
  const auto parts = std::make_shared<const Parts>(Parts{.pages = pages, .settings = settings});
  using enum web::Method;
  return {route(get, "/api/v1/mail", reads(parts, list)),
          route(get, "/api/v1/mail/{letter}", reads(parts, one)),
          route(post, "/api/v1/mail/{letter}/sending", writes(parts, again)),
          route(post, "/api/v1/mail/test", writes(parts, test)),
          route(post, "/api/v1/mail/resume", writes(parts, try_now)),
          route(get, "/api/v1/mail/addresses", reads(parts, addresses)),
          route(post, "/api/v1/mail/addresses/{address}/clear", writes(parts, clear))};
}

}  // namespace uke::server::outbox
