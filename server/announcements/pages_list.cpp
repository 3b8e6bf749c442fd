// /editions/{edition}/messages: drafts, what is scheduled, what was sent.
#include "server/announcements/pages_kit.h"
#include "server/events/page_kit.h"
#include "server/web/rest.h"

namespace uke::server::announcements {
namespace {

struct RowView {
  std::string path;
  std::string subject;
  render::Chip state;
  std::string when;
  std::string for_whom;
  std::string counts;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (path, subject, state, when, for_whom, counts))
struct ListView {
  render::Tabs tabs;
  std::string edition;
  std::string new_path;
  std::string letters_path;
  std::vector<render::Notice> notice;
  std::vector<RowView> rows;
  std::vector<render::Empty> empty;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (tabs, edition, new_path, letters_path, notice, rows, empty))

std::string when_words(const Messages& messages, const MessageRow& row, std::string_view zone) {
  const auto at = [&](const char* key, std::int64_t ms) { return messages.text(key, {{"when", events::moment(messages, ms, zone)}}); };
  if (row.state == MessageState::scheduled) return at("announcement.when.scheduled", row.send_at_ms);
  if (row.state == MessageState::sent) return at("announcement.when.sent", row.sent_ms);
  return at("announcement.when.changed", row.changed_ms);
}

RowView row_of(const Messages& messages, const Message& message, std::string_view zone) {
  const auto& row = message.row;
  RowView view{.path = path_of(row.id),
               .subject = row.subject,
               .state = state_chip(messages, row.state),
               .when = when_words(messages, row, zone),
               .for_whom = filter_words(messages, fields_of(row).filter),
               .counts = {}};
  if (message.queued + message.no_mail + message.not_wanted > 0) {
    view.counts = messages.text("announcement.counts", {{"queued", message.queued}, {"no_mail", message.no_mail}});
  }
  return view;
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto heading, heading_of(tx, req.actor, edition));
  TRY(const auto all, get_messages(tx, req.actor, edition));
  ListView view;
  view.tabs = events::edition_tabs(messages, req.actor, edition, events::EditionTab::messages);
  view.edition = name_of(messages, heading);
  view.new_path = list_path(edition) + "/new";
  view.letters_path = "/editions/" + edition.to_string() + "/letters";
  if (!needs->post.on()) {
    view.notice = {{.tone = render::Tone::info,
                    .title = messages.text("announcement.no_post.title"),
                    .text = messages.text("announcement.no_post.text")}};
  }
  for (const auto& message : all) {
    if (message.row.state != MessageState::discarded) view.rows.push_back(row_of(messages, message, heading.edition.zone));
  }
  if (view.rows.empty()) {
    view.empty = {{.title = messages.text("announcement.empty.title"),
                   .text = messages.text("announcement.empty.text"),
                   .path = view.new_path,
                   .action = messages.text("announcement.new")}};
  }
  return needs->pages->page(req,
                            {.title = messages.text("announcement.title"),
                             .nav = kNav,
                             .back = "/editions/" + edition.to_string(),
                             .back_label = view.edition,
                             .width = render::Head::Width::table},
                            "announcements/list", view);
}

}  // namespace

web::Routes list_page_routes(const Needs& needs) { return {page(web::Method::get, "/editions/{edition}/messages", reads(needs, show))}; }

}  // namespace uke::server::announcements
