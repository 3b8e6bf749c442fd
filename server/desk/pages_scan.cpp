#include "server/desk/pages_scan.h"

#include "server/desk/pages_kit.h"
#include "server/desk/seen_view.h"
#include "server/events/page_kit.h"
#include "server/web/own_path.h"
#include "server/web/rest.h"

#include <algorithm>

namespace uke::server::desk {
namespace {

constexpr std::int64_t kHereSeconds = 16 * 60 * 60;  // one evening: next time it is another place
constexpr std::size_t kWithMax = 20;

struct TicketView {
  SeenView seen;
};
BOOST_DESCRIBE_STRUCT(TicketView, (), (seen))

std::optional<events::EditionRow> row_of(storage::ReadTx& tx, std::optional<EditionId> id) {
  if (!id) return std::nullopt;
  auto found = events::find_edition(tx, *id);
  return found ? *found : std::nullopt;
}

// The doors among which this phone may choose: those of the event it stands at, else of the ticket's.
Result<WhereView> where_of(const i18n::Messages& messages, storage::ReadTx& tx, const std::optional<events::EditionRow>& here,
                           const std::optional<events::EditionRow>& at, std::string next) {
  WhereView view{
      .here = here ? events::name_of(messages, *here) : messages.text("desk.here_ticket"), .next = std::move(next), .choices = {}};
  view.choices.push_back({"", messages.text("desk.switch_auto"), !here});
  const auto& known = here ? here : at;
  if (!known) return view;
  TRY(const auto editions, events::list_editions(tx, known->event));
  for (const auto& edition : editions) {
    view.choices.push_back({edition.id.to_string(), events::name_of(messages, edition), here && edition.id == here->id});
  }
  return view;
}

void add_links(const i18n::Messages& messages, SeenView& view, std::optional<EditionId> at) {
  if (!at) return;
  const bool is_done = view.tone == "good" || view.tone == "info";
  if (view.acts.empty() && !is_done) {
    view.links.push_back({desk_path(*at), messages.text("desk.by_name"), render::Look::primary});
  } else if (is_done) {
    view.links.push_back({desk_path(*at), messages.text("desk.next"), view.acts.empty() ? render::Look::primary : render::Look::secondary});
  } else {
    view.links.push_back({desk_path(*at), messages.text("desk.by_name"), render::Look::quiet});
  }
}

render::Head head_of(const i18n::Messages& messages) { return {.title = messages.text("desk.title"), .nav = "/events"}; }

// The verdict on one person at one door.
Result<web::Response> show_person(const render::Pages& pages, const web::Req& req, storage::ReadTx& tx, AttendeeId attendee, EditionId at,
                                  SeenAsk ask, int status = 200) {
  const auto& messages = pages.messages(req.http);
  TRY(const auto edition, events::edition_of(tx, at));
  TRY(const auto seen, look_at_attendee(tx, req.actor, attendee, at));
  ask.at = &edition;
  TicketView view{.seen = view_of(messages, seen, ask)};
  add_links(messages, view.seen, at);
  auto head = head_of(messages);
  head.back = desk_path(at);
  head.back_label = events::name_of(messages, edition);
  return pages.page(req, head, "desk/ticket", view, status);
}

Result<web::Response> person(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto at, web::path_value<EditionId>(req, "edition"));
  TRY(const auto attendee, web::path_value<AttendeeId>(req, "attendee"));
  SeenAsk ask;
  if (const auto done = RecordId::parse(req.query("done").value_or(""))) ask.done = *done;
  return show_person(*needs->pages, req, tx, attendee, at, ask);
}

Result<std::vector<AttendeeId>> with_of(const web::Form& form) {
  std::vector<AttendeeId> with;
  const auto typed = form.all("with");
  if (typed.size() > kWithMax) return fail(ErrorCode::invalid, "desk.with_of", "with: are too many");
  for (const auto text : typed) {
    TRY(const auto id, AttendeeId::parse(text));
    with.push_back(id);
  }
  return with;
}

Result<CheckIn> command_of(const web::Form& form) {
  CheckIn command;
  TRY(command.attendee, AttendeeId::parse(form.text("attendee")));
  TRY(command.at, EditionId::parse(form.text("at")));
  TRY(command.with, with_of(form));
  for (const auto verdict : form.all("override")) command.overrides.emplace_back(verdict);
  command.reason = form.text("reason");
  const auto what = form.text("do");
  if (what == "settled") command.overrides.emplace_back(enum_name(Verdict::pay_first));
  if (what == "paid") {
    const auto amount = typed_yen(form.text("amount"));
    if (!amount) return fail(ErrorCode::invalid, "desk.command_of", "amount: is no amount");
    command.paid = *amount;
  }
  return command;
}

bool lacks_reason(const CheckIn& command) {
  const bool over_cancelled = std::ranges::find(command.overrides, enum_name(Verdict::cancelled)) != command.overrides.end();
  return over_cancelled && command.reason.empty();
}

Result<web::Response> tap(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto command, command_of(req.form));
  if (lacks_reason(command)) {
    return show_person(*needs->pages, req, tx, command.attendee, command.at, {.at = nullptr, .done = {}, .lacks_reason = true}, 422);
  }
  TRY(const auto seen, check_in(tx, req.actor, command));
  const auto path = person_path(command.at, command.attendee);
  if (!seen.admitted) return needs->pages->see_other(path, {.key = "flash.desk_changed", .args = {}});
  // Who is in by another desk's word is shown as such; by this organizer's own, it is the same tap sent again.
  const bool is_ours = seen.decision.verdict == Verdict::admitted || (seen.by_us && seen.decision.already_desk == req.actor.name);
  return needs->pages->see_other(is_ours ? path + "?done=" + seen.admitted->to_string() : path);
}

Result<web::Response> undo(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto attendee, AttendeeId::parse(req.form.text("attendee")));
  TRY(const auto at, EditionId::parse(req.form.text("at")));
  TRY(const auto with, with_of(req.form));
  TRYV(events::event_of(tx, at));
  std::vector<AttendeeId> all = {attendee};
  all.insert(all.end(), with.begin(), with.end());
  bool is_any = false;
  for (const auto id : all) {
    const auto undone = undo_check_in(tx, req.actor, id);
    if (!undone && undone.error().code != ErrorCode::conflict) return std::unexpected(undone.error());
    is_any = is_any || undone.has_value();
  }
  return needs->pages->see_other(person_path(at, attendee),
                                 {.key = is_any ? "flash.check_in_undone" : "flash.desk_stale_undo", .args = {}});
}

Result<web::Response> set_here(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  const auto typed = req.form.text("next");
  const std::string next = web::is_own_path(typed) ? std::string(typed) : std::string("/home");
  const auto id = EditionId::parse(req.form.text("edition"));
  const auto edition = id ? row_of(tx, *id) : std::nullopt;
  render::Flash flash{.key = "flash.desk_auto", .args = {}};
  if (edition) flash = {.key = "flash.desk_here", .args = {{"edition", events::name_of(messages, *edition)}}};
  auto response = needs->pages->see_other(next, flash);
  response.header("set-cookie", needs->pages->cookie(kHereCookie, edition ? edition->id.to_string() : "", edition ? kHereSeconds : 0));
  return response;
}

}  // namespace

Result<web::Response> show_seen(const render::Pages& pages, const web::Req& req, storage::ReadTx& tx, std::string_view token) {
  const auto& messages = pages.messages(req.http);
  TRY(const auto here, here_of(req, tx));
  TRY(const auto seen, look_at_ticket(tx, req.actor, token, here ? std::optional(here->id) : std::nullopt));
  const auto at = row_of(tx, seen.at);
  SeenAsk ask;
  ask.at = at ? &*at : nullptr;
  TicketView view{.seen = view_of(messages, seen, ask)};
  add_links(messages, view.seen, seen.at);
  if (seen.rsvp) view.seen.links.push_back({req.http.path + "?as=attendee", messages.text("desk.own_ticket"), render::Look::quiet});
  TRY(view.seen.where, where_of(messages, tx, here, at, req.http.path));
  return pages.page(req, head_of(messages), "desk/ticket", view);
}

web::Routes scan_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, "/editions/{edition}/desk/{attendee}", web::Read(with_needs<storage::ReadTx>(needs, person))),
      page(post, "/desk/check-in", web::Write(with_needs<storage::WriteTx>(needs, tap))),
      page(post, "/desk/undo", web::Write(with_needs<storage::WriteTx>(needs, undo))),
      page(post, "/desk/here", web::Read(with_needs<storage::ReadTx>(needs, set_here))),
  };
}

}  // namespace uke::server::desk
