// /home: what waits, and what was changed lately.
#include "server/accounts/history_view.h"

namespace uke::server::accounts {
namespace {

constexpr std::int64_t kRecent = 10;

struct CardView {
  std::string title;
  std::string text;
  std::string link;
  bool urgent = false;
};
BOOST_DESCRIBE_STRUCT(CardView, (), (title, text, link, urgent))
struct HomeView {
  std::string greeting;
  std::vector<CardView> cards;
  std::vector<EntryView> entries;
  bool sees_changes = false;
};
BOOST_DESCRIBE_STRUCT(HomeView, (), (greeting, cards, entries, sees_changes))

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  HomeView view;
  view.greeting = messages.text("home.greeting", {{"name", req.actor.name}});
  for (const auto& what : needs->what_waits) {
    TRY(const auto waiting, what(tx, req.actor, messages));
    for (const auto& one : waiting) view.cards.push_back({one.title, one.text, one.path, one.is_urgent});
  }
  view.sees_changes = (req.actor.access & web::kAdmin) != 0;
  if (view.sees_changes) {
    TRY(const auto entries, find_audit(tx, req.actor, {}, Uuid{}, kRecent));
    TRY(view.entries, entry_views(*needs, tx, messages, entries));
  }
  return needs->pages->page(req, {.title = messages.text("home.title"), .nav = "/home"}, "accounts/home", view);
}

}  // namespace

web::Routes home_page_routes(const Needs& needs) { return {page(web::Method::get, "/home", web::kOrganizers, reads(needs, show))}; }

}  // namespace uke::server::accounts
