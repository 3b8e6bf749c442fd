// /events/{event}/copy: what becomes what, before anything is written.
#include "server/events/copy_rules.h"
#include "server/events/pages_kit.h"
#include "server/web/rest.h"
#include "shared/i18n/dates.h"

namespace uke::server::events {
namespace {

struct CopyView {
  std::optional<render::Notice> handover;
  std::vector<render::Compare> tables;
  render::Notice rest;
  render::Notice check;
  render::PostButton submit;
  std::string cancel;
};
BOOST_DESCRIBE_STRUCT(CopyView, (), (handover, tables, rest, check, submit, cancel))

// A line of the review; nothing where nothing was said.
void add_row(render::Compare& table, const std::string& label, std::string before, std::string after) {
  if (before.empty()) return;
  table.rows.push_back({.label = label, .differs = false, .cells = {{.text = std::move(before)}, {.text = std::move(after)}}});
}

render::Compare table_of(const i18n::Messages& messages, std::string caption, const Move& move) {
  const auto year = [&](int number) { return messages.text("event.copy.year", {{"year", std::to_string(number)}}); };
  return {.caption = std::move(caption), .columns = {year(move.from_year), year(move.to_year)}, .rows = {}};
}

render::Compare event_table(const i18n::Messages& messages, const EventRow& event, const Move& move) {
  auto table = table_of(messages, name_of(messages, event), move);
  const auto after = moved(event, move);
  add_row(table, messages.text("event.field.name"), event.name, after.name);
  add_row(table, messages.text("event.field.name_en"), event.name_en, after.name_en);
  add_row(table, messages.text("event.field.date_ms"), i18n::format_date(from_ms(event.date_ms), event.zone, messages.language()),
          i18n::format_date(from_ms(after.date_ms), event.zone, messages.language()));
  return table;
}

render::Compare edition_table(const i18n::Messages& messages, const EditionRow& edition, const EditionDetails& details, const Move& move) {
  auto table = table_of(messages, name_of(messages, edition), move);
  const auto after = moved(edition, move);
  const auto details_after = moved(details, edition.zone, move);
  add_row(table, messages.text("edition.field.name"), edition.name, after.name);
  const auto add_time = [&](const char* key, std::int64_t before_ms, std::int64_t after_ms) {
    if (before_ms == 0) return;
    add_row(table, messages.text(key), moment(messages, before_ms, edition.zone), moment(messages, after_ms, edition.zone));
  };
  add_time("edition.field.doors_open_ms", edition.doors_open_ms, after.doors_open_ms);
  add_time("edition.field.starts_ms", edition.starts_ms, after.starts_ms);
  add_time("edition.field.ends_ms", edition.ends_ms, after.ends_ms);
  add_time("edition.field.doors_close_ms", edition.doors_close_ms, after.doors_close_ms);
  add_time("edition.field.rsvp_closes_ms", details.rsvp_closes_ms, details_after.rsvp_closes_ms);
  add_time("edition.field.maybe_until_ms", details.maybe_until_ms, details_after.maybe_until_ms);
  add_time("edition.field.cancel_free_until_ms", details.cancel_free_until_ms, details_after.cancel_free_until_ms);
  add_time("edition.field.food_fixed_ms", details.food_fixed_ms, details_after.food_fixed_ms);
  if (edition.cancelled) {
    add_row(table, messages.text("event.col.state"), messages.text("edition.state.cancelled"), messages.text("edition.state.open"));
  }
  return table;
}

Result<web::Response> review(const Needs& needs, const web::Req& req, storage::ReadTx& tx, int status, const char* error_key) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto event, get_event(tx, req.actor, id));
  TRY(const auto said, event_details_of(tx, id));
  TRY(const auto editions, get_editions(tx, req.actor, id));
  const auto move = move_of(event, tx.now());
  CopyView view;
  if (error_key != nullptr) {
    view.handover = render::Notice{.tone = render::Tone::stop, .title = messages.text(error_key)};
  } else if (!said.handover.empty()) {
    view.handover = render::Notice{
        .tone = render::Tone::info, .title = messages.text("event.last_year", {{"name", name_of(messages, event)}}), .text = said.handover};
  }
  view.tables.push_back(event_table(messages, event, move));
  for (const auto& edition : editions) {
    TRY(const auto details, edition_details_of(tx, edition.id));
    view.tables.push_back(edition_table(messages, edition, details, move));
  }
  view.rest = {.tone = render::Tone::info,
               .title = messages.text("event.copy.rest"),
               .points = {messages.text("event.copy.along"), messages.text("event.copy.programme"), messages.text("event.copy.behind")}};
  view.check = {
      .tone = render::Tone::attention, .title = messages.text("event.copy.check"), .text = messages.text("event.copy.check_text")};
  view.submit = {.action = path_of(id) + "/copy",
                 .label = messages.text("event.copy.submit", {{"year", std::to_string(move.to_year)}}),
                 .look = render::Look::primary};
  view.cancel = path_of(id);
  return needs->pages->page(req,
                            {.title = messages.text("event.copy"),
                             .nav = kNav,
                             .back = path_of(id),
                             .back_label = name_of(messages, event),
                             .width = render::Head::Width::table},
                            "events/copy", view, status);
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) { return review(needs, req, tx, 200, nullptr); }

Result<web::Response> copy(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  const auto made = tx.savepoint([&] { return copy_event(tx, req.actor, id); });
  if (!made && made.error().code == ErrorCode::conflict) return review(needs, req, tx, 409, "event.copy.impossible");
  if (!made) return std::unexpected(made.error());
  return needs->pages->see_other(path_of(made->id), {.key = "flash.event_copied", .args = {{"name", made->name}}});
}

}  // namespace

web::Routes copy_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/events/{event}/copy", web::kAdmin, reads(needs, show)),
          page(post, "/events/{event}/copy", web::kAdmin, writes(needs, copy))};
}

}  // namespace uke::server::events
