// /rsvps/{rsvp}/edit: the whole answer. Two editors at once: the second is shown both versions field by field, and nothing that was typed
// is lost.
#include "server/rsvps/pages_conflict.h"
#include "server/rsvps/pages_words.h"
#include "server/web/rest.h"

namespace uke::server::rsvps {
namespace {

struct EditView {
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(EditView, (), (form))

// The answer as it is now, and what its edition offers.
struct Loaded {
  Own own;
  Offer offer;
  Raw raw;
  std::string name;
};

Result<Loaded> load(const Messages& messages, storage::ReadTx& tx, AttendeeId id) {
  Loaded now;
  TRY(now.own, own_of(tx, id));
  TRY(now.offer, offer_of(tx, now.own.rsvp.attendee.edition));
  TRY(now.raw, raw_of(tx, now.own));
  now.name = person_name(messages, now.own.rsvp.attendee, {});
  return now;
}

bool is_editable(const Loaded& now) {
  const auto& row = now.own.rsvp.attendee;
  return !row.holder && row.state != desk::RsvpState::cancelled;
}

Result<web::Response> edit_page(const Needs& needs, const web::Req& req, const Loaded& now, const Raw& raw, const std::string& base,
                                std::int64_t version, const web::Faults& faults, const std::string& error) {
  const auto& messages = needs->pages->messages(req.http);
  const auto path = path_of(now.own.rsvp.attendee.id);
  EditView view;
  view.form = {.action = path + "/edit",
               .submit = messages.text("ui.save"),
               .fields = whole_form(messages, raw, now.offer),
               .cancel = path,
               .version = version,
               .error = error,
               .hidden = {{"base", base}},
               .guards = true};
  const bool is_wrong = render::show_faults(view.form, faults, messages) || !error.empty();
  return needs->pages->page(
      req, {.title = messages.text("rsvps.edit.title", {{"name", now.name}}), .nav = kNav, .back = path, .back_label = now.name},
      "rsvps/edit", view, is_wrong ? 422 : 200);
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  TRY(const auto now, load(needs->pages->messages(req.http), tx, id));
  if (!is_editable(now)) return needs->pages->see_other(path_of(now.own.rsvp.attendee.holder.value_or(id)));
  return edit_page(needs, req, now, now.raw, packed(now.raw), now.own.rsvp.attendee.version, {}, {});
}

Result<web::Response> save(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  TRY(const auto now, load(messages, tx, id));
  if (!is_editable(now)) return needs->pages->see_other(path_of(id), {.key = "flash.rsvp_stale", .args = {}});
  const auto version = version_of(req.form);
  const auto current = now.own.rsvp.attendee.version;
  const std::string base(req.form.text("base"));
  const auto raw = raw_of(req.form, now.offer);
  const auto seen = unpacked(base);
  const bool only_unseen_changed = seen && *seen == now.raw;  // being late, money: nothing that is edited here
  if (version != current && !only_unseen_changed) {
    return conflict_page(needs, req, now.offer, {.id = id, .name = now.name, .version = current, .now = now.raw, .typed = raw});
  }
  const auto chosen = with_choices(req.form, raw, now.raw);
  const auto typed = typed_of(chosen, now.offer);
  if (!typed.faults.empty()) return edit_page(needs, req, now, chosen, base, version, typed.faults, {});
  const auto done = tx.savepoint([&]() -> Result<Rsvp> { return change_by_organizer(tx, req.actor, id, current, typed.command); });
  if (!done && done.error().code == ErrorCode::conflict) {
    return edit_page(needs, req, now, chosen, base, version, {}, messages.text("rsvps.edit.full"));
  }
  if (!done) return std::unexpected(done.error());
  const auto& row = done->attendee;
  const bool is_waiting = row.state == desk::RsvpState::waiting && now.own.rsvp.attendee.state != desk::RsvpState::waiting;
  return needs->pages->see_other(
      path_of(id), {.key = is_waiting ? "flash.rsvp_waits" : "flash.rsvp_saved", .args = {{"name", person_name(messages, row, {})}}});
}

}  // namespace

web::Routes edit_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/rsvps/{rsvp}/edit", web::kAdmin, reads(needs, show)),
          page(post, "/rsvps/{rsvp}/edit", web::kAdmin, writes(needs, save))};
}

}  // namespace uke::server::rsvps
