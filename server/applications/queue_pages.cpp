// The organizers' queue: who waits, oldest first.
#include "server/applications/links.h"
#include "server/applications/pages.h"
#include "server/applications/texts.h"
#include "server/web/rest.h"

#include <array>

namespace uke::server::applications {
namespace {

constexpr std::int64_t kCardsShown = 20;
using enum ApplicationState;
constexpr std::array kTabs = {received, checking, approved, declined, withdrawn};

struct CardView {
  ApplicationId id;
  std::string name;
  std::string kana;
  render::Chip chip;
  render::Facts facts;
  std::vector<render::Chip> hints;
};
BOOST_DESCRIBE_STRUCT(CardView, (), (id, name, kana, chip, facts, hints))

struct QueueView {
  render::Tabs tabs;
  std::vector<CardView> cards;
  std::optional<render::Empty> empty;
  std::optional<render::Copy> reminder;
  std::optional<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(QueueView, (), (tabs, cards, empty, reminder, pager))

void add_fact(render::Facts& facts, std::string label, std::string value, std::string link = {}) {
  if (!value.empty()) facts.rows.push_back({.label = std::move(label), .value = std::move(value), .link = std::move(link)});
}

void add_sponsor(const Messages& messages, render::Facts& facts, const Case& about) {
  const auto label = messages.text("application.sponsor");
  if (!about.sponsor) return add_fact(facts, label, about.row.introduced_by);
  render::Fact fact{.label = label, .value = about.sponsor->name, .link = "/members/" + about.sponsor->id.to_string()};
  if (about.sponsor->vouched_for > 0) {
    fact.chips.push_back({render::Tone::neutral, messages.text("application.vouched_for", {{"count", about.sponsor->vouched_for}})});
  }
  facts.rows.push_back(std::move(fact));
}

std::vector<render::Chip> hints_of(const Messages& messages, const Case& about) {
  std::vector<render::Chip> hints;
  if (!about.likes.empty()) hints.push_back({render::Tone::attention, messages.text("application.hint.like")});
  if (!about.doubles.empty()) hints.push_back({render::Tone::attention, messages.text("application.hint.double")});
  if (!about.names_in_group.empty()) hints.push_back({render::Tone::info, messages.text("application.hint.group")});
  if (!about.row.reply.empty()) hints.push_back({render::Tone::info, messages.text("application.hint.reply")});
  if (about.row.reminded_ms != 0) hints.push_back({render::Tone::attention, messages.text("application.hint.overdue")});
  if (about.row.group_invited) hints.push_back({render::Tone::good, messages.text("application.hint.invited")});
  return hints;
}

CardView card_of(const Messages& messages, const Case& about, Time now) {
  const auto& row = about.row;
  CardView card{.id = row.id, .name = name_of(row), .kana = row.kana, .chip = chip_of(messages, row), .facts = {}, .hints = {}};
  add_fact(card.facts, messages.text("application.worked_at"), where_they_worked(messages, row));
  add_sponsor(messages, card.facts, about);
  if (is_open(row.state)) {
    add_fact(card.facts, messages.text("application.waits"), waiting_since(messages, row.created_ms, now));
  } else if (row.decided_ms != 0) {
    add_fact(card.facts, messages.text("application.decided"),
             messages.text("application.decided_by", {{"name", row.decided_by}, {"when", date_of(messages, row.decided_ms)}}));
  }
  card.hints = hints_of(messages, about);
  return card;
}

render::Tabs tabs_of(const Messages& messages, const std::vector<StateCount>& counts, ApplicationState current) {
  render::Tabs tabs{.label = messages.text("application.tabs"), .links = {}};
  for (const auto state : kTabs) {
    std::int64_t count = 0;
    for (const auto& one : counts) {
      if (one.state == state) count = one.count;
    }
    tabs.links.push_back({.path = "/applications?state=" + std::string(enum_name(state)),
                          .label = messages.text("application.tab." + std::string(enum_name(state))),
                          .current = state == current,
                          .count = std::to_string(count)});
  }
  return tabs;
}

Result<web::Response> show_queue(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = parts.pages->messages(req.http);
  const auto state = enum_value<ApplicationState>(req.query("state").value_or("received"));
  if (!state) return fail(ErrorCode::not_found, "applications.queue", "no such tab");
  TRY(const auto after, web::page_after<ApplicationId>(req));
  const auto order = is_open(*state) ? Order::oldest_first : Order::newest_first;
  TRY(auto cases, get_cases(tx, req.actor, *state, order, after, kCardsShown + 1));
  TRY(const auto counts, get_counts(tx, req.actor));
  TRY(const auto waiting, waiting_applications(tx));
  QueueView view{.tabs = tabs_of(messages, counts, *state), .cards = {}, .empty = {}, .reminder = {}, .pager = {}};
  const auto path = "/applications?state=" + std::string(enum_name(*state));
  const bool more = std::ssize(cases) > kCardsShown;
  if (more) cases.pop_back();
  for (const auto& about : cases) view.cards.push_back(card_of(messages, about, tx.now()));
  if (more || !after.is_nil()) {
    view.pager.emplace();
    view.pager->summary = messages.text("application.shown", {{"count", std::ssize(cases)}});
    if (!after.is_nil()) view.pager->first = render::PagerStep{.path = path};
    if (more) view.pager->next = render::PagerStep{.path = path + "&after=" + cases.back().row.id.to_string()};
  }
  if (cases.empty()) {
    view.empty = render::Empty{.title = messages.text("application.empty." + std::string(enum_name(*state)))};
    if (*state == received) {
      view.empty->text = messages.text("application.empty_text");
      view.empty->path = "/invitations";
      view.empty->action = messages.text("invitation.title");
    }
  }
  if (waiting.overdue > 0) {
    const auto link = full_link(parts.pages->url(), req.http.header("host"), "/applications");
    view.reminder = render::Copy{.id = "reminder",
                                 .label = messages.text("application.reminder"),
                                 .text = reminder_text(messages, waiting, link, tx.now()),
                                 .rows = 5};
  }
  return parts.pages->page(req, {.title = messages.text("application.title"), .nav = "/applications"}, "applications/queue", view);
}

}  // namespace

web::Routes queue_pages(const PagePartsPtr& parts) {
  return {page_get("/applications", web::kOrganizers,
                   [parts](const web::Req& req, storage::ReadTx& tx) { return show_queue(*parts, req, tx); })};
}

}  // namespace uke::server::applications
