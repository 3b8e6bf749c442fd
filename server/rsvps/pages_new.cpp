// /editions/{edition}/rsvps/new: an answer that came by telephone or on paper, or somebody who stands at the door. Only a name is needed.
#include "server/rsvps/names.h"
#include "server/rsvps/pages_form.h"
#include "server/rsvps/pages_kit.h"
#include "server/rsvps/pages_words.h"
#include "server/rsvps/places.h"
#include "server/web/rest.h"

namespace uke::server::rsvps {
namespace {

constexpr std::int64_t kLooked = 20;

struct SameNameView {
  std::string path;
  std::string name;
  render::Chip state;
};
BOOST_DESCRIBE_STRUCT(SameNameView, (), (path, name, state))
struct NewView {
  std::vector<render::Notice> notice;
  bool has_same = false;
  std::vector<SameNameView> same;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(NewView, (), (notice, has_same, same, form))

Result<std::vector<render::Notice>> full_notice(const Messages& messages, storage::ReadTx& tx, EditionId edition) {
  std::vector<render::Notice> notices;
  for (const auto mode : {desk::Mode::onsite, desk::Mode::online}) {
    TRY(const auto places, places_of(tx, edition, mode));
    if (places.capacity == 0 || places.occupied < places.capacity) continue;
    notices.push_back({.tone = render::Tone::attention,
                       .title = messages.text("rsvps.new.full", {{"mode", mode_word(messages, mode)}, {"capacity", places.capacity}}),
                       .text = messages.text("rsvps.new.full_text")});
  }
  return notices;
}

// Who answered under that name already: sent twice by a nervous finger, or written down twice.
Result<std::vector<SameNameView>> same_names(const Messages& messages, storage::ReadTx& tx, const web::Req& req, EditionId edition,
                                             const OwnFields& fields) {
  std::vector<SameNameView> same;
  ListQuery query;
  query.text = whole_name(fields.family_name, fields.given_name);
  const auto key = name_key(fields.family_name, fields.given_name);
  TRY(const auto found, list_rsvps(tx, req.actor, edition, query, "", kLooked));
  for (const auto& [row, details, holder_name, category, has_come] : found.rows) {
    const bool is_over = row.state == desk::RsvpState::cancelled || row.state == desk::RsvpState::no;
    if (is_over || row.holder || name_key(row.family_name, row.given_name) != key) continue;
    same.push_back({path_of(row.id), person_name(messages, row, {}), state_chip(messages, row.state, details.held)});
  }
  return same;
}

Result<web::Response> new_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const Raw& raw, const Offer& offer,
                               const web::Faults& faults, std::vector<SameNameView> same) {
  const auto& messages = needs->pages->messages(req.http);
  const auto edition = offer.edition.id;
  TRY(const auto place, place_of(tx, req.actor, edition));
  NewView view;
  TRY(view.notice, full_notice(messages, tx, edition));
  view.form = {.action = list_path(edition) + "/new",
               .submit = messages.text("rsvps.new.submit"),
               .fields = quick_form(messages, raw, offer),
               .cancel = list_path(edition)};
  if (view.notice.empty()) std::erase_if(view.form.fields, [](const auto& field) { return field.name == "over_capacity"; });
  view.has_same = !same.empty();
  view.same = std::move(same);
  if (view.has_same) {
    view.form.submit = messages.text("rsvps.new.anyway");
    view.form.hidden = {{"anyway", "1"}};
  }
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(
      req, {.title = messages.text("rsvps.new.title"), .nav = kNav, .back = list_path(edition), .back_label = name_of(messages, place)},
      "rsvps/new", view, faults.empty() && !view.has_same ? 200 : 422);
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto offer, offer_of(tx, edition));
  return new_page(needs, req, tx, blank(), offer, {}, {});
}

Result<web::Response> create(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto offer, offer_of(tx, edition));
  const auto raw = raw_of(req.form, offer);
  auto typed = typed_of(raw, offer);
  if (!typed.faults.empty()) return new_page(needs, req, tx, raw, offer, typed.faults, {});
  if (!req.form.has("anyway")) {
    TRY(auto same, same_names(messages, tx, req, edition, typed.command.fields));
    if (!same.empty()) return new_page(needs, req, tx, raw, offer, {}, std::move(same));
  }
  typed.command.tells = !typed.command.fields.email.empty();
  TRY(const auto made, create_by_organizer(tx, req.actor, edition, typed.command));
  const auto& row = made.attendee;
  const auto* const key = row.state == desk::RsvpState::waiting ? "flash.rsvp_waits" : "flash.rsvp_added";
  return needs->pages->see_other(path_of(row.id), {.key = key, .args = {{"name", person_name(messages, row, {})}}});
}

}  // namespace

web::Routes new_page_routes(const Needs& needs) {
  using enum web::Method;
  const std::string one = "/editions/{edition}/rsvps/new";
  return {page(get, one, web::kOrganizers, reads(needs, show)), page(post, one, web::kOrganizers, writes(needs, create))};
}

}  // namespace uke::server::rsvps
