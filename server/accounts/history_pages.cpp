// /audit: every change and export. /handouts: lists that left the house. Admins only.
#include "server/accounts/history_view.h"
#include "server/web/own_path.h"
#include "shared/i18n/dates.h"

#include <chrono>

namespace uke::server::accounts {
namespace {

constexpr std::int64_t kPage = 50;

struct AuditView {
  render::Filters filters;
  std::string thing;  // goes along unseen
  std::string from;
  std::string until;
  std::vector<render::Notice> notices;
  std::vector<EntryView> entries;
  std::optional<render::Empty> empty;
  std::vector<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(AuditView, (), (filters, thing, from, until, notices, entries, empty, pager))

struct HandoutRow {
  std::string time;
  std::string who;
  std::string what;
  std::string filter;
  std::string purpose;
  std::string people;
};
BOOST_DESCRIBE_STRUCT(HandoutRow, (), (time, who, what, filter, purpose, people))
struct HandoutsView {
  std::vector<HandoutRow> rows;
  std::optional<render::Empty> empty;
  std::vector<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(HandoutsView, (), (rows, empty, pager))

// What the address asks for, as it was typed.
struct Asked {
  std::string actor;
  std::string kind;
  std::string thing;
  std::string action;
  std::string from;
  std::string until;

  [[nodiscard]] bool any() const { return !(actor + kind + thing + action + from + until).empty(); }
  [[nodiscard]] std::string path(const std::string& after) const {
    std::string query;
    const std::pair<const char*, const std::string*> parts[] = {
        {"actor", &actor}, {"kind", &kind}, {"thing", &thing}, {"action", &action}, {"from", &from}, {"until", &until}, {"after", &after}};
    for (const auto& [name, value] : parts) {
      if (!value->empty()) query += std::string(query.empty() ? "?" : "&") + name + "=" + web::percent_encoded(*value);
    }
    return "/audit" + query;
  }
};

Asked asked_of(const web::Req& req) {
  const auto of = [&](std::string_view name) { return req.query(name).value_or("").substr(0, 100); };
  return {of("actor"), of("kind"), of("thing"), of("action"), of("from"), of("until")};
}

// Nothing for what is no day.
std::optional<Time> day_of(const std::string& text) {
  const auto day = i18n::parse_local(text, "00:00", "Asia/Tokyo");
  return day ? std::optional(*day) : std::nullopt;
}

AuditQuery query_of(const Asked& asked, bool& dates_are_good) {
  AuditQuery query{.actor = asked.actor, .kind = asked.kind, .thing = asked.thing, .action = asked.action};
  if (!asked.from.empty()) query.from = day_of(asked.from);
  if (!asked.until.empty()) query.until = day_of(asked.until);
  dates_are_good = (asked.from.empty() || query.from) && (asked.until.empty() || query.until);
  if (query.until) *query.until += std::chrono::hours{24};  // to the end of that day
  return query;
}

template <class Word>
render::Filter filter_of(const i18n::Messages& messages, const char* name, const std::vector<std::string>& values,
                         const std::string& chosen, Word word) {
  render::Filter filter{.name = name, .label = messages.text("audit.filter." + std::string(name)), .choices = {}};
  filter.choices.push_back({.value = "", .label = messages.text("ui.all"), .chosen = chosen.empty()});
  for (const auto& value : values) filter.choices.push_back({.value = value, .label = word(value), .chosen = value == chosen});
  return filter;
}

render::Filters filters_of(const i18n::Messages& messages, const AuditWords& words, const Asked& asked) {
  render::Filters filters;
  filters.any = asked.any();
  render::Filter who{.name = "actor", .label = messages.text("audit.filter.actor"), .choices = {}};
  who.choices.push_back({.value = "", .label = messages.text("ui.all"), .chosen = asked.actor.empty()});
  for (const auto& one : words.actors) {
    who.choices.push_back({.value = one.id, .label = who_words(messages, one.id, one.name), .chosen = one.id == asked.actor});
  }
  filters.rows.push_back(std::move(who));
  filters.rows.push_back(filter_of(messages, "kind", words.kinds, asked.kind,
                                   [&](const std::string& kind) { return word_or_raw(messages, "audit.kind.", kind); }));
  filters.rows.push_back(filter_of(messages, "action", words.actions, asked.action,
                                   [&](const std::string& action) { return word_or_raw(messages, "audit.action.", action); }));
  return filters;
}

Result<Uuid> after_of(const web::Req& req) {
  const auto text = req.query("after").value_or("");
  if (text.empty()) return Uuid{};
  auto id = Uuid::parse(text);
  if (!id) return fail(ErrorCode::invalid, "accounts.audit", "after: is no place in the list");
  return id;
}

Result<web::Response> audit_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  const auto asked = asked_of(req);
  bool dates_are_good = true;
  const auto query = query_of(asked, dates_are_good);
  TRY(const auto after, after_of(req));
  TRY(auto entries, find_audit(tx, req.actor, query, after, kPage + 1));
  TRY(const auto words, audit_words(tx, req.actor));
  AuditView view;
  const bool more = std::ssize(entries) > kPage;
  if (more) entries.pop_back();
  TRY(view.entries, entry_views(*needs, tx, messages, entries));
  view.filters = filters_of(messages, words, asked);
  view.thing = asked.thing;
  view.from = asked.from;
  view.until = asked.until;
  if (!dates_are_good) {
    view.notices.push_back(
        {.tone = render::Tone::attention, .title = messages.text("audit.bad_date"), .text = messages.text("fault.not_date")});
  }
  if (entries.empty()) {
    view.empty = {.title = messages.text("audit.empty.title"),
                  .text = messages.text(asked.any() ? "audit.empty.filtered" : "audit.empty.text"),
                  .path = asked.any() ? "/audit" : "",
                  .action = asked.any() ? messages.text("audit.empty.all") : ""};
  }
  if (more || !after.is_nil()) {
    render::Pager pager{.summary = messages.text("audit.page", {{"count", std::ssize(entries)}}), .first = {}, .next = {}};
    if (!after.is_nil()) pager.first = render::PagerStep{.path = asked.path("")};
    if (more) pager.next = render::PagerStep{.path = asked.path(entries.back().id.to_string())};
    view.pager.push_back(std::move(pager));
  }
  return needs->pages->page(req, {.title = messages.text("audit.title"), .nav = "/audit", .width = render::Head::Width::table},
                            "accounts/audit", view);
}

Result<web::Response> handouts_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto after, after_of(req));
  TRY(auto entries, list_handouts(tx, req.actor, after, kPage + 1));
  const bool more = std::ssize(entries) > kPage;
  if (more) entries.pop_back();
  HandoutsView view;
  for (const auto& entry : entries) {
    view.rows.push_back({.time = when(messages, entry.at_ms),
                         .who = who_words(messages, entry.actor_id, entry.actor_name),
                         .what = word_or_raw(messages, "handouts.what.", entry.what),
                         .filter = entry.filter,
                         .purpose = entry.purpose,
                         .people = messages.text("handouts.people", {{"count", entry.people}})});
  }
  if (entries.empty()) {
    view.empty = {.title = messages.text("handouts.empty.title"), .text = messages.text("handouts.empty.text")};
  }
  if (more || !after.is_nil()) {
    render::Pager pager{.summary = messages.text("audit.page", {{"count", std::ssize(entries)}}), .first = {}, .next = {}};
    if (!after.is_nil()) pager.first = render::PagerStep{.path = "/handouts"};
    if (more) pager.next = render::PagerStep{.path = "/handouts?after=" + entries.back().id.to_string()};
    view.pager.push_back(std::move(pager));
  }
  return needs->pages->page(req, {.title = messages.text("handouts.title"), .nav = "/handouts", .width = render::Head::Width::table},
                            "accounts/handouts", view);
}

}  // namespace

web::Routes history_page_routes(const Needs& needs) {
  return {
      page(web::Method::get, "/audit", web::kAdmin, reads(needs, audit_page)),
      page(web::Method::get, "/handouts", web::kAdmin, reads(needs, handouts_page)),
  };
}

}  // namespace uke::server::accounts
