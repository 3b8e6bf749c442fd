// /events/new, /events/{event}/edit and /events/{event}/editions/new.
#include "server/events/event_forms.h"
#include "server/events/pages_conflict.h"
#include "server/web/rest.h"

namespace uke::server::events {
namespace {

constexpr std::size_t kBodyMax = 512 * 1024;  // long texts, and what a form began from

struct FormPage {
  std::string lead;
  render::FormView form;
  std::string remove;  // path; "" = nothing to remove
};
BOOST_DESCRIBE_STRUCT(FormPage, (), (lead, form, remove))

int status_of(const web::Faults& faults) { return faults.empty() ? 200 : 422; }

// --- a new event with its first edition ---

Result<web::Response> new_page(const Needs& needs, const web::Req& req, const Raw& raw, const web::Faults& faults) {
  const auto& messages = needs->pages->messages(req.http);
  FormPage view{.lead = messages.text("event.new.lead"),
                .form = {.action = "/events/new",
                         .submit = messages.text("event.new.submit"),
                         .fields = fields_of(messages, new_event_sheet(), raw),
                         .cancel = kNav,
                         .guards = true},
                .remove = {}};
  view.form.fields.front().begins_group = true;
  view.form.fields.front().group = messages.text("event.group.event");
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(
      req, {.title = messages.text("event.new.title"), .nav = kNav, .back = kNav, .back_label = messages.text("event.title")},
      "events/form", view, status_of(faults));
}

Result<web::Response> show_new(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  auto raw = new_event_defaults(tx.now());
  raw["edition_name"] = needs->pages->messages(req.http).text("event.new.edition_name");
  return new_page(needs, req, raw, {});
}

Result<web::Response> create(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  const auto raw = raw_of(new_event_sheet(), req.form);
  const auto typed = new_event_typed(raw);
  if (!typed.faults.empty()) return new_page(needs, req, raw, typed.faults);
  TRY(const auto event, create_event(tx, req.actor, typed.event));
  TRYV(create_edition(tx, req.actor, event.id, typed.edition));
  return needs->pages->see_other(path_of(event.id), {.key = "flash.event_created", .args = {{"name", event.name}}});
}

// --- another edition ---

Result<web::Response> edition_page(const Needs& needs, const web::Req& req, const EventRow& event, const Raw& raw,
                                   const web::Faults& faults, std::string error = {}) {
  const auto& messages = needs->pages->messages(req.http);
  FormPage view{.lead = messages.text("event.new_edition.lead"),
                .form = {.action = path_of(event.id) + "/editions/new",
                         .submit = messages.text("event.new_edition.submit"),
                         .fields = fields_of(messages, new_edition_sheet(), raw),
                         .cancel = path_of(event.id),
                         .error = std::move(error),
                         .guards = true},
                .remove = {}};
  for (auto& field : view.form.fields) field.begins_group = false;
  render::show_faults(view.form, faults, messages);
  const int status = view.form.error.empty() ? status_of(faults) : 409;
  return needs->pages->page(
      req, {.title = messages.text("event.add_edition"), .nav = kNav, .back = path_of(event.id), .back_label = name_of(messages, event)},
      "events/form", view, status);
}

Result<web::Response> show_new_edition(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto event, get_event(tx, req.actor, id));
  return edition_page(needs, req, event, new_edition_defaults(event), {});
}

Result<web::Response> create_edition_of(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto event, get_event(tx, req.actor, id));
  const auto raw = raw_of(new_edition_sheet(), req.form);
  const auto typed = new_edition_typed(raw);
  if (!typed.faults.empty()) return edition_page(needs, req, event, raw, typed.faults);
  const auto edition = tx.savepoint([&] { return create_edition(tx, req.actor, id, typed.edition); });
  if (!edition && edition.error().code == ErrorCode::conflict) {
    return edition_page(needs, req, event, raw, {}, needs->pages->messages(req.http).text("event.new_edition.too_many"));
  }
  if (!edition) return std::unexpected(edition.error());
  return needs->pages->see_other(path_of(edition->id), {.key = "flash.edition_created", .args = {{"name", edition->name}}});
}

// --- editing an event ---

struct Versions {
  std::int64_t event = 0;
  std::int64_t details = 0;
  auto operator<=>(const Versions&) const = default;
};

std::vector<render::Hidden> hidden_of(const Versions& versions) {
  return {{"event_version", std::to_string(versions.event)}, {"details_version", std::to_string(versions.details)}};
}

Result<web::Response> edit_page(const Needs& needs, const web::Req& req, const EventRow& event, const Raw& raw, const Versions& versions,
                                const std::string& base, const web::Faults& faults) {
  const auto& messages = needs->pages->messages(req.http);
  FormPage view{.lead = {},
                .form = {.action = path_of(event.id) + "/edit",
                         .submit = messages.text("ui.save"),
                         .fields = fields_of(messages, event_sheet(), raw),
                         .cancel = path_of(event.id),
                         .hidden = hidden_of(versions),
                         .guards = true},
                .remove = {}};
  view.form.hidden.push_back({kBase, base});
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(
      req, {.title = messages.text("event.edit"), .nav = kNav, .back = path_of(event.id), .back_label = name_of(messages, event)},
      "events/form", view, status_of(faults));
}

Result<web::Response> show_edit(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto event, get_event(tx, req.actor, id));
  TRY(const auto details, event_details_of(tx, id));
  const auto raw = raw_of(event, details);
  return edit_page(needs, req, event, raw, {event.version, details.version}, base_of(event_sheet(), raw), {});
}

Result<web::Response> store(const Needs& needs, const web::Req& req, storage::WriteTx& tx, const EventRow& event,
                            const EventDetails& details, const EventForm& form) {
  if (form.fields != fields_of(event)) TRYV(change_event(tx, req.actor, event.id, event.version, form.fields));
  TRYV(change_event_details(tx, req.actor, event.id, details.version, form.details));
  return needs->pages->see_other(path_of(event.id), {.key = "flash.event_saved", .args = {{"name", form.fields.name}}});
}

Result<web::Response> save(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EventId>(req, "event"));
  TRY(const auto event, get_event(tx, req.actor, id));
  TRY(const auto details, event_details_of(tx, id));
  const Versions now{event.version, details.version};
  const Versions seen{hidden_number(req.form, "event_version"), hidden_number(req.form, "details_version")};
  const auto now_raw = raw_of(event, details);
  auto raw = raw_of(event_sheet(), req.form);
  if (seen == now) raw = with_choices(event_sheet(), req.form, std::move(raw), now_raw);
  const auto typed = event_typed(raw, event);
  const std::string base(req.form.text(kBase));
  if (!typed.faults.empty()) return edit_page(needs, req, event, raw, seen, base, typed.faults);
  const bool is_alone = seen == now || raw == now_raw || base == base_of(event_sheet(), now_raw);
  if (is_alone) return store(needs, req, tx, event, details, typed.form);
  return conflict_page(needs, req,
                       {.sheet = event_sheet(),
                        .now = now_raw,
                        .typed = raw,
                        .action = path_of(id) + "/edit",
                        .back = path_of(id),
                        .back_label = name_of(needs->pages->messages(req.http), event),
                        .hidden = hidden_of(now)});
}

}  // namespace

web::Routes event_form_routes(const Needs& needs) {
  using enum web::Method;
  web::Routes routes = {page(get, "/events/new", web::kAdmin, reads(needs, show_new)),
                        page(post, "/events/new", web::kAdmin, writes(needs, create)),
                        page(get, "/events/{event}/edit", web::kAdmin, reads(needs, show_edit)),
                        page(post, "/events/{event}/edit", web::kAdmin, writes(needs, save)),
                        page(get, "/events/{event}/editions/new", web::kAdmin, reads(needs, show_new_edition)),
                        page(post, "/events/{event}/editions/new", web::kAdmin, writes(needs, create_edition_of))};
  for (auto& route : routes) route.body_bytes_max = kBodyMax;
  return routes;
}

}  // namespace uke::server::events
