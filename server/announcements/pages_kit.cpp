#include "server/announcements/pages_kit.h"

#include "server/events/page_kit.h"
#include "server/events/service.h"
#include "server/tickets/site.h"

#include <charconv>
#include <iterator>

namespace uke::server::announcements {

web::Route page(web::Method method, std::string pattern, decltype(web::Route::handler) handler) {
  return web::page(method, std::move(pattern), web::kAdmin, std::move(handler));
}

std::string path_of(MessageId id) { return "/messages/" + id.to_string(); }
std::string list_path(EditionId id) { return "/editions/" + id.to_string() + "/messages"; }

std::string url_of(const Needs& needs, const web::Req& req) { return tickets::url_of({.url = needs->post.url}, req.http.header("host")); }

render::Chip state_chip(const Messages& messages, MessageState state) {
  using render::Tone;
  auto tone = Tone::neutral;
  if (state == MessageState::sent) tone = Tone::good;
  if (state == MessageState::scheduled || state == MessageState::sending) tone = Tone::info;
  return {tone, messages.text("announcement.state." + std::string(enum_name(state)))};
}

std::string filter_words(const Messages& messages, const Filter& filter) {
  auto words = filter.state ? messages.text("rsvps.state." + std::string(enum_name(*filter.state))) : messages.text("announcement.for_all");
  const auto add = [&](const std::string& word) { words += messages.text("rsvps.comma") + word; };
  if (filter.mode) add(messages.text("rsvps.mode." + std::string(enum_name(*filter.mode))));
  if (filter.money) add(messages.text("rsvps.money_filter." + std::string(enum_name(*filter.money))));
  if (filter.only) add(messages.text("rsvps.only." + std::string(enum_name(*filter.only))));
  return words;
}

Result<Heading> heading_of(storage::ReadTx& tx, const web::Actor& actor, EditionId edition) {
  Heading heading;
  TRY(heading.edition, events::get_edition(tx, actor, edition));
  TRY(heading.event, events::get_event(tx, actor, heading.edition.event));
  return heading;
}

std::string name_of(const Messages& messages, const Heading& heading) {
  return events::name_of(messages, heading.event) + " " + events::name_of(messages, heading.edition);
}

Result<web::Response> not_done(const Needs& needs, MessageId id, const Error& error) {
  const bool is_late = error.code == ErrorCode::stale || error.code == ErrorCode::conflict;
  if (!is_late) return std::unexpected(error);
  return needs->pages->see_other(path_of(id), {.key = "flash.message_stale", .args = {}});
}

web::Routes page_routes(const SendingParts& parts) {
  const auto needs = std::make_shared<const SendingParts>(parts);
  web::Routes routes;
  for (auto part : {list_page_routes(needs), edit_page_routes(needs), message_page_routes(needs), send_page_routes(needs)}) {
    routes.insert(routes.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  return routes;
}

}  // namespace uke::server::announcements
