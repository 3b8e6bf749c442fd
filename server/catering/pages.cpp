#include "server/catering/pages.h"

#include "server/catering/service.h"
#include "server/catering/words.h"
#include "server/events/page_kit.h"
#include "server/events/service.h"
#include "server/render/parts.h"
#include "server/roster/rules_characters.h"
#include "server/web/page_routes.h"
#include "server/web/rest.h"
#include "shared/i18n/dates.h"

#include <charconv>
#include <chrono>

namespace uke::server::catering {

using web::page;
namespace {

using i18n::Messages;
constexpr Millis kSoon = std::chrono::hours{72};

struct WishView {
  std::string text;
  std::string count;
};
BOOST_DESCRIBE_STRUCT(WishView, (), (text, count))
struct CallView {
  std::string when;
  std::string what;
  std::string note;
  std::string recorded;
  std::vector<render::Chip> chips;
  std::vector<render::PostButton> undo;
};
BOOST_DESCRIBE_STRUCT(CallView, (), (when, what, note, recorded, chips, undo))

struct CateringPage {
  render::Tabs tabs;
  std::string edition;
  std::string number;
  std::string range;
  std::string one_more;  // what one meal too many costs
  render::Notice told;
  std::string deadline;
  bool is_urgent = false;
  std::vector<std::string> how;
  std::vector<render::FormView> form;  // none for who may not tell the shop
  bool form_open = false;
  std::string caterer;
  bool has_wishes = false;
  std::vector<WishView> wishes;
  std::string names_path;
  std::string edit_path;
  render::Copy copy;
  bool has_calls = false;
  std::vector<CallView> calls;
};
BOOST_DESCRIBE_STRUCT(CateringPage, (),
                      (tabs, edition, number, range, one_more, told, deadline, is_urgent, how, form, form_open, caterer, has_wishes, wishes,
                       names_path, edit_path, copy, has_calls, calls))

std::string path_of(EditionId edition) { return "/editions/" + edition.to_string() + "/catering"; }
bool may_tell(const web::Req& req) { return (req.actor.access & kMayTell) != 0; }

// How the range comes about, one sentence a line.
std::vector<std::string> how_of(const Messages& messages, const Catering& catering) {
  const auto& count = catering.count;
  std::vector<std::string> how{messages.text("catering.how.expected", {{"count", count.expected}, {"companions", count.companions}})};
  if (count.doubles > 0) how.push_back(messages.text("catering.how.doubles", {{"count", count.doubles}}));
  how.push_back(messages.text(catering.is_from_experience ? "catering.how.no_shows_known" : "catering.how.no_shows_usual",
                              {{"percent", catering.no_show_percent}, {"count", count.no_shows}, {"lowest", count.lowest}}));
  how.push_back(messages.text("catering.how.highest", {{"maybe", count.maybe}, {"waiting", count.waiting}, {"highest", count.highest}}));
  if (catering.edition.capacity_onsite > 0) {
    how.push_back(messages.text("catering.how.capacity", {{"count", catering.edition.capacity_onsite}}));
  }
  return how;
}

std::string typed(const web::Form& form, std::string_view name, const std::string& otherwise) {
  constexpr std::size_t kShownBytes = 4000;
  if (!form.has(name)) return otherwise;
  const auto text = form.text(name);
  return text.size() <= kShownBytes ? std::string(text) : otherwise;
}

render::FormView form_of(const Messages& messages, const web::Req& req, const Catering& catering, Time now) {
  using render::FieldKind;
  const auto& zone = catering.edition.zone;
  const auto day = messages.text("catering.field.day");
  render::FormView form{.action = path_of(catering.edition.id) + "/calls", .submit = messages.text("catering.note_call"), .fields = {}};
  form.fields = {{.kind = FieldKind::number,
                  .name = "number",
                  .label = messages.text("catering.field.number"),
                  .value = typed(req.form, "number", std::to_string(catering.count.expected)),
                  .required = true,
                  .autocomplete = "off"},
                 {.name = "by",
                  .label = messages.text("catering.field.by"),
                  .value = typed(req.form, "by", req.actor.name),
                  .required = true,
                  .autocomplete = "off",
                  .length_max = kByMax},
                 {.kind = FieldKind::date,
                  .name = "day",
                  .label = day,
                  .value = typed(req.form, "day", i18n::typed_date(now, zone)),
                  .required = true},
                 {.name = "time",
                  .label = messages.text("catering.field.time"),
                  .hint = messages.text("catering.field.time_hint"),
                  .value = typed(req.form, "time", i18n::format_time(now, zone)),
                  .required = true,
                  .autocomplete = "off",
                  .length_max = 5},
                 {.name = "note",
                  .label = messages.text("catering.field.note"),
                  .hint = messages.text("catering.field.note_hint"),
                  .value = typed(req.form, "note", ""),
                  .autocomplete = "off",
                  .length_max = kNoteMax}};
  return form;
}

CallView call_view(const Messages& messages, const web::Req& req, const events::EditionRow& edition, const Call& call) {
  const auto& row = call.row;
  CallView view{
      .when = moment_of(messages, edition, row.at_ms),
      .what = messages.text("catering.call", {{"by", row.by_name}, {"number", row.number}}),
      .note = row.note,
      .recorded = row.recorded_name == row.by_name ? std::string() : messages.text("catering.recorded_by", {{"name", row.recorded_name}}),
      .chips = {},
      .undo = {}};
  if (call.taken_back) {
    view.chips = {{render::Tone::neutral, messages.text("catering.taken_back")}};
  } else if (may_tell(req)) {
    view.undo = {{.action = path_of(edition.id) + "/calls/" + row.id.to_string() + "/undo",
                  .label = messages.text("catering.take_back"),
                  .look = render::Look::quiet,
                  .small = true,
                  .says = messages.text("catering.take_back_says", {{"number", row.number}, {"when", view.when}})}};
  }
  return view;
}

render::Notice told_notice(const Messages& messages, const Catering& catering) {
  using render::Tone;
  const bool is_right = catering.told && catering.difference() == 0;
  return {.tone = is_right ? Tone::good : Tone::attention,
          .title = told_words(messages, catering),
          .text = catering.told ? since_words(messages, catering) : std::string()};
}

Result<web::Response> show(const render::PagesPtr& pages, const web::Req& req, storage::ReadTx& tx, const web::Faults& faults) {
  const auto& messages = pages->messages(req.http);
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto catering, get_catering(tx, req.actor, id));
  TRY(const auto event, events::get_event(tx, req.actor, catering.edition.event));
  CateringPage view;
  view.tabs = events::edition_tabs(messages, req.actor, id, events::EditionTab::catering);
  view.edition = events::name_of(messages, event) + " " + events::name_of(messages, catering.edition);
  view.number = number_words(messages, catering.count);
  view.range = range_words(messages, catering.count);
  view.told = told_notice(messages, catering);
  view.deadline = deadline_words(messages, catering, tx.now());
  view.how = how_of(messages, catering);
  view.caterer = catering.details.caterer;
  view.names_path = "/editions/" + id.to_string() + "/rsvps?only=food";
  view.edit_path = "/editions/" + id.to_string() + "/edit";
  view.copy = {.id = "shop",
               .label = messages.text("catering.shop.label"),
               .text = text_for_shop(messages, catering, events::name_of(messages, event)),
               .rows = 10};
  if (catering.details.food_price.value > 0) {
    view.one_more = messages.text("catering.one_more", {{"price", i18n::format_yen(messages, catering.details.food_price)}});
  }
  const bool is_settled = catering.told && catering.difference() == 0;
  view.is_urgent = !is_settled && catering.details.food_fixed_ms != 0 && from_ms(catering.details.food_fixed_ms) - tx.now() < kSoon;
  if (may_tell(req)) {
    view.form = {form_of(messages, req, catering, tx.now())};
    view.form_open = render::show_faults(view.form.front(), faults, messages);
  }
  for (const auto& wish : catering.wishes) {
    view.wishes.push_back({wish.text, messages.text("catering.people", {{"count", wish.count}})});
  }
  view.has_wishes = !view.wishes.empty();
  for (const auto& call : catering.calls) view.calls.push_back(call_view(messages, req, catering.edition, call));
  view.has_calls = !view.calls.empty();
  return pages->page(req,
                     {.title = messages.text("catering.title"),
                      .nav = "/events",
                      .back = "/editions/" + id.to_string(),
                      .back_label = view.edition,
                      .width = render::Head::Width::table},
                     "catering/catering", view, faults.empty() ? 200 : 422);
}

struct Typed {
  NewCall call;
  web::Faults faults;
};
Typed typed_call(const web::Form& form, std::string_view zone, Time now) {
  Typed typed;
  const auto digits = roster::narrow_ascii(form.text("number"));
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), typed.call.number);
  const bool is_number = error == std::errc{} && end == digits.data() + digits.size();
  if (!is_number) typed.faults.push_back({"number", digits.empty() ? web::What::required : web::What::not_number});
  const auto at = i18n::parse_local(form.text("day"), roster::narrow_ascii(form.text("time")), zone);
  if (!at) typed.faults.push_back({"time", web::What::not_date});
  if (at) typed.call.at_ms = to_ms(*at);
  typed.call.by = form.text("by");
  typed.call.note = form.text("note");
  for (auto& fault : check(typed.call, to_ms(now))) {
    if (fault.field == "at") fault.field = "day";
    typed.faults.push_back(std::move(fault));
  }
  return typed;
}

Result<web::Response> note(const render::PagesPtr& pages, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, events::edition_of(tx, id));
  const auto typed = typed_call(req.form, edition.zone, tx.now());
  if (!typed.faults.empty()) return show(pages, req, tx, typed.faults);
  TRY(const auto call, note_call(tx, req.actor, id, typed.call));
  return pages->see_other(path_of(id), {.key = "flash.caterer_told",
                                        .args = {{"number", std::to_string(call.number)}},
                                        .undo = path_of(id) + "/calls/" + call.id.to_string() + "/undo"});
}

Result<web::Response> undo(const render::PagesPtr& pages, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto call, web::path_value<CallId>(req, "call"));
  const auto taken = take_back_call(tx, req.actor, id, call);
  if (!taken && taken.error().code != ErrorCode::conflict) return std::unexpected(taken.error());
  return pages->see_other(path_of(id), {.key = "flash.caterer_call_taken_back", .args = {}});
}

}  // namespace

web::Routes page_routes(render::PagesPtr pages) {
  using enum web::Method;
  const std::string one = "/editions/{edition}/catering";
  return {
      page(get, one, kMayRead, web::Read([pages](const web::Req& req, storage::ReadTx& tx) { return show(pages, req, tx, {}); })),
      page(post, one + "/calls", kMayTell, web::Write([pages](const web::Req& req, storage::WriteTx& tx) { return note(pages, req, tx); })),
      page(post, one + "/calls/{call}/undo", kMayTell,
           web::Write([pages](const web::Req& req, storage::WriteTx& tx) { return undo(pages, req, tx); }))};
}

}  // namespace uke::server::catering
