// Changing one's own answer: what the form says, where and how, and taking it back.
#include "server/applications/rules.h"
#include "server/attending/answer_form.h"
#include "server/attending/my_kit.h"
#include "server/attending/words.h"

#include <algorithm>

namespace uke::server::attending {
namespace {

struct EditPage {
  std::string where;
  std::string stale;  // somebody else changed the answer since the form was made
  render::Facts current;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(EditPage, (), (where, stale, current, form))

struct OptionView {
  std::string title;
  std::vector<std::string> changes;
  render::PostButton button;
};
BOOST_DESCRIBE_STRUCT(OptionView, (), (title, changes, button))

struct SwitchPage {
  std::string where;
  std::vector<OptionView> options;
};
BOOST_DESCRIBE_STRUCT(SwitchPage, (), (where, options))

struct CancelPage {
  render::Confirm confirm;
};
BOOST_DESCRIBE_STRUCT(CancelPage, (), (confirm))

Result<rsvps::OwnFields> fields_of(storage::ReadTx& tx, const Mine& mine) {
  const auto& row = mine.row();
  const auto& details = mine.own.details;
  rsvps::OwnFields fields;
  fields.state = row.state == desk::RsvpState::waiting || row.state == desk::RsvpState::cancelled ? desk::RsvpState::yes : row.state;
  fields.mode = row.mode;
  fields.family_name = row.family_name;
  fields.given_name = row.given_name;
  fields.kana = row.kana;
  fields.former_name = details.former_name;
  fields.show_former_name = details.show_former_name;
  fields.department = row.department;
  fields.years = row.years;
  fields.email = row.email.value_or("");
  fields.food = details.food;
  fields.comment = details.comment;
  fields.comment_public = details.comment_public;
  fields.after_party = details.after_party;
  fields.photo_ok = row.photo_ok;
  fields.watching = details.watching;
  fields.fee_category = details.fee_category.value_or("");
  for (const auto& ordered : mine.own.rsvp.goods) fields.goods.push_back({.goods = ordered.id, .quantity = ordered.quantity});
  for (const auto& companion : companions_of(mine.own)) {
    TRY(const auto more, rsvps::details_of(tx, companion.id));
    fields.companions.push_back({.family_name = companion.family_name,
                                 .given_name = companion.given_name,
                                 .kana = companion.kana,
                                 .fee_category = more.fee_category.value_or("")});
  }
  return fields;
}

struct Trouble {
  int status = 200;
  bool is_stale = false;
};

Result<web::Response> show_edit(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine, const Typed& typed,
                                const Trouble& trouble) {
  const auto& m = parts.pages->messages(req.http);
  EditPage view{.where = where_name(m, mine.venue, mine.row().mode),
                .stale = {},
                .current = {},
                .form = {.action = my_path(mine.own) + "/edit",
                         .submit = m.text("attending.save"),
                         .fields = fields_to_fill(m, typed, mine.venue, Aim::change),
                         .cancel = my_path(mine.own),
                         .version = mine.row().version}};
  view.form.guards = true;
  if (trouble.is_stale) {
    view.stale = m.text("attending.stale_edit");
    TRY(const auto now_stored, fields_of(tx, mine));
    view.current = facts_to_confirm(m, now_stored, mine.venue);
  }
  if (trouble.status == 422) render::show_faults(view.form, typed.faults, m);
  return parts.pages->page(req, head_of(m, mine, m.text("attending.edit_title")), "attending/edit", view, trouble.status);
}

// Why nothing can be changed any more; the page says so.
std::optional<Error> closed(const Mine& mine, Time now) {
  const auto refusal = refusal_of(mine.venue, now);
  if (!refusal) return std::nullopt;
  return Error{ErrorCode::conflict, "attending.closed", std::string(enum_name(*refusal)), {}};
}

Result<web::Response> open_edit(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine) {
  if (const auto late = closed(mine, tx.now())) return show_refused(parts, req, mine, *late);
  TRY(const auto fields, fields_of(tx, mine));
  return show_edit(parts, req, tx, mine, typed_of(fields), {});
}

Result<web::Response> edit(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Mine& mine) {
  auto typed = typed_of(req.form, mine.venue, mine.row().mode);
  if (press(typed, req.form.text("do"), mine.venue)) return show_edit(parts, req, tx, mine, typed, {});
  if (!typed.faults.empty()) return show_edit(parts, req, tx, mine, typed, {.status = 422});
  const auto changed = tx.savepoint([&] { return rsvps::own_change(tx, mine.own.secret, version_of(req.form), typed.fields); });
  if (!changed && changed.error().code == ErrorCode::stale)
    return show_edit(parts, req, tx, mine, typed, {.status = 412, .is_stale = true});
  return after(parts, req, mine, changed, {.key = "flash.answer_changed", .args = {}});
}

// --- another edition, another mode ---

std::vector<std::string> what_changes(const Messages& m, const Mine& mine, const Venue& to, desk::Mode mode, const rsvps::Places& places) {
  std::vector<std::string> lines;
  const auto& from = mine.venue;
  const bool onsite = mode == desk::Mode::onsite;
  if (to.edition.starts_ms != from.edition.starts_ms || to.edition.id != from.edition.id) lines.push_back(when_of(m, to.edition));
  if (onsite && !to.edition.place.empty()) lines.push_back(to.edition.place);
  for (const auto& line : fee_lines(m, to, mode)) {
    lines.push_back(m.text("attending.category", {{"name", line.label}, {"fee", line.value}}));
  }
  const auto group = static_cast<std::int64_t>(1 + companions_of(mine.own).size());
  if (group > 1) lines.push_back(m.text("attending.switch.companions"));
  const bool is_full = places.capacity > 0 && (places.capacity - places.occupied < group || places.waiting > 0);
  if (is_full && mine.row().state == desk::RsvpState::yes) lines.push_back(m.text("attending.switch.waits"));
  if (to.edition.id != from.edition.id && !mine.own.rsvp.goods.empty()) lines.push_back(m.text("attending.switch.goods"));
  if (!onsite) lines.push_back(m.text("attending.switch.to_online"));
  if (mine.row().state == desk::RsvpState::yes) lines.push_back(m.text("attending.switch.gives_up"));
  return lines;
}

Result<web::Response> open_switch(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine) {
  const auto& m = parts.pages->messages(req.http);
  SwitchPage view{.where = where_name(m, mine.venue, mine.row().mode), .options = {}};
  TRY(const auto venues, venues_of(tx, mine.row().event));
  for (const auto& venue : venues) {
    for (const auto mode : modes_of(venue)) {
      const bool is_here = venue.edition.id == mine.row().edition;
      if (is_here && mode == mine.row().mode) continue;
      const auto refusal = refusal_of(venue, tx.now());
      // Whoever cannot come may watch until the end.
      const bool stays_home = is_here && mode == desk::Mode::online && refusal == rsvps::Refusal::closed;
      if (refusal && !stays_home) continue;
      TRY(const auto places, rsvps::places_of(tx, venue.edition.id, mode));
      const auto name = where_name(m, venue, mode);
      view.options.push_back({.title = name,
                              .changes = what_changes(m, mine, venue, mode, places),
                              .button = {.action = my_path(mine.own) + "/switch",
                                         .label = m.text("attending.switch.to", {{"where", name}}),
                                         .version = mine.row().version,
                                         .fields = {{"at", text_of({venue.edition.id, mode})}}}});
    }
  }
  return parts.pages->page(req, head_of(m, mine, m.text("attending.switch.title")), "attending/switch", view);
}

Result<web::Response> move(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Mine& mine) {
  const auto choice = choice_of(req.form.text("at"));
  if (!choice) return parts.pages->see_other(my_path(mine.own) + "/switch");
  const auto changed =
      tx.savepoint([&] { return rsvps::own_switch(tx, mine.own.secret, version_of(req.form), choice->edition, choice->mode); });
  if (!changed && changed.error().code == ErrorCode::not_found) return parts.pages->see_other(my_path(mine.own) + "/switch");
  const bool waits = changed && changed->rsvp.attendee.state == desk::RsvpState::waiting;
  return after(parts, req, mine, changed, {.key = waits ? "flash.answer_waits" : "flash.answer_switched", .args = {}});
}

// --- taking it back ---

Result<web::Response> open_cancel(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine) {
  const auto& m = parts.pages->messages(req.http);
  if (mine.row().state == desk::RsvpState::cancelled) return parts.pages->see_other(my_path(mine.own));
  CancelPage view{.confirm = {.text = m.text("attending.cancel.question"),
                              .button = {.action = my_path(mine.own) + "/cancel",
                                         .label = m.text("attending.cancel.do"),
                                         .look = render::Look::danger,
                                         .version = mine.row().version},
                              .cancel = my_path(mine.own)}};
  auto& points = view.confirm.points;
  const auto fee = rsvps::cancellation_fee(mine.own, mine.venue.details, tx.now());
  points.push_back(fee.value == 0 ? m.text("attending.cancel.free")
                                  : m.text("attending.cancel.costs", {{"amount", i18n::format_yen(m, fee)}}));
  if (fee.value == 0) {
    if (auto rule = cancel_rule(m, mine.venue); !rule.empty()) points.push_back(std::move(rule));
  }
  if (!companions_of(mine.own).empty()) points.push_back(m.text("attending.cancel.companions"));
  points.push_back(m.text("attending.cancel.undo"));
  return parts.pages->page(req, head_of(m, mine, m.text("attending.cancel.title")), "attending/cancel", view);
}

Result<web::Response> cancel(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Mine& mine) {
  if (mine.row().state == desk::RsvpState::cancelled) return parts.pages->see_other(my_path(mine.own));
  const auto changed = tx.savepoint([&] { return rsvps::own_cancel(tx, mine.own.secret, version_of(req.form)); });
  return after(parts, req, mine, changed, {.key = "flash.answer_cancelled", .args = {}, .undo = my_path(mine.own) + "/undo"});
}

const rsvps::AttendeeRow* companion_in(const Mine& mine, std::string_view id) {
  const auto& all = mine.own.rsvp.companions;
  const auto found = std::ranges::find_if(all, [&](const auto& row) { return row.id.to_string() == id; });
  return found == all.end() || found->state == desk::RsvpState::cancelled ? nullptr : &*found;
}

Result<web::Response> open_cancel_companion(const PageParts& parts, const web::Req& req, storage::ReadTx&, const Mine& mine) {
  const auto& m = parts.pages->messages(req.http);
  const auto* companion = companion_in(mine, req.at("companion"));
  if (companion == nullptr) return parts.pages->see_other(my_path(mine.own));
  const CancelPage view{.confirm = {.text = m.text("attending.cancel.companion", {{"name", person_of(m, *companion, &mine.row())}}),
                                    .points = {m.text("attending.cancel.companion_text")},
                                    .button = {.action = my_path(mine.own) + "/companions/" + companion->id.to_string() + "/cancel",
                                               .label = m.text("attending.cancel.do"),
                                               .look = render::Look::danger,
                                               .version = mine.row().version},
                                    .cancel = my_path(mine.own)}};
  return parts.pages->page(req, head_of(m, mine, m.text("attending.cancel.title")), "attending/cancel", view);
}

Result<web::Response> cancel_companion(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Mine& mine) {
  const auto* companion = companion_in(mine, req.at("companion"));
  if (companion == nullptr) return parts.pages->see_other(my_path(mine.own));
  const auto id = companion->id;
  const auto changed = tx.savepoint([&] { return rsvps::own_cancel_companion(tx, mine.own.secret, version_of(req.form), id); });
  return after(parts, req, mine, changed, {.key = "flash.companion_cancelled", .args = {}});
}

}  // namespace

web::Routes my_change_pages(const PagePartsPtr& parts) {
  return {
      page_get("/my/{secret}/edit", looks(parts, open_edit)),
      page_post("/my/{secret}/edit", changes(parts, edit)),
      page_get("/my/{secret}/switch", looks(parts, open_switch)),
      page_post("/my/{secret}/switch", changes(parts, move)),
      page_get("/my/{secret}/cancel", looks(parts, open_cancel)),
      page_post("/my/{secret}/cancel", changes(parts, cancel)),
      page_get("/my/{secret}/companions/{companion}/cancel", looks(parts, open_cancel_companion)),
      page_post("/my/{secret}/companions/{companion}/cancel", changes(parts, cancel_companion)),
  };
}

}  // namespace uke::server::attending
