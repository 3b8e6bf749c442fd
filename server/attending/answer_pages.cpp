// Answering an event: the form, what will be sent, and sending it. Nobody needs an account, a cookie or a script.
#include "server/applications/apply_service.h"
#include "server/applications/rules.h"
#include "server/attending/answer_form.h"
#include "server/attending/kit.h"
#include "server/attending/words.h"
#include "server/web/rate_limit.h"

#include <algorithm>

namespace uke::server::attending {
namespace {

// A whole party may answer from one venue's network, or from behind one address of a mobile carrier; a program may not go on for ever.
constexpr web::RateLimitOptions kFromOneAddress{.burst = 1000, .per_second = 10};
constexpr std::string_view kElsewhere = "at.";  // of the buttons that lead to another edition or mode

struct ElsewhereView {
  std::string value;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(ElsewhereView, (), (value, label))

constexpr std::string_view kFormId = "answer";

struct FormPage {
  std::string event;
  std::string where;
  std::string when;
  std::string place;
  std::string greeting;
  std::vector<ElsewhereView> elsewhere;  // buttons of the form that lead to another edition or mode, and lose nothing
  bool has_elsewhere = false;
  std::string form_name;
  std::string keeper;  // who keeps what is written
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(FormPage, (), (event, where, when, place, greeting, elsewhere, has_elsewhere, form_name, keeper, form))

struct ConfirmPage {
  render::Facts facts;
  BillView bill;
  std::string cancel_rule;
  std::string mail_note;
  std::string action;
  std::vector<render::Hidden> hidden;
};
BOOST_DESCRIBE_STRUCT(ConfirmPage, (), (facts, bill, cancel_rule, mail_note, action, hidden))

struct LatePage {
  std::string sentence;
  std::string event_path;
  std::string action;
  bool was_typed = false;
  render::Facts facts;  // what was typed: nothing is lost
  std::vector<render::Hidden> hidden;
  std::vector<ElsewhereView> elsewhere;
};
BOOST_DESCRIBE_STRUCT(LatePage, (), (sentence, event_path, action, was_typed, facts, hidden, elsewhere))

// What the form is about.
struct Desk {
  Occasion occasion;
  std::vector<Venue> venues;
  Choice choice;
  std::string via;
  std::string speaker;
  std::string nonce;

  [[nodiscard]] const Venue& venue() const {
    return *std::ranges::find(venues, choice.edition, [](const Venue& venue) { return venue.edition.id; });
  }
  [[nodiscard]] std::string path() const { return event_path(occasion) + "/rsvp"; }
};

// The edition and mode that were asked for, if the event has them; nothing: the reader has to choose on the event's page.
std::optional<Choice> offered(const std::vector<Venue>& venues, const std::optional<Choice>& wanted) {
  if (!wanted) return std::nullopt;
  for (const auto& venue : venues) {
    if (venue.edition.id == wanted->edition && offers(venue, wanted->mode)) return wanted;
  }
  return std::nullopt;
}

Status find_speaker(storage::ReadTx& tx, Desk& desk) {
  if (desk.via.empty()) return {};
  TRY(const auto speaker, events::via_of_code(tx, desk.occasion.event.id, desk.via));
  if (speaker) desk.speaker = speaker->speaker;
  if (!speaker) desk.via.clear();
  return {};
}

std::vector<ElsewhereView> elsewhere_of(const Messages& m, const Desk& desk, Time now) {
  std::vector<ElsewhereView> views;
  for (const auto& venue : desk.venues) {
    if (refusal_of(venue, now)) continue;
    for (const auto mode : modes_of(venue)) {
      const Choice choice{venue.edition.id, mode};
      if (venue.edition.id == desk.choice.edition && mode == desk.choice.mode) continue;
      views.push_back({.value = std::string(kElsewhere) + text_of(choice), .label = where_name(m, venue, mode)});
    }
  }
  return views;
}

std::vector<render::Hidden> with_desk(std::vector<render::Hidden> hidden, const Desk& desk) {
  hidden.push_back({"at", text_of(desk.choice)});
  hidden.push_back({"via", desk.via});
  hidden.push_back({"nonce", desk.nonce});
  return hidden;
}

render::Head head_of(const Messages& m, const Desk& desk, std::string_view title) {
  return {.title = m.text(title),
          .back = event_path(desk.occasion),
          .back_label = events::name_of(m, desk.occasion.event),
          .home = event_path(desk.occasion)};
}

// The closing time has passed, or the edition does not take place: what was typed is there to be read, and where it can still be sent.
Result<web::Response> show_too_late(const PageParts& parts, const web::Req& req, const Desk& desk, const Typed& typed,
                                    rsvps::Refusal refusal, Time now) {
  const auto& m = parts.pages->messages(req.http);
  LatePage view{.sentence = refusal_sentence(m, refusal),
                .event_path = event_path(desk.occasion),
                .action = desk.path(),
                .was_typed = !typed.fields.family_name.empty() || !typed.fields.given_name.empty(),
                .facts = {},
                .hidden = with_desk(hidden_fields(typed), desk),
                .elsewhere = elsewhere_of(m, desk, now)};
  if (view.was_typed) view.facts = facts_to_confirm(m, typed.fields, desk.venue());
  return parts.pages->page(req, head_of(m, desk, "attending.too_late"), "attending/too_late", view, view.was_typed ? 409 : 200);
}

struct Trouble {
  std::string sentence = {};  // above the form; "" = only what is wrong with the fields
  int status = 200;
};

Result<web::Response> show_form(const PageParts& parts, const web::Req& req, const Desk& desk, const Typed& typed, Time now,
                                const Trouble& trouble) {
  const auto& m = parts.pages->messages(req.http);
  const auto& venue = desk.venue();
  if (const auto refusal = refusal_of(venue, now)) return show_too_late(parts, req, desk, typed, *refusal, now);
  const auto keeper = parts.organization.empty() ? m.text("ui.product") : parts.organization;
  FormPage view{.event = events::name_of(m, desk.occasion.event),
                .where = where_name(m, venue, desk.choice.mode),
                .when = when_of(m, venue.edition),
                .place = desk.choice.mode == desk::Mode::onsite ? venue.edition.place : std::string(),
                .greeting = desk.speaker.empty() ? std::string() : m.text("attending.via", {{"name", desk.speaker}}),
                .elsewhere = elsewhere_of(m, desk, now),
                .has_elsewhere = false,
                .form_name = std::string(kFormId),
                .keeper = m.text("attending.purpose.keeper", {{"organization", keeper}}),
                .form = {.action = desk.path(), .submit = m.text("attending.to_confirm"), .fields = {}}};
  view.form.fields = fields_to_fill(m, typed, venue, Aim::answer);
  view.has_elsewhere = !view.elsewhere.empty();
  view.form.id = kFormId;
  view.form.hidden = with_desk({}, desk);
  view.form.decoy = kDecoy;
  view.form.guards = true;
  view.form.error = trouble.sentence;
  if (trouble.status == 422) render::show_faults(view.form, typed.faults, m);
  return parts.pages->page(req, head_of(m, desk, "attending.form_title"), "attending/answer", view, trouble.status);
}

Result<web::Response> show_confirmation(const PageParts& parts, const web::Req& req, const Desk& desk, const Typed& typed) {
  const auto& m = parts.pages->messages(req.http);
  const bool comes = typed.fields.state != desk::RsvpState::no;
  ConfirmPage view{.facts = facts_to_confirm(m, typed.fields, desk.venue()),
                   .bill = bill_view(m, typed.fields, desk.venue()),
                   .cancel_rule = comes ? cancel_rule(m, desk.venue()) : std::string(),
                   .mail_note = {},
                   .action = desk.path(),
                   .hidden = with_desk(hidden_fields(typed), desk)};
  if (applications::may_not_arrive(typed.fields.email)) view.mail_note = m.text("attending.may_not_arrive");
  return parts.pages->page(req, head_of(m, desk, "attending.confirm_title"), "attending/answer_confirm", view);
}

Result<web::Response> send(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Desk& desk, const Typed& typed) {
  const auto& m = parts.pages->messages(req.http);
  const rsvps::NewAnswer command{
      .edition = desk.choice.edition, .fields = typed.fields, .nonce = desk.nonce, .via = desk.via, .language = m.language()};
  const auto own = tx.savepoint([&] { return rsvps::answer(tx, command); });
  if (own) {
    auto response = parts.pages->see_other(my_path(*own), {.key = "flash.answer_sent", .args = {}});
    remember(response, parts, req, desk.occasion.event.event_no, own->secret);
    return response;
  }
  if (own.error().code == ErrorCode::conflict) {
    const auto refusal = enum_value<rsvps::Refusal>(own.error().detail);
    if (refusal) return show_too_late(parts, req, desk, typed, *refusal, tx.now());
  }
  if (own.error().code == ErrorCode::invalid) {
    return show_form(parts, req, desk, typed, tx.now(), {.sentence = m.text("attending.changed_meanwhile"), .status = 422});
  }
  return std::unexpected(own.error());
}

Result<std::optional<Desk>> desk_of(storage::ReadTx& tx, const web::Req& req) {
  TRY(const auto event, events::event_of_slug(tx, req.at("slug")));
  if (!event) return std::optional<Desk>{};
  Desk desk{.occasion = {}, .venues = {}, .choice = {}, .via = {}, .speaker = {}, .nonce = {}};
  TRY(desk.occasion, occasion_of(tx, event->id));
  TRY(desk.venues, venues_of(tx, event->id));
  return std::optional(std::move(desk));
}

Result<Outcome> done(Result<web::Response> response) {
  if (!response) return std::unexpected(std::move(response.error()));
  return Outcome(std::move(*response));
}

Result<Outcome> take_form(const PagePartsPtr& parts, web::RateLimit& limit, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts->pages->messages(req.http);
  TRY(auto found, desk_of(tx, req));
  if (!found) return done(not_here(*parts, req, Lost::event));
  auto& desk = *found;
  const auto pressed = req.form.text("do");
  const bool moves = pressed.starts_with(kElsewhere);
  const auto choice = offered(desk.venues, choice_of(moves ? pressed.substr(kElsewhere.size()) : req.form.text("at")));
  if (!choice) return done(parts->pages->see_other(event_path(desk.occasion)));
  desk.choice = *choice;
  desk.via = req.form.text("via");
  TRYV(find_speaker(tx, desk));
  desk.nonce = req.form.text("nonce");
  const bool is_forged = !applications::looks_like_nonce(desk.nonce);
  if (is_forged) desk.nonce = applications::fresh_nonce(tx.random());
  auto typed = typed_of(req.form, desk.venue(), desk.choice.mode);
  const auto now = tx.now();
  const auto show = [&](const Trouble& trouble) { return done(show_form(*parts, req, desk, typed, now, trouble)); };
  if (moves || pressed == "edit" || press(typed, pressed, desk.venue())) return show({});
  if (!req.form.text(kDecoy).empty()) return show({.sentence = m.text("attending.decoy"), .status = 422});
  if (!typed.faults.empty()) return show({.status = 422});
  if (pressed != "send" || is_forged) {
    if (const auto refusal = refusal_of(desk.venue(), now)) return done(show_too_late(*parts, req, desk, typed, *refusal, now));
    return done(show_confirmation(*parts, req, desk, typed));
  }
  if (!limit.spend(req.http.remote)) {
    auto response = show_form(*parts, req, desk, typed, now, {.sentence = m.text("attending.too_often"), .status = 429});
    if (response) response->header("retry-after", "60");
    return done(std::move(response));
  }
  return Outcome(web::Mutation([parts, kept = std::make_shared<const KeptRequest>(req), desk, typed](storage::WriteTx& write) {
    return send(*parts, kept->req(), write, desk, typed);
  }));
}

Result<web::Response> show_empty_form(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(auto found, desk_of(tx, req));
  if (!found) return not_here(parts, req, Lost::event);
  auto& desk = *found;
  const auto choice = offered(desk.venues, choice_of(req.query("edition").value_or("") + "." + req.query("mode").value_or("")));
  if (!choice) return parts.pages->see_other(event_path(desk.occasion));
  desk.choice = *choice;
  desk.via = req.query("via").value_or("");
  TRYV(find_speaker(tx, desk));
  desk.nonce = applications::fresh_nonce(tx.random());
  Typed typed;
  typed.fields.mode = desk.choice.mode;
  typed.fields.state = enum_value<desk::RsvpState>(req.query("state").value_or("")).value_or(desk::RsvpState::yes);
  return show_form(parts, req, desk, typed, tx.now(), {});
}

}  // namespace

web::Routes answer_pages(const PagePartsPtr& parts) {
  const auto limit = std::make_shared<web::RateLimit>(system_clock(), kFromOneAddress);
  return {
      page_get("/e/{slug}/rsvp", web::Read([parts](const web::Req& req, storage::ReadTx& tx) { return show_empty_form(*parts, req, tx); })),
      page_post("/e/{slug}/rsvp",
                web::Work([parts, limit](const web::Req& req, storage::ReadTx& tx) { return take_form(parts, *limit, req, tx); })),
  };
}

}  // namespace uke::server::attending
